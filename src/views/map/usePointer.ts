import { type RefObject, useEffect, useRef, useState } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import type { PointRef } from './hit.ts';
import { type MapHandlers, samePoint } from './mapModel.ts';
import type { ScreenState } from './useMapZoom.ts';
import type { PointFinder } from './usePointIndex.ts';

/** Reach of a pointer in CSS pixels: a finger is less exact than a mouse. */
const MOUSE_REACH = 10;
const TOUCH_REACH = 26;
/** A stroke shorter than this in both directions is a click. */
const STROKE_SLACK = 5;
/** Within this time after a stroke a click belongs to it. */
const CLICK_AFTER_STROKE_MS = 50;

/** What the pointer does on the map. */
export interface PointerState {
  /** The point under the mouse. */
  readonly hovered: PointRef | null;
  /** A point that a finger tapped: its card offers what a mouse does with clicks. */
  readonly tapped: PointRef | null;
  readonly lasso: readonly number[] | null;
  closeCard(): void;
}

interface Options {
  readonly finder: PointFinder;
  readonly store: StoreApi<ScreenState>;
  readonly lassoMode: boolean;
  readonly handlers: MapHandlers;
}

/** Whether an event starts a lasso stroke, which d3-zoom must then leave alone. */
export function startsLasso(event: MouseEvent | TouchEvent | WheelEvent, lassoMode: boolean): boolean {
  if (event.type === 'wheel' || event.type === 'dblclick') return false;
  if ('touches' in event && event.touches.length > 1) return false;
  return lassoMode || event.shiftKey;
}

/** Hover, click, shift-click (selects), Ctrl-click (other end), tap and lasso on the map's element. */
export function usePointer(ref: RefObject<HTMLElement | null>, options: Options): PointerState {
  const latest = useRef(options);
  latest.current = options;
  const [hovered, setHovered] = useState<PointRef | null>(null);
  const [tapped, setTapped] = useState<PointRef | null>(null);
  const [lasso, setLasso] = useState<readonly number[] | null>(null);

  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    let stroke: number[] | null = null;
    let over: PointRef | null = null;
    let frame = 0;
    let strokeEnded = -Infinity;

    const place = (event: PointerEvent | MouseEvent): readonly [number, number] => {
      const box = element.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };
    const find = (x: number, y: number, reach: number): PointRef | null => {
      const { screen } = latest.current.store.getState();
      return screen ? latest.current.finder.at(screen, x, y, reach) : null;
    };
    const hover = (point: PointRef | null): void => {
      if (samePoint(over, point)) return;
      over = point;
      setHovered(point);
      latest.current.handlers.onHover(point);
    };

    const down = (event: PointerEvent): void => {
      if (event.button !== 0 || !event.isPrimary) return;
      if (!latest.current.lassoMode && !event.shiftKey) return;
      stroke = [...place(event)];
      element.setPointerCapture(event.pointerId);
      hover(null);
    };
    const move = (event: PointerEvent): void => {
      const [x, y] = place(event);
      if (stroke) {
        stroke.push(x, y);
        setLasso([...stroke]);
        return;
      }
      if (event.pointerType === 'touch') return;
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => hover(event.buttons ? null : find(x, y, MOUSE_REACH)));
    };
    const up = (event: PointerEvent): void => {
      const drawn = stroke;
      stroke = null;
      setLasso(null);
      const { screen } = latest.current.store.getState();
      if (!drawn || !screen || !isStroke(drawn)) return;
      strokeEnded = event.timeStamp;
      const points = latest.current.finder.inLasso(screen, drawn);
      latest.current.handlers.onSelect(points, event.ctrlKey || event.metaKey ? 'add' : 'replace');
    };
    const cancel = (): void => {
      stroke = null;
      setLasso(null);
    };
    const leave = (): void => {
      cancelAnimationFrame(frame);
      hover(null);
    };
    const click = (event: MouseEvent): void => {
      // The click that ends a stroke is not a pick.
      if (event.timeStamp - strokeEnded < CLICK_AFTER_STROKE_MS) return;
      const touch = event instanceof PointerEvent && event.pointerType === 'touch';
      const point = find(...place(event), touch ? TOUCH_REACH : MOUSE_REACH);
      const { handlers } = latest.current;
      if (touch) setTapped(point);
      if (touch || !point) return;
      if (event.shiftKey) handlers.onToggle(point);
      else handlers.onPick(point, event.ctrlKey || event.metaKey ? 'b' : 'a');
    };

    element.addEventListener('pointerdown', down);
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerup', up);
    element.addEventListener('pointercancel', cancel);
    element.addEventListener('pointerleave', leave);
    element.addEventListener('click', click);
    return () => {
      cancelAnimationFrame(frame);
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerup', up);
      element.removeEventListener('pointercancel', cancel);
      element.removeEventListener('pointerleave', leave);
      element.removeEventListener('click', click);
    };
  }, [ref]);

  return { hovered, tapped, lasso, closeCard: () => setTapped(null) };
}

/** Whether a stroke is more than a click with a shaking hand. */
export function isStroke(stroke: readonly number[]): boolean {
  const [x0 = 0, y0 = 0] = stroke;
  return stroke.some((value, index) => Math.abs(value - (index % 2 ? y0 : x0)) > STROKE_SLACK);
}
