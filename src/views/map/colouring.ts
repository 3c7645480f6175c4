import type { GenreFamily } from './genreFamilies.ts';
import { familyOf } from './genreFamilies.ts';
import {
  categoricalColours,
  divergingColours,
  neutralColour,
  sequentialColours,
  type Theme,
} from './palettes.ts';

/** One clickable line of the legend; its position is the class index that points carry. */
export interface LegendEntry {
  readonly id: string;
  readonly label: string;
  /** `#rrggbb`. */
  readonly colour: string;
  /** Number of points of this class over all layers. */
  readonly count: number;
}

/** What a colour mode makes of the layers: the class of every point and a legend for the classes. */
export interface Colouring {
  readonly title: string;
  /** One sentence for the legend's tooltip: what is measured, in which unit. */
  readonly note: string;
  readonly kind: 'categories' | 'scale';
  readonly entries: readonly LegendEntry[];
  /** Class index per point, one array per layer. */
  readonly classes: readonly Uint8Array[];
}

interface ClassNames {
  readonly id: string;
  readonly label: string;
}

function finish(
  title: string,
  note: string,
  kind: Colouring['kind'],
  names: readonly ClassNames[],
  colours: readonly string[],
  classes: readonly Uint8Array[],
): Colouring {
  const counts = new Uint32Array(names.length);
  for (const layer of classes) for (const index of layer) counts[index] = (counts[index] as number) + 1;
  const entries = names.map((name, index) => ({
    ...name,
    colour: colours[index] as string,
    count: counts[index] as number,
  }));
  return { title, note, kind, entries, classes };
}

/** Id of the class of users where a colouring is about movies alone. */
export const USERS_CLASS = 'users';

/** Colours by genre family; what has none is "Other", and null (a user, who has no genre) has a class of its own. */
export function colourByGenre(
  genres: readonly (readonly (readonly string[] | null)[])[],
  families: readonly GenreFamily[],
  theme: Theme,
): Colouring {
  const names = [...families, { id: 'other', label: 'Other' }, { id: USERS_CLASS, label: 'Users' }];
  const classes = genres.map((layer) =>
    Uint8Array.from(layer, (list) => {
      if (list === null) return families.length + 1;
      const family = familyOf(list, families);
      return family < 0 ? families.length : family;
    }),
  );
  const note = 'Main genre: the most telling one of the genres that a movie has.';
  const colours = [...categoricalColours(families.length, theme), neutralColour(theme), neutralColour(theme)];
  return finish('Genre', note, 'categories', names, colours, classes);
}

/** Ordered classes cut at ascending thresholds: value v falls into the number of thresholds <= v. */
export interface Scale {
  readonly title: string;
  readonly note: string;
  readonly thresholds: readonly number[];
  /** thresholds.length + 1 labels. */
  readonly labels: readonly string[];
  readonly palette: 'sequential' | 'diverging';
  /** Label of points without a value. */
  readonly missing: string;
}

/** Colours numbers by a scale, one array of values per layer; NaN means that a point has none. */
export function colourByScale(values: readonly Float32Array[], scale: Scale, theme: Theme): Colouring {
  const { thresholds, labels } = scale;
  const none = labels.length;
  const classes = values.map((layer) =>
    Uint8Array.from(layer, (value) => {
      if (Number.isNaN(value)) return none;
      let index = 0;
      while (index < thresholds.length && value >= (thresholds[index] as number)) index++;
      return index;
    }),
  );
  const ramp = scale.palette === 'sequential' ? sequentialColours : divergingColours;
  const names = [
    ...labels.map((label, index) => ({ id: `class-${index}`, label })),
    { id: 'none', label: scale.missing },
  ];
  return finish(
    scale.title,
    scale.note,
    'scale',
    names,
    [...ramp(none, theme), neutralColour(theme)],
    classes,
  );
}

/** Labels "under a", "a-b", ..., "b and over" for thresholds. */
export function rangeLabels(
  thresholds: readonly number[],
  format: (value: number) => string,
  unit = '',
): string[] {
  const first = thresholds[0] as number;
  const last = thresholds.at(-1) as number;
  const between = thresholds
    .slice(0, -1)
    .map((low, index) => `${format(low)} – ${format(thresholds[index + 1] as number)}`);
  return [
    `under ${format(first)}${unit}`,
    ...between.map((label) => label + unit),
    `${format(last)}${unit} and over`,
  ];
}
