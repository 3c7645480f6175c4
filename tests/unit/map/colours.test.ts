import { describe, expect, test } from 'vitest';
import { colourByGenre, colourByScale, rangeLabels } from '../../../src/views/map/colouring.ts';
import { contrast, parseColour, toHex } from '../../../src/views/map/contrast.ts';
import { familyOf, genreFamilies, MOVIELENS_FAMILIES } from '../../../src/views/map/genreFamilies.ts';
import {
  categoricalColours,
  divergingColours,
  neutralColour,
  sequentialColours,
  type Theme,
} from '../../../src/views/map/palettes.ts';
import type { Rgb } from '../../../src/views/map/raster.ts';
import { decadeScale, RATING_SCALE, similarityScale } from '../../../src/views/map/scales.ts';
import { difference, VISIONS } from './vision.ts';

/** `--paper` of the page in both themes. */
const PAPER: Readonly<Record<Theme, string>> = { light: '#faf9f6', dark: '#131417' };
const THEMES: readonly Theme[] = ['light', 'dark'];
const rgb = (hex: string): Rgb => parseColour(hex) as Rgb;

describe.each(THEMES)('%s palettes', (theme) => {
  const palettes = {
    categories: [...categoricalColours(9, theme), neutralColour(theme)],
    sequential: sequentialColours(9, theme),
    diverging: divergingColours(7, theme),
  };

  test.each(Object.entries(palettes))('%s: every colour has 3 : 1 against the paper', (_, colours) => {
    for (const colour of colours) {
      expect(contrast(rgb(colour), rgb(PAPER[theme])), colour).toBeGreaterThanOrEqual(3);
    }
  });

  test('categories differ for normal, protan, deutan and tritan vision', () => {
    const colours = categoricalColours(9, theme);
    for (const [vision, matrix] of Object.entries(VISIONS)) {
      for (const [i, a] of colours.entries()) {
        for (const b of colours.slice(i + 1)) {
          expect(difference(rgb(a), rgb(b), matrix), `${a} ${b} ${vision}`).toBeGreaterThan(0.055);
        }
      }
    }
  });

  test('scales rise evenly in contrast, so that their order shows without hue', () => {
    const steps = sequentialColours(7, theme).map((colour) => contrast(rgb(colour), rgb(PAPER[theme])));
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    for (let i = 1; i < steps.length; i++)
      expect((steps[i] as number) / (steps[i - 1] as number)).toBeGreaterThan(1.08);
  });
});

describe('genre families', () => {
  test('the most telling genre wins', () => {
    const label = (genres: string[]): string | undefined =>
      MOVIELENS_FAMILIES[familyOf(genres, MOVIELENS_FAMILIES)]?.id;
    expect(label(['Comedy', 'Horror'])).toBe('horror');
    expect(label(['Drama', 'Romance'])).toBe('romance');
    expect(label(['(no genres listed)'])).toBeUndefined();
  });

  test('a bundle with other genres gets families of its own', () => {
    const families = genreFamilies([['Jazz'], ['Jazz', 'Funk'], ['Soul'], ['Funk']]);
    expect(families.map((family) => family.label).sort()).toEqual(['Funk', 'Jazz', 'Soul']);
  });

  test('counts and classes agree, what has no family is "Other"', () => {
    const colouring = colourByGenre(
      [
        [['Drama'], ['Horror'], []],
        [null, null],
      ],
      MOVIELENS_FAMILIES,
      'light',
    );
    const counted = colouring.entries.filter((entry) => entry.count > 0);
    expect(counted.map((entry) => entry.id)).toEqual(['horror', 'drama', 'other', 'users']);
    expect(colouring.entries[colouring.classes[0]?.[2] as number]?.label).toBe('Other');
  });
});

describe('scales', () => {
  test('a value on a threshold belongs to the class above it; NaN has a class of its own', () => {
    const { classes, entries } = colourByScale(
      [Float32Array.from([1.9, 2, 4.6, Number.NaN])],
      RATING_SCALE,
      'dark',
    );
    expect([...(classes[0] as Uint8Array)].map((index) => entries[index]?.label)).toEqual([
      'under 2.0 ★',
      '2.0 – 2.5 ★',
      '4.0 ★ and over',
      'not rated',
    ]);
  });

  test('decades end with the newest year', () => {
    const years = Float32Array.from([1931, ...Array.from({ length: 60 }, (_, i) => 1950 + i), Number.NaN]);
    const scale = decadeScale(years);
    expect(scale.labels.at(-1)).toBe('2000s');
    expect(scale.labels).toHaveLength(scale.thresholds.length + 1);
    expect(scale.thresholds.length).toBeLessThanOrEqual(9);
  });

  test('similarity classes hold exactly the nearest ones', () => {
    const scores = Float32Array.from({ length: 500 }, (_, i) => Math.cos(i / 300));
    const colouring = colourByScale([scores], similarityScale([scores]), 'light');
    expect(colouring.entries.map((entry) => entry.count)).toEqual([300, 150, 40, 10, 0]);
    expect(colouring.entries[3]?.label).toMatch(/^nearest 10 /);
  });

  test('range labels name every class', () => {
    expect(rangeLabels([1, 2], String)).toEqual(['under 1', '1 – 2', '2 and over']);
  });
});

test('colours are read from hex and from computed styles', () => {
  expect(parseColour('rgb(1, 2, 3)')).toEqual([1, 2, 3]);
  expect(parseColour('#fff')).toEqual([255, 255, 255]);
  expect(parseColour('light-dark(#fff, #000)')).toBeNull();
  expect(toHex([255, 0, 128])).toBe('#ff0080');
});
