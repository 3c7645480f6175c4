import { useMemo } from 'react';
import { indexPoints, nearest, type PointIndex, type PointRef, rowsInLasso, rowsWithin } from './hit.ts';
import type { MapModel } from './mapModel.ts';
import { PointFlag } from './points.ts';
import { type MapScreen, toScreen, toWorld } from './view.ts';

/** A point with its place on the screen. */
export interface ScreenPoint extends PointRef {
  readonly x: number;
  readonly y: number;
}

/** Questions about which points lie where; points that are hidden or filtered out never answer. */
export interface PointFinder {
  /** The point nearest to a place on the screen, within `radius` CSS pixels. */
  at(screen: MapScreen, x: number, y: number, radius: number): PointRef | null;
  /** Points inside a lasso of screen coordinates (x, y alternating). */
  inLasso(screen: MapScreen, lasso: readonly number[]): PointRef[];
  /** Points on the screen. */
  inSight(screen: MapScreen, width: number, height: number): ScreenPoint[];
}

/** Indexes the layers once, when first asked, and answers for the current looks. */
export function usePointIndex(model: Pick<MapModel, 'layers' | 'styles'>): PointFinder {
  const { layers, styles } = model;
  const indexes = useMemo(() => {
    const built = new Map<number, PointIndex>();
    return (layer: number): PointIndex => {
      const known = built.get(layer);
      if (known) return known;
      const made = indexPoints(layers[layer] as MapModel['layers'][number]);
      built.set(layer, made);
      return made;
    };
  }, [layers]);
  return useMemo<PointFinder>(() => {
    const pickable = (layer: number) => {
      const flags = styles[layer]?.flags;
      return (row: number): boolean =>
        flags !== undefined && ((flags[row] as number) & (PointFlag.hidden | PointFlag.dimmed)) === 0;
    };
    const each = <T>(ask: (layer: number) => readonly T[]): T[] => layers.flatMap((_, layer) => ask(layer));
    return {
      at(screen, x, y, radius) {
        const place = toWorld(screen, x, y);
        const reach = radius / screen.scaleX;
        const hits = each((layer) => {
          const hit = nearest(indexes(layer), place.x, place.y, reach, pickable(layer));
          return hit ? [{ layer, ...hit }] : [];
        });
        const best = hits.sort((a, b) => a.distance - b.distance)[0];
        return best ? { layer: best.layer, row: best.row } : null;
      },
      inLasso(screen, lasso) {
        const world: number[] = [];
        for (let i = 0; i < lasso.length; i += 2) {
          const place = toWorld(screen, lasso[i] as number, lasso[i + 1] as number);
          world.push(place.x, place.y);
        }
        return each((layer) =>
          rowsInLasso(indexes(layer), world, pickable(layer)).map((row) => ({ layer, row })),
        );
      },
      inSight(screen, width, height) {
        const topLeft = toWorld(screen, 0, 0);
        const bottomRight = toWorld(screen, width, height);
        return each((layer) => {
          const { x, y } = layers[layer] as MapModel['layers'][number];
          return rowsWithin(
            indexes(layer),
            topLeft.x,
            bottomRight.y,
            bottomRight.x,
            topLeft.y,
            pickable(layer),
          ).map((row) => ({ layer, row, ...toScreen(screen, x[row] as number, y[row] as number) }));
        });
      },
    };
  }, [layers, styles, indexes]);
}
