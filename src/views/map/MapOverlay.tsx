import { useMemo, useSyncExternalStore } from 'react';
import type { StoreApi } from 'zustand/vanilla';
import type { PointRef } from './hit.ts';
import { labelNodes, TITLES_FROM, type TitledPlace } from './labelNodes.ts';
import type { Box } from './labels.ts';
import type { MapModel } from './mapModel.ts';
import { measureText } from './measureText.ts';
import { useGlide } from './motion.ts';
import { PointFlag, radiusAt } from './points.ts';
import { type OverlayColours, probeNodes } from './probeNodes.ts';
import { nodeElement, type SvgNode } from './svgNodes.ts';
import type { MapTheme } from './useMapTheme.ts';
import type { ScreenState } from './useMapZoom.ts';
import { type MapScreen, toScreen, type Viewport } from './view.ts';

/** Points looked at when titles are chosen; more would cost time and find no room. */
const TITLE_CANDIDATES = 150;

/** The theme as the overlay wants it. */
export function overlayColours(theme: MapTheme): OverlayColours {
  return { paper: theme.paperHex, ink: theme.inkHex, soft: theme.softHex, accent: theme.accentHex };
}

function titledPlaces(model: MapModel, screen: MapScreen, viewport: Viewport): TitledPlace[] {
  const places: TitledPlace[] = [];
  if (screen.k < TITLES_FROM) return places;
  for (const point of model.important) {
    const layer = model.layers[point.layer];
    const flags = model.styles[point.layer]?.flags[point.row];
    if (!layer || flags === undefined || flags & (PointFlag.hidden | PointFlag.dimmed)) continue;
    const [x, y] = [layer.x[point.row] as number, layer.y[point.row] as number];
    const at = toScreen(screen, x, y);
    if (at.x < -200 || at.x > viewport.width || at.y < -20 || at.y > viewport.height + 20) continue;
    places.push({ id: `title-${point.layer}-${point.row}`, title: model.describe(point).title, x, y });
    if (places.length >= TITLE_CANDIDATES) break;
  }
  return places;
}

function boxesOf(nodes: readonly SvgNode[]): Box[] {
  return nodes.flatMap(({ tag, attributes, text }) => {
    const [x, y, size] = [attributes.x, attributes.y, attributes['font-size']].map(Number) as [
      number,
      number,
      number,
    ];
    if (tag !== 'text' || !text) return [];
    const width = measureText(text, size);
    const x0 =
      attributes['text-anchor'] === 'end'
        ? x - width
        : attributes['text-anchor'] === 'middle'
          ? x - width / 2
          : x;
    return [{ x0, y0: y - size * 0.6, x1: x0 + width, y1: y + size * 0.6 }];
  });
}

/** Everything above the points: region names, titles, the probe and its path. Pure; pictures use it too. */
export function overlayNodes(
  model: MapModel,
  screen: MapScreen,
  viewport: Viewport,
  colours: OverlayColours,
  labels: boolean,
): SvgNode[] {
  const probe = model.probe ? probeNodes(model.probe, screen, viewport.width, colours) : [];
  if (!labels) return probe;
  const titled = titledPlaces(model, screen, viewport);
  return [
    ...labelNodes(model.regions, titled, screen, viewport, measureText, colours, boxesOf(probe)),
    ...probe,
  ];
}

interface MapOverlayProps {
  readonly model: MapModel;
  readonly store: StoreApi<ScreenState>;
  readonly theme: MapTheme;
  readonly labels: boolean;
  /** The point under the pointer or the keyboard's focus. */
  readonly focused: PointRef | null;
  /** A lasso being drawn, in screen coordinates. */
  readonly lasso: readonly number[] | null;
}

/** Draws the overlay for the current view; re-rendered each frame of a movement, a few dozen elements. */
export function MapOverlay({ model, store, theme, labels, focused, lasso }: MapOverlayProps) {
  const { screen, viewport } = useSyncExternalStore(store.subscribe, store.getState);
  const colours = useMemo(() => overlayColours(theme), [theme]);
  const probePlace = useGlide(model.probe?.probe ?? null);
  const drawn = useMemo<MapModel>(
    () => (model.probe && probePlace ? { ...model, probe: { ...model.probe, probe: probePlace } } : model),
    [model, probePlace],
  );
  if (!screen) return null;
  return (
    <svg className="map-overlay" width={viewport.width} height={viewport.height} aria-hidden="true">
      {overlayNodes(drawn, screen, viewport, colours, labels).map(nodeElement)}
      {[model.highlighted, focused].map((point, index) => {
        const layer = point && model.layers[point.layer];
        if (!point || !layer) return null;
        const at = toScreen(screen, layer.x[point.row] as number, layer.y[point.row] as number);
        const r = radiusAt(model.styles[point.layer]?.size[point.row] ?? 0, screen.k) + 4;
        // biome-ignore lint/suspicious/noArrayIndexKey: the two rings have fixed places
        return <circle key={index} className="map-ring" cx={at.x} cy={at.y} r={r} />;
      })}
      {lasso && lasso.length >= 4 && (
        <polygon className="map-lasso" points={lasso.map((value) => value.toFixed(1)).join(' ')} />
      )}
    </svg>
  );
}
