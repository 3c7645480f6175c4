import { type KeyboardEvent, useRef, useState } from 'react';
import { DIRECTIONS, type Direction, type PointRef, stepTowards } from './hit.ts';
import { type MapHandlers, samePoint } from './mapModel.ts';
import type { MapZoom } from './useMapZoom.ts';
import type { PointFinder, ScreenPoint } from './usePointIndex.ts';

/** Pixels that an arrow key moves the map. */
const PAN_STEP = 80;
const ZOOM_STEP = 1.6;
/** A focused point this near to the rim is brought into the middle. */
const RIM = 60;

/** The keyboard's side of the map: arrows move the map, or from point to point once one is focused. */
export interface MapKeys {
  readonly focused: PointRef | null;
  onKeyDown(event: KeyboardEvent): void;
  onBlur(): void;
}

interface Options {
  readonly zoom: MapZoom;
  readonly finder: PointFinder;
  readonly handlers: MapHandlers;
  readonly onLassoMode: (on: boolean) => void;
}

function isDirection(key: string): key is Direction {
  return key in DIRECTIONS;
}

/**
 * Arrows pan, + and - zoom, 0 fits; Enter focuses the point nearest to the middle, then arrows step from
 * point to point, Enter takes it as A, Ctrl+Enter as B, Space or Shift+Enter selects it, Escape lets go of it.
 */
export function useKeys({ zoom, finder, handlers, onLassoMode }: Options): MapKeys {
  const [focused, setFocused] = useState<PointRef | null>(null);
  const inSight = useRef<readonly ScreenPoint[]>([]);

  const refresh = (): readonly ScreenPoint[] => {
    const { screen, viewport } = zoom.store.getState();
    inSight.current = screen ? finder.inSight(screen, viewport.width, viewport.height) : [];
    return inSight.current;
  };
  const focus = (point: PointRef | null): void => {
    setFocused(point);
    handlers.onHover(point);
  };
  const focusMiddle = (): void => {
    const { viewport } = zoom.store.getState();
    const [x, y] = [viewport.width / 2, viewport.height / 2];
    let best: ScreenPoint | null = null;
    let distance = Infinity;
    for (const point of refresh()) {
      const d = (point.x - x) ** 2 + (point.y - y) ** 2;
      if (d < distance) [best, distance] = [point, d];
    }
    focus(best && { layer: best.layer, row: best.row });
  };
  const step = (direction: Direction): void => {
    const { viewport } = zoom.store.getState();
    const points = refresh();
    const from = points.find((point) => samePoint(point, focused));
    if (!from) {
      focusMiddle();
      return;
    }
    const next = stepTowards(from, direction, points);
    if (!next) return;
    focus({ layer: next.layer, row: next.row });
    const outside = (at: number, length: number): number =>
      at < RIM || at > length - RIM ? length / 2 - at : 0;
    const [dx, dy] = [outside(next.x, viewport.width), outside(next.y, viewport.height)];
    if (dx || dy) zoom.panBy(dx, dy);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const { key } = event;
    const command = event.ctrlKey || event.metaKey;
    if (event.altKey || (command && key !== 'Enter')) return;
    if (isDirection(key)) {
      if (focused) step(key);
      else zoom.panBy(-DIRECTIONS[key][0] * PAN_STEP, -DIRECTIONS[key][1] * PAN_STEP);
    } else if (key === '+' || key === '=') zoom.zoomBy(ZOOM_STEP);
    else if (key === '-' || key === '_') zoom.zoomBy(1 / ZOOM_STEP);
    else if (key === '0' || key === 'Home') zoom.fit();
    else if (key === 'l' || key === 'L') onLassoMode(true);
    else if (key === 'Enter') {
      if (!focused) focusMiddle();
      else if (event.shiftKey) handlers.onToggle(focused);
      else handlers.onPick(focused, command ? 'b' : 'a');
    } else if (key === ' ') {
      if (focused) handlers.onToggle(focused);
      else focusMiddle();
    } else if (key === 'Escape') {
      onLassoMode(false);
      if (focused) focus(null);
      else handlers.onClear();
    } else return;
    event.preventDefault();
  };
  return { focused, onKeyDown, onBlur: () => focus(null) };
}
