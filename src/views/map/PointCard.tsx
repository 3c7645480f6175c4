import { type ReactNode, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import type { PointRef } from './hit.ts';
import type { MapModel } from './mapModel.ts';
import type { ScreenState } from './useMapZoom.ts';
import { toScreen, type Viewport } from './view.ts';

/** Width of the card in pixels; the stylesheet has the same. */
const CARD_WIDTH = 264;
/** Distance of the card from its point, and from the map's rim. */
const GAP = 16;
const RIM = 8;
/** On a map narrower than this the card keeps to the half where its point is not. */
const NARROW = 560;
/** Height of the tools above the map. */
const TOOLS = 64;

/** Left top corner of a card of the given height for a point: beside it and inside the map. */
export function cardPlace(
  point: { readonly x: number; readonly y: number },
  { width, height }: Pick<Viewport, 'width' | 'height'>,
  cardHeight: number,
): { readonly x: number; readonly y: number } {
  const lowest = Math.max(RIM, height - cardHeight - RIM);
  if (width < NARROW) {
    return {
      x: Math.max(RIM, (width - CARD_WIDTH) / 2),
      y: point.y < height / 2 ? lowest : Math.min(TOOLS, lowest),
    };
  }
  const right = point.x + GAP + CARD_WIDTH + RIM < width;
  const x = right ? point.x + GAP : point.x - GAP - CARD_WIDTH;
  return { x: Math.max(RIM, x), y: Math.max(RIM, Math.min(lowest, point.y - GAP)) };
}

interface PointCardProps {
  readonly model: MapModel;
  readonly point: PointRef;
  readonly store: StoreApi<ScreenState>;
  /** Buttons below the text; a card without them lets the pointer through. */
  readonly actions?: ReactNode;
}

/** What the map knows about a point, beside it and inside the map's frame. */
export function PointCard({ model, point, store, actions }: PointCardProps) {
  const { screen, viewport } = useSyncExternalStore(store.subscribe, store.getState);
  const card = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another point has a card of another height
  useLayoutEffect(() => setHeight(card.current?.offsetHeight ?? 0), [point, model]);
  const layer = model.layers[point.layer];
  if (!screen || !layer) return null;
  const at = toScreen(screen, layer.x[point.row] as number, layer.y[point.row] as number);
  const { x, y } = cardPlace(at, viewport, height);
  const details = model.describe(point);
  return (
    <div
      ref={card}
      className="map-card"
      style={{
        transform: `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`,
        pointerEvents: actions ? 'auto' : 'none',
      }}
    >
      <p className="map-card-title">{details.title}</p>
      {details.lines.map((line) => (
        <p key={line} className="map-card-line">
          {line}
        </p>
      ))}
      <p className="map-card-line number">{details.rating}</p>
      {details.tags.length > 0 && <p className="map-card-tags">{details.tags.join(' · ')}</p>}
      {details.note && <p className="map-card-note">{details.note}</p>}
      {actions && <div className="map-card-actions">{actions}</div>}
    </div>
  );
}
