import type { PixelView } from './raster.ts';
import type { SvgNode } from './svgNodes.ts';
import { toScreen } from './view.ts';

/** A place in world coordinates. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** A place with a name. */
export interface NamedPlace extends Place {
  readonly label: string;
}

/** The current vector and how it was made, in world coordinates. */
export interface ProbeScene {
  readonly probe: Place;
  /** False when the vector is exactly an entity's. */
  readonly hypothetical: boolean;
  /** The ends of the blend; `b` is null without one. */
  readonly a: NamedPlace | null;
  readonly b: NamedPlace | null;
  /** Weight of `b`, 0..1. */
  readonly alpha: number;
  /** Where the vector stood before each CAV push, and after it. */
  readonly pushes: readonly { readonly from: Place; readonly to: Place; readonly label: string }[];
  /** Nearest real entities, best first. */
  readonly neighbours: readonly Place[];
}

/** Colours of the overlay as `#rrggbb`. */
export interface OverlayColours {
  readonly paper: string;
  readonly ink: string;
  readonly soft: string;
  readonly accent: string;
}

/** Font of every text in the overlay; the fallbacks are for pictures opened elsewhere. */
export const SANS = 'Inter, system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

type Point = { readonly x: number; readonly y: number };

/** Font of names of regions, set apart from titles as on a printed map. */
export const SERIF = '"Iowan Old Style", "Palatino Linotype", Palatino, "Source Serif 4", Georgia, serif';

/** Attributes of a text that stays legible over points: a rim in the colour of the paper. */
export function haloText(
  x: number,
  y: number,
  size: number,
  fill: string,
  paper: string,
): Record<string, string | number> {
  return {
    x,
    y,
    fill,
    'font-family': SANS,
    'font-size': size,
    'dominant-baseline': 'central',
    stroke: paper,
    'stroke-width': 3.5,
    'stroke-linejoin': 'round',
    'paint-order': 'stroke',
  };
}

function line(key: string, from: Point, to: Point, stroke: string, width: number, dashes?: string): SvgNode {
  const attributes: Record<string, string | number> = {
    x1: from.x,
    y1: from.y,
    x2: to.x,
    y2: to.y,
    stroke,
    'stroke-width': width,
    'stroke-linecap': 'round',
  };
  if (dashes) attributes['stroke-dasharray'] = dashes;
  return { tag: 'line', key, attributes };
}

/** A ring or a filled disc. */
function circle(key: string, at: Point, r: number, fill: string, stroke: string, width: number): SvgNode {
  return { tag: 'circle', key, attributes: { cx: at.x, cy: at.y, r, fill, stroke, 'stroke-width': width } };
}

/** A head of an arrow that ends `gap` pixels before `to`; null where the arrow is shorter than the head. */
function arrow(key: string, from: Point, to: Point, gap: number, colour: string): SvgNode[] {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  // A short push is still a push: its head shrinks before it goes.
  const size = Math.min(8, length - gap);
  if (size < 2) return [];
  const [ux, uy] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const tip = { x: to.x - ux * gap, y: to.y - uy * gap };
  const back = { x: tip.x - ux * size, y: tip.y - uy * size };
  const [wx, wy] = [(ux * size) / 2, (uy * size) / 2];
  const d = `M${back.x - wy} ${back.y + wx}L${tip.x} ${tip.y}L${back.x + wy} ${back.y - wx}`;
  const head = { d, fill: 'none', stroke: colour, 'stroke-width': 1.75, 'stroke-linecap': 'round' };
  return [
    line(`${key}-shaft`, from, tip, colour, 1.75),
    { tag: 'path', key: `${key}-head`, attributes: head },
  ];
}

function endMark(key: 'A' | 'B', at: Point, colours: OverlayColours): SvgNode[] {
  const letter = {
    x: at.x,
    y: at.y,
    fill: colours.paper,
    'font-family': SANS,
    'font-size': 10.5,
    'font-weight': 700,
    'text-anchor': 'middle',
    'dominant-baseline': 'central',
  };
  return [
    circle(`end-${key}`, at, 8.5, colours.ink, colours.paper, 2),
    { tag: 'text', key: `letter-${key}`, attributes: letter, text: key },
  ];
}

/** Text beside a place, on the side away from `other`; above the place where the map's edge leaves no room. */
function beside(
  key: string,
  at: Point,
  other: Point | null,
  text: string,
  width: number,
  colours: OverlayColours,
): SvgNode {
  const room = text.length * 7 + 20;
  const right = other ? other.x < at.x : at.x < width * 0.72;
  const fits = right ? at.x + room < width : at.x > room;
  const x = fits ? at.x + (right ? 14 : -14) : Math.max(room / 2, Math.min(width - room / 2, at.x));
  const attributes = {
    ...haloText(x, fits ? at.y : at.y - 19, 12.5, colours.ink, colours.paper),
    'font-weight': 600,
    'text-anchor': fits ? (right ? 'start' : 'end') : 'middle',
  };
  return { tag: 'text', key, attributes, text };
}

const TICK = 5;

/**
 * The probe with its path: threads to the nearest real neighbours, the line from A to B with a tick at
 * alpha, an arrow for each push, and the probe itself, hollow while it is hypothetical.
 */
export function probeNodes(
  scene: ProbeScene,
  screen: PixelView,
  width: number,
  colours: OverlayColours,
): SvgNode[] {
  const at = (place: Place): Point => toScreen(screen, place.x, place.y);
  const nodes: SvgNode[] = [];
  const probe = at(scene.probe);
  scene.neighbours.forEach((neighbour, index) => {
    const end = at(neighbour);
    nodes.push(line(`thread-${index}`, probe, end, colours.accent, 1, '1 4'));
    nodes.push(circle(`near-${index}`, end, 4.5, 'none', colours.accent, 1.25));
  });
  const a = scene.a && at(scene.a);
  const b = scene.b && at(scene.b);
  if (a && b) {
    nodes.push(line('blend', a, b, colours.ink, 1.5));
    const tick = { x: a.x + (b.x - a.x) * scene.alpha, y: a.y + (b.y - a.y) * scene.alpha };
    const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
    const [nx, ny] = [(-(b.y - a.y) / length) * TICK, ((b.x - a.x) / length) * TICK];
    nodes.push(
      line('tick', { x: tick.x - nx, y: tick.y - ny }, { x: tick.x + nx, y: tick.y + ny }, colours.ink, 2),
    );
    const landed = scene.pushes[0] ? at(scene.pushes[0].from) : probe;
    if (Math.hypot(landed.x - tick.x, landed.y - tick.y) > 12) {
      nodes.push(line('landing', tick, landed, colours.accent, 1.25, '4 4'));
    }
  }
  scene.pushes.forEach((push, index) => {
    const [from, to] = [at(push.from), at(push.to)];
    nodes.push(
      ...arrow(`push-${index}`, from, to, index === scene.pushes.length - 1 ? 10 : 2, colours.accent),
    );
    if (Math.hypot(to.x - from.x, to.y - from.y) < 48) return;
    const middle = haloText(
      (from.x + to.x) / 2,
      (from.y + to.y) / 2 - 9,
      11.5,
      colours.accent,
      colours.paper,
    );
    nodes.push({
      tag: 'text',
      key: `push-label-${index}`,
      attributes: { ...middle, 'text-anchor': 'middle', 'font-weight': 600 },
      text: push.label,
    });
  });
  if (scene.a && a && (scene.hypothetical || scene.b)) {
    nodes.push(...endMark('A', a, colours), beside('name-A', a, b ?? probe, scene.a.label, width, colours));
  }
  if (scene.b && b)
    nodes.push(...endMark('B', b, colours), beside('name-B', b, a, scene.b.label, width, colours));
  if (scene.hypothetical) {
    nodes.push(circle('probe-rim', probe, 7.5, 'none', colours.paper, 5.5));
    nodes.push(circle('probe', probe, 7.5, 'none', colours.accent, 2.5));
  } else {
    nodes.push(circle('probe', probe, 6.5, colours.accent, colours.paper, 2));
    if (scene.a && !scene.b) nodes.push(beside('name-probe', probe, null, scene.a.label, width, colours));
  }
  return nodes;
}
