import { select } from 'd3-selection';
import 'd3-transition';
import { type D3ZoomEvent, type ZoomBehavior, zoom, zoomIdentity } from 'd3-zoom';
import { type RefObject, useEffect, useMemo, useRef } from 'react';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { GLIDE_MS, reducedMotion } from './motion.ts';
import {
  type Bounds,
  type Camera,
  cameraOf,
  fitted,
  type MapScreen,
  type Transform,
  transformOf,
  type Viewport,
  ZOOM_RANGE,
  zoomed,
} from './view.ts';

/** What is in sight: null until the map has a size. Changes with every frame of a pan or zoom. */
export interface ScreenState {
  readonly screen: MapScreen | null;
  readonly viewport: Viewport;
}

/** The view's controls. */
export interface MapZoom {
  readonly store: StoreApi<ScreenState>;
  panBy(dx: number, dy: number): void;
  zoomBy(factor: number): void;
  fit(): void;
  moveTo(camera: Camera): void;
  camera(): Camera | null;
}

/** Decides whether d3-zoom takes an event; the map keeps lasso strokes for itself. */
export type ZoomFilter = (event: MouseEvent | TouchEvent | WheelEvent) => boolean;

interface Options {
  readonly bounds: Bounds;
  readonly viewport: Viewport;
  readonly filter: ZoomFilter;
  /** The camera to begin with; the fitted view when null. */
  readonly initial: Camera | null;
  /** Called when a movement ends. */
  readonly onCamera: (camera: Camera) => void;
}

/** Binds d3-zoom (wheel, drag, pinch, double click) to an element and keeps the place under the middle when it is resized. */
export function useMapZoom(ref: RefObject<HTMLElement | null>, options: Options): MapZoom {
  const latest = useRef(options);
  latest.current = options;
  const store = useMemo(
    () => createStore<ScreenState>(() => ({ screen: null, viewport: latest.current.viewport })),
    [],
  );
  const behaviour = useMemo<ZoomBehavior<HTMLElement, unknown>>(() => zoom<HTMLElement, unknown>(), []);
  const fit = useRef<MapScreen | null>(null);
  const transform = useRef<Transform>(zoomIdentity);
  const { bounds, viewport } = options;

  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    behaviour
      .scaleExtent([...ZOOM_RANGE])
      .clickDistance(4)
      .tapDistance(10)
      .filter((event) => latest.current.filter(event))
      .on('zoom', (event: D3ZoomEvent<HTMLElement, unknown>) => {
        transform.current = event.transform;
        if (!fit.current) return;
        store.setState({ screen: zoomed(fit.current, event.transform), viewport: latest.current.viewport });
      })
      .on('end', () => {
        if (fit.current)
          latest.current.onCamera(cameraOf(transform.current, fit.current, latest.current.viewport));
      });
    const selection = select(element).call(behaviour);
    return () => {
      selection.on('.zoom', null);
    };
  }, [ref, behaviour, store]);

  useEffect(() => {
    const element = ref.current;
    if (!element || viewport.width === 0) return;
    const old = store.getState();
    const camera = fit.current
      ? cameraOf(transform.current, fit.current, old.viewport)
      : latest.current.initial;
    fit.current = fitted(bounds, viewport);
    store.setState({ viewport });
    const { width, height } = viewport;
    behaviour
      .extent([
        [0, 0],
        [width, height],
      ])
      .translateExtent([
        [-width / 2, -height / 2],
        [width * 1.5, height * 1.5],
      ]);
    const next = camera ? transformOf(camera, fit.current, viewport) : zoomIdentity;
    select(element).call(behaviour.transform, zoomIdentity.translate(next.x, next.y).scale(next.k));
  }, [ref, behaviour, store, bounds, viewport]);

  return useMemo<MapZoom>(() => {
    const moving = () => {
      const selection = select(ref.current as HTMLElement);
      return reducedMotion() ? selection.transition().duration(0) : selection.transition().duration(GLIDE_MS);
    };
    return {
      store,
      panBy: (dx, dy) => {
        moving().call(behaviour.translateBy, dx / transform.current.k, dy / transform.current.k);
      },
      zoomBy: (factor) => {
        moving().call(behaviour.scaleBy, factor);
      },
      fit: () => {
        moving().call(behaviour.transform, zoomIdentity);
      },
      moveTo: (camera) => {
        if (!fit.current) return;
        const next = transformOf(camera, fit.current, store.getState().viewport);
        moving().call(behaviour.transform, zoomIdentity.translate(next.x, next.y).scale(next.k));
      },
      camera: () =>
        fit.current ? cameraOf(transform.current, fit.current, store.getState().viewport) : null,
    };
  }, [ref, behaviour, store]);
}
