import { useMemo } from 'react';
import { useStore } from 'zustand';
import { type Catalogue, entityName, rowOf } from '../../core/catalogue.ts';
import type { EntityRef, VectorSource } from '../../core/types.ts';
import type { BundleStore } from '../../state/bundleStore.ts';
import type { CavStore } from '../../state/cavStore.ts';
import type { MapStore } from '../../state/mapStore.ts';
import type { RecipeStore } from '../../state/recipeStore.ts';
import { sdText } from '../parts/format.ts';
import { type CatalogueLayer, catalogueLayer, describeEntity } from './catalogueLayers.ts';
import type { Colouring } from './colouring.ts';
import type { PointRef } from './hit.ts';
import { colourLayers } from './mapColours.ts';
import type { MapModel } from './mapModel.ts';
import type { Theme } from './palettes.ts';
import { PointFlag, type PointStyle } from './points.ts';
import type { ProbeScene } from './probeNodes.ts';

/** The stores that the map reads and writes. */
export interface MapStores {
  readonly bundles: BundleStore;
  readonly maps: MapStore;
  readonly recipes: RecipeStore;
  readonly cavs: CavStore;
}

/** Points whose titles may be written: the most rated ones. */
const IMPORTANT = 4000;
/** Threads drawn from the probe. */
const THREADS = 8;

/** Layers of a catalogue that are shown: movies, and users where wanted. */
export function useCatalogueLayers(catalogue: Catalogue, showMovies: boolean, showUsers: boolean) {
  const movies = useMemo(() => catalogueLayer(catalogue, 'movie'), [catalogue]);
  const users = useMemo(
    () => (showUsers && catalogue.users.length > 0 ? catalogueLayer(catalogue, 'user') : null),
    [catalogue, showUsers],
  );
  return useMemo<readonly CatalogueLayer[]>(
    () => [...(users ? [users] : []), ...(showMovies ? [movies] : [])],
    [movies, users, showMovies],
  );
}

/** Position of an entity among the shown layers; null where its layer is hidden or it is unknown. */
export function pointOf(
  catalogue: Catalogue,
  layers: readonly CatalogueLayer[],
  entity: EntityRef | null,
): PointRef | null {
  if (!entity) return null;
  const layer = layers.findIndex(({ points }) => points.kind === entity.kind);
  const row = layer < 0 ? -1 : rowOf(catalogue, entity);
  return row < 0 ? null : { layer, row };
}

/** Colours of the shown layers for the current mode and theme. */
export function useColouring(
  { maps, recipes, cavs }: MapStores,
  catalogue: Catalogue,
  layers: readonly CatalogueLayer[],
  theme: Theme,
): Colouring {
  const mode = useStore(maps, (state) => state.colour);
  const all = useStore(cavs, (state) => state.all);
  // Only a map coloured by similarity follows every move of the vector.
  const composition = useStore(recipes, (state) => (mode.by === 'probe' ? state.composition : null));
  const space = useStore(recipes, (state) => state.recipe?.space ?? 'semantic');
  return useMemo(() => {
    const vector = composition ? { space, vector: composition.vector } : null;
    return colourLayers(mode, catalogue, layers, all, vector, theme);
  }, [mode, catalogue, layers, all, composition, space, theme]);
}

/** Looks of the layers: colour classes, sizes, and flags from the filter and the selection. */
function useStyles(
  catalogue: Catalogue,
  layers: readonly CatalogueLayer[],
  colouring: Colouring,
  kept: ReadonlySet<string>,
  selection: readonly EntityRef[],
): readonly PointStyle[] {
  return useMemo(() => {
    const keeps = colouring.entries.map((entry) => kept.size === 0 || kept.has(entry.id));
    const styles = layers.map((layer, index) => {
      const colour = colouring.classes[index] as Uint8Array;
      const flags = colour.map((entry) => (keeps[entry] ? 0 : PointFlag.dimmed));
      return { colour, size: layer.sizes, flags };
    });
    for (const entity of selection) {
      const point = pointOf(catalogue, layers, entity);
      const flags = point && styles[point.layer]?.flags;
      if (flags) flags[point.row] = PointFlag.selected;
    }
    return styles;
  }, [catalogue, layers, colouring, kept, selection]);
}

/** What an end of the blend is called on the map. */
function sourceName(catalogue: Catalogue, source: VectorSource): string {
  switch (source.type) {
    case 'entity':
      return entityName(catalogue, source.entity);
    case 'text':
      return 'your text';
    case 'vector':
      return source.label;
    case 'mean':
      return `mean of ${source.entities.length}`;
  }
}

function useProbeScene({ maps, recipes, cavs }: MapStores, catalogue: Catalogue): ProbeScene | null {
  const probe = useStore(maps, (state) => state.probe);
  const recipe = useStore(recipes, (state) => state.recipe);
  const all = useStore(cavs, (state) => state.all);
  return useMemo(() => {
    if (!probe || !recipe) return null;
    const { line, pushes, neighbours } = probe;
    const start = sourceName(catalogue, recipe.start);
    const pushText = (id: string): string => {
      const sd = recipe.pushes.find((push) => push.cav === id)?.sd ?? 0;
      return `${all.find((cav) => cav.id === id)?.label ?? id} ${sdText(sd)}`;
    };
    const from = line?.from ?? pushes[0]?.from ?? probe.at;
    return {
      probe: probe.at,
      hypothetical: probe.hypothetical,
      a: { ...from, label: start },
      b: line && recipe.blend ? { ...line.to, label: sourceName(catalogue, recipe.blend.with) } : null,
      alpha: recipe.blend?.alpha ?? 0,
      pushes: pushes.map(({ from, to, cav }) => ({ from, to, label: pushText(cav) })),
      neighbours: neighbours.slice(0, THREADS).flatMap(({ entity }) => {
        const list = entity.kind === 'movie' ? catalogue.movies : catalogue.users;
        const place = list[rowOf(catalogue, entity)];
        return place ? [{ x: place.x, y: place.y }] : [];
      }),
    };
  }, [probe, recipe, all, catalogue]);
}

/** Everything that the stage draws, from the stores. */
export function useMapModel(
  stores: MapStores,
  catalogue: Catalogue,
  layers: readonly CatalogueLayer[],
  colouring: Colouring,
  kept: ReadonlySet<string>,
): MapModel {
  const regions = useStore(stores.bundles, (state) => state.regionLabels);
  const selection = useStore(stores.maps, (state) => state.selection);
  const hover = useStore(stores.maps, (state) => state.hover);
  const styles = useStyles(catalogue, layers, colouring, kept, selection);
  const probe = useProbeScene(stores, catalogue);
  const points = useMemo(() => layers.map((layer) => layer.points), [layers]);
  const important = useMemo<readonly PointRef[]>(() => {
    const layer = layers.findIndex((one) => one.points.kind === 'movie');
    const rows = layers[layer]?.byRatings.subarray(0, IMPORTANT) ?? [];
    return Array.from(rows, (row) => ({ layer, row }));
  }, [layers]);
  const highlighted = useMemo(() => pointOf(catalogue, layers, hover), [catalogue, layers, hover]);
  return useMemo<MapModel>(
    () => ({
      layers: points,
      styles,
      entries: colouring.entries,
      regions,
      important,
      probe,
      highlighted,
      describe: (point) => describeEntity(catalogue, points[point.layer]?.kind ?? 'movie', point.row),
    }),
    [points, styles, colouring.entries, regions, important, probe, highlighted, catalogue],
  );
}
