import { useEffect, useMemo, useRef } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import { parseColour } from './contrast.ts';
import type { MapModel } from './mapModel.ts';
import { PointCanvas } from './pointCanvas.ts';
import { drawOrder } from './points.ts';
import type { Rgb } from './raster.ts';
import type { MapTheme } from './useMapTheme.ts';
import type { ScreenState } from './useMapZoom.ts';
import type { Size } from './useSize.ts';

interface PointLayersProps {
  readonly model: Pick<MapModel, 'layers' | 'styles' | 'entries'>;
  readonly store: StoreApi<ScreenState>;
  readonly size: Size;
  readonly theme: MapTheme;
  /** Receives the canvas, for pictures. */
  readonly onCanvas?: (canvas: HTMLCanvasElement | null) => void;
}

const BLACK: Rgb = [0, 0, 0];

/** The canvas with the points; redrawn without React while the map moves. */
export function PointLayers({ model, store, size, theme, onCanvas }: PointLayersProps) {
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const painter = useRef<PointCanvas | null>(null);
  const { layers, styles, entries } = model;

  useEffect(() => {
    const canvas = canvasRef.current;
    if (!canvas) return;
    const made = new PointCanvas(canvas);
    painter.current = made;
    onCanvas?.(canvas);
    const look = ({ screen }: ScreenState): void => {
      if (screen) made.look(screen);
    };
    look(store.getState());
    const unsubscribe = store.subscribe(look);
    return () => {
      unsubscribe();
      made.destroy();
      painter.current = null;
      onCanvas?.(null);
    };
  }, [store, onCanvas]);

  const orders = useMemo(() => styles.map(drawOrder), [styles]);
  const colours = useMemo(() => entries.map((entry) => parseColour(entry.colour) ?? BLACK), [entries]);

  useEffect(() => {
    painter.current?.show({
      layers: layers.flatMap((layer, index) => {
        const style = styles[index];
        const order = orders[index];
        return style && order ? [{ layer, style, order }] : [];
      }),
      colours,
      background: theme.background,
      ink: theme.ink,
    });
  }, [layers, styles, orders, colours, theme]);

  useEffect(() => {
    if (size.width > 0) painter.current?.resize(size.width, size.height, size.ratio);
  }, [size]);

  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas takes no focus
  return <canvas ref={canvasRef} className="map-canvas" aria-hidden="true" />;
}
