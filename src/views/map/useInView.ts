import { useEffect, useState } from 'react';
import type { PointRef } from './hit.ts';
import { LIST_LENGTH } from './InViewList.tsx';
import type { MapModel } from './mapModel.ts';
import { PointFlag } from './points.ts';
import type { MapZoom } from './useMapZoom.ts';
import { toScreen } from './view.ts';

/** Milliseconds of rest after which the list follows the map. */
const REST_MS = 150;

/** The most important points in sight and the number of all, updated when the map rests; empty while `on` is false. */
export function useInView(model: MapModel, zoom: MapZoom | null, on: boolean) {
  const [inView, setInView] = useState<{ readonly points: readonly PointRef[]; readonly total: number }>({
    points: [],
    total: 0,
  });
  const { layers, styles, important } = model;
  useEffect(() => {
    if (!on || !zoom) return;
    const collect = (): void => {
      const { screen, viewport } = zoom.store.getState();
      if (!screen) return;
      const visible = ({ layer, row }: PointRef): boolean => {
        const points = layers[layer];
        const flags = styles[layer]?.flags[row] ?? PointFlag.hidden;
        if (!points || flags & (PointFlag.hidden | PointFlag.dimmed)) return false;
        const at = toScreen(screen, points.x[row] as number, points.y[row] as number);
        return at.x >= 0 && at.y >= 0 && at.x <= viewport.width && at.y <= viewport.height;
      };
      let total = 0;
      const others: PointRef[] = [];
      layers.forEach((points, layer) => {
        for (let row = 0; row < points.count; row++) {
          if (!visible({ layer, row })) continue;
          total++;
          if (others.length < LIST_LENGTH) others.push({ layer, row });
        }
      });
      const first = important.filter(visible).slice(0, LIST_LENGTH);
      const known = new Set(first.map(({ layer, row }) => `${layer}-${row}`));
      const rest = others.filter(({ layer, row }) => !known.has(`${layer}-${row}`));
      setInView({ points: [...first, ...rest].slice(0, LIST_LENGTH), total });
    };
    let timer = 0;
    const later = (): void => {
      window.clearTimeout(timer);
      timer = window.setTimeout(collect, REST_MS);
    };
    collect();
    const unsubscribe = zoom.store.subscribe(later);
    return () => {
      window.clearTimeout(timer);
      unsubscribe();
    };
  }, [on, zoom, layers, styles, important]);
  return inView;
}
