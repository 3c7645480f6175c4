import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '../parts/Button.tsx';
import type { PointRef } from './hit.ts';
import { MapOverlay } from './MapOverlay.tsx';
import type { MapHandlers, MapModel } from './mapModel.ts';
import { PointCard } from './PointCard.tsx';
import { PointLayers } from './PointLayers.tsx';
import { useKeys } from './useKeys.ts';
import type { MapTheme } from './useMapTheme.ts';
import { useMapTheme } from './useMapTheme.ts';
import { type MapZoom, useMapZoom } from './useMapZoom.ts';
import { startsLasso, usePointer } from './usePointer.ts';
import { usePointIndex } from './usePointIndex.ts';
import { useSize } from './useSize.ts';
import type { Bounds, Camera, Viewport } from './view.ts';

/** What the stage lends to the controls around it. */
export interface StageTools {
  readonly zoom: MapZoom;
  readonly theme: MapTheme;
  readonly canvas: () => HTMLCanvasElement | null;
}

interface MapStageProps {
  readonly model: MapModel;
  readonly handlers: MapHandlers;
  readonly lassoMode: boolean;
  readonly onLassoMode: (on: boolean) => void;
  readonly labels: boolean;
  /** Space in CSS pixels that controls take at each side of the fitted view. */
  readonly inset: Viewport['inset'];
  readonly initialCamera: Camera | null;
  readonly onCamera: (camera: Camera) => void;
  /** Called when the tools are ready and when they change. */
  readonly onTools?: (tools: StageTools) => void;
  /** What the fitted view shows. */
  readonly bounds: Bounds;
  readonly children?: ReactNode;
}

const INSTRUCTIONS =
  'Arrow keys move the map, plus and minus zoom, zero shows everything. Press Enter to go from point to point ' +
  'with the arrow keys; then Enter takes a point as A, Control and Enter as B, Space selects it, Escape lets go.';

/** The map itself: points, overlay, and everything that pointer, fingers and keys do to it. */
export function MapStage(props: MapStageProps) {
  const { model, handlers, lassoMode, onLassoMode, labels, inset, onTools } = props;
  const surface = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement | null>(null);
  const size = useSize(surface);
  const theme = useMapTheme(surface);
  const viewport = useMemo<Viewport>(
    () => ({ width: size.width, height: size.height, inset }),
    [size, inset],
  );
  const zoom = useMapZoom(surface, {
    bounds: props.bounds,
    viewport,
    initial: props.initialCamera,
    onCamera: props.onCamera,
    filter: (event) => !startsLasso(event, lassoMode) && !('button' in event && event.button !== 0),
  });
  const finder = usePointIndex(model);
  const pointer = usePointer(surface, { finder, store: zoom.store, lassoMode, handlers });
  const keys = useKeys({ zoom, finder, handlers, onLassoMode });
  const setCanvas = useCallback((element: HTMLCanvasElement | null) => {
    canvas.current = element;
  }, []);

  useEffect(() => {
    if (theme) onTools?.({ zoom, theme, canvas: () => canvas.current });
  }, [onTools, zoom, theme]);

  const [announced, setAnnounced] = useState('');
  const { focused } = keys;
  useEffect(() => {
    if (!focused) return setAnnounced('');
    const details = model.describe(focused);
    setAnnounced([details.title, ...details.lines, details.rating].join('. '));
  }, [focused, model]);

  const card = pointer.tapped ?? pointer.hovered ?? focused;
  const take = (point: PointRef, act: (point: PointRef) => void) => () => {
    act(point);
    pointer.closeCard();
  };
  return (
    <div className="map-stage" data-lasso={lassoMode}>
      <div
        ref={surface}
        className="map-surface"
        // An application: arrow keys have their own meaning here, as the description says.
        role="application"
        aria-label="Map of movies and users"
        aria-describedby="map-instructions"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes the keyboard
        tabIndex={0}
        onKeyDown={keys.onKeyDown}
        onBlur={keys.onBlur}
      >
        {theme && (
          <>
            <PointLayers model={model} store={zoom.store} size={size} theme={theme} onCanvas={setCanvas} />
            <MapOverlay
              model={model}
              store={zoom.store}
              theme={theme}
              labels={labels}
              focused={card}
              lasso={pointer.lasso}
            />
          </>
        )}
      </div>
      {card && (
        <PointCard
          model={model}
          point={card}
          store={zoom.store}
          actions={
            pointer.tapped && (
              <>
                <Button onClick={take(pointer.tapped, (point) => handlers.onPick(point, 'a'))}>
                  Use as A
                </Button>
                <Button onClick={take(pointer.tapped, (point) => handlers.onPick(point, 'b'))}>
                  Use as B
                </Button>
                <Button look="quiet" onClick={take(pointer.tapped, handlers.onToggle)}>
                  Select
                </Button>
              </>
            )
          }
        />
      )}
      <p id="map-instructions" className="visually-hidden">
        {INSTRUCTIONS}
      </p>
      <p className="visually-hidden" aria-live="polite">
        {announced}
      </p>
      {props.children}
    </div>
  );
}
