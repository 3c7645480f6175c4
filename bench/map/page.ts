import { HEIGHT, RENDERERS, type RendererName, WIDTH } from './renderers.ts';
import { syntheticPoints } from './synthetic.ts';

/** What one case measured; null where nothing changed on the screen, which would make its rate meaningless. */
export interface CaseResult {
  /** Milliseconds from an empty place to the first drawing. */
  readonly firstDraw: number;
  /** Frames per second while the picture is dragged in a circle, and while it is zoomed in and out. */
  readonly pan: number;
  readonly zoom: number;
  /** 95th percentile of the time between frames in milliseconds. */
  readonly panP95: number;
  readonly zoomP95: number;
}

type Step = (target: Element, seconds: number) => void;

const place = document.getElementById('place') as HTMLElement;

function mouse(type: string, target: EventTarget, x: number, y: number): void {
  const init = {
    bubbles: true,
    cancelable: true,
    view: window,
    clientX: x,
    clientY: y,
    button: 0,
    buttons: 1,
  };
  target.dispatchEvent(new MouseEvent(type, init));
}

/** A circle of 120 px radius in two seconds, as a hand would drag it. */
function circle(seconds: number): readonly [number, number] {
  const angle = seconds * Math.PI;
  return [WIDTH / 2 + 120 * Math.sin(angle), HEIGHT / 2 + 120 * (1 - Math.cos(angle))];
}

const drag: Step = (target, seconds) => {
  const [x, y] = circle(seconds);
  mouse('mousemove', target, x, y);
};

/** Zooms in for a second, then out for a second, at a place off the middle. */
const wheel: Step = (target, seconds) => {
  const deltaY = Math.floor(seconds) % 2 === 0 ? -12 : 12;
  const init = { bubbles: true, cancelable: true, view: window, deltaY, clientX: 460, clientY: 330 };
  target.dispatchEvent(new WheelEvent('wheel', init));
};

/** Calls `step` in every frame for some seconds; returns the times between frames in milliseconds. */
function frames(seconds: number, target: Element, step: Step): Promise<number[]> {
  return new Promise((resolve) => {
    const gaps: number[] = [];
    let began = 0;
    let last = 0;
    const tick = (now: number): void => {
      if (began === 0) began = now;
      else gaps.push(now - last);
      last = now;
      if (now - began >= seconds * 1000) {
        resolve(gaps);
        return;
      }
      step(target, (now - began) / 1000);
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
}

function rate(gaps: readonly number[]): { readonly fps: number; readonly p95: number } {
  const sum = gaps.reduce((total, gap) => total + gap, 0);
  const sorted = [...gaps].sort((a, b) => a - b);
  return { fps: (1000 * gaps.length) / sum, p95: sorted[Math.ceil(0.95 * sorted.length) - 1] as number };
}

/** Draws `count` points with a renderer, drags and zooms them for `seconds` each. */
async function runCase(name: RendererName, count: number, seconds: number): Promise<CaseResult> {
  const points = syntheticPoints(count);
  const began = performance.now();
  const target = await RENDERERS[name](place, points);
  await frames(0.05, target, () => undefined);
  const firstDraw = performance.now() - began;
  mouse('mouseenter', target, ...circle(0));
  mouse('mousedown', target, ...circle(0));
  const pan = rate(await frames(seconds, target, drag));
  mouse('mouseup', target, ...circle(0));
  const zoom = rate(await frames(seconds, target, wheel));
  return { firstDraw, pan: pan.fps, zoom: zoom.fps, panP95: pan.p95, zoomP95: zoom.p95 };
}

Object.assign(window, { runCase });
