import { type Catalogue, spaceOf, tableOf } from '../../core/catalogue.ts';
import { cavScores } from '../../core/cav.ts';
import type { Cav, SpaceId } from '../../core/types.ts';
import { hasRow, similarities } from '../../core/vectorTable.ts';
import type { ColourMode } from '../../state/mapStore.ts';
import type { SelectGroup } from '../parts/Select.tsx';
import type { CatalogueLayer } from './catalogueLayers.ts';
import { type Colouring, colourByGenre, colourByScale } from './colouring.ts';
import { genreFamilies } from './genreFamilies.ts';
import type { Theme } from './palettes.ts';
import { cavScale, decadeScale, POPULARITY_SCALE, RATING_SCALE, similarityScale } from './scales.ts';

/** The current vector, for colours by similarity. */
export interface ColourVector {
  readonly space: SpaceId;
  readonly vector: Float32Array;
}

function empty(layer: CatalogueLayer): Float32Array {
  return new Float32Array(layer.points.count).fill(Number.NaN);
}

function similarityValues(
  catalogue: Catalogue,
  layers: readonly CatalogueLayer[],
  { space: id, vector }: ColourVector,
): Float32Array[] {
  const space = spaceOf(catalogue, id);
  return layers.map((layer) => {
    const table = space && tableOf(space, layer.points.kind);
    if (!space || !table) return empty(layer);
    return similarities(table, vector, space.metric).map((value) =>
      value === -Infinity ? Number.NaN : value,
    );
  });
}

function cavValues(catalogue: Catalogue, layers: readonly CatalogueLayer[], cav: Cav): Float32Array[] {
  const space = spaceOf(catalogue, cav.space);
  return layers.map((layer) => {
    const table = space && tableOf(space, layer.points.kind);
    if (!table) return empty(layer);
    return cavScores(table, cav).map((value, row) => (hasRow(table, row) ? value : Number.NaN));
  });
}

/** Colours and legend of a mode; genre where the mode has nothing to go by (no vector yet, an unknown concept). */
export function colourLayers(
  mode: ColourMode,
  catalogue: Catalogue,
  layers: readonly CatalogueLayer[],
  cavs: readonly Cav[],
  vector: ColourVector | null,
  theme: Theme,
): Colouring {
  switch (mode.by) {
    case 'decade': {
      const years = layers.map((layer) => layer.years);
      return colourByScale(years, decadeScale(years[0] ?? new Float32Array()), theme);
    }
    case 'rating':
      return colourByScale(
        layers.map((layer) => layer.meanRatings),
        RATING_SCALE,
        theme,
      );
    case 'popularity':
      return colourByScale(
        layers.map((layer) => layer.ratings),
        POPULARITY_SCALE,
        theme,
      );
    case 'probe': {
      if (!vector) break;
      const values = similarityValues(catalogue, layers, vector);
      return colourByScale(values, similarityScale(values), theme);
    }
    case 'cav': {
      const cav = cavs.find((one) => one.id === mode.cav);
      if (cav) return colourByScale(cavValues(catalogue, layers, cav), cavScale(cav.label), theme);
      break;
    }
    case 'genre':
      break;
  }
  const families = genreFamilies(catalogue.movies.map((movie) => movie.genres));
  return colourByGenre(
    layers.map((layer) => layer.genres),
    families,
    theme,
  );
}

/** The choices of the colour menu; "Similarity" only where there is a vector. */
export function colourGroups(cavs: readonly Cav[], hasVector: boolean): SelectGroup[] {
  const plain = [
    { value: 'genre', label: 'Genre' },
    { value: 'decade', label: 'Decade' },
    { value: 'rating', label: 'Mean rating' },
    { value: 'popularity', label: 'Popularity' },
    ...(hasVector ? [{ value: 'probe', label: 'Similarity to the vector' }] : []),
  ];
  const concept = (cav: Cav) => ({ value: `cav:${cav.id}`, label: cav.label });
  const byLabel = (a: Cav, b: Cav): number => a.label.localeCompare(b.label);
  const own = cavs.filter((cav) => cav.own).map(concept);
  const semantic = cavs
    .filter((cav) => !cav.own && cav.space === 'semantic')
    .sort(byLabel)
    .map(concept);
  const behavioral = cavs
    .filter((cav) => !cav.own && cav.space === 'behavioral')
    .sort(byLabel)
    .map(concept);
  return [
    { label: null, options: plain },
    { label: 'Your concepts', options: own },
    { label: 'Concepts', options: semantic },
    { label: 'Concepts of taste', options: behavioral },
  ].filter((group) => group.options.length > 0);
}
