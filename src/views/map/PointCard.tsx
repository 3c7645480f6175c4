import { type ReactNode, useSyncExternalStore } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import type { PointRef } from './hit.ts';
import type { MapModel } from './mapModel.ts';
import type { ScreenState } from './useMapZoom.ts';
import { toScreen } from './view.ts';

/** Width of the card and its distance from the point, in pixels; the stylesheet has the same width. */
const CARD_WIDTH = 248;
const GAP = 16;
/** A card needs about this much height. */
const CARD_HEIGHT = 150;

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
  const layer = model.layers[point.layer];
  if (!screen || !layer) return null;
  const at = toScreen(screen, layer.x[point.row] as number, layer.y[point.row] as number);
  const details = model.describe(point);
  const left = at.x + GAP + CARD_WIDTH < viewport.width ? at.x + GAP : at.x - GAP - CARD_WIDTH;
  const x = Math.max(8, Math.min(viewport.width - CARD_WIDTH - 8, left));
  const above = at.y + CARD_HEIGHT > viewport.height;
  return (
    <div
      className="map-card"
      data-above={above}
      style={{
        transform: `translate(${x.toFixed(1)}px, ${at.y.toFixed(1)}px)`,
        pointerEvents: actions ? 'auto' : 'none',
      }}
    >
      <div className="map-card-body">
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
    </div>
  );
}
