import { interpolateLab, piecewise, quantize } from 'd3-interpolate';
import { interpolateViridis } from 'd3-scale-chromatic';
import { parseColour, toHex } from './contrast.ts';

export type Theme = 'light' | 'dark';

/**
 * Nine hues in the order of MOVIELENS_FAMILIES (the last, most frequent, is the quietest). Found by search:
 * contrast of at least 3 : 1 against the map's ground, and the largest possible least difference (OKLab)
 * between any two as seen with normal, protan, deutan and tritan vision.
 */
const CATEGORIES: Readonly<Record<Theme, readonly string[]>> = {
  light: ['#057057', '#9b1602', '#135624', '#0897d5', '#b47746', '#6e1380', '#c1356a', '#7d6808', '#7e85a5'],
  dark: ['#4cc5c3', '#e44a61', '#178911', '#4ff2f5', '#fbc18c', '#844ece', '#aa468f', '#d89829', '#8293b2'],
};

const NEUTRAL: Readonly<Record<Theme, string>> = { light: '#8a8a90', dark: '#75757d' };

/** Viridis' part that keeps 3 : 1 against the ground: "more" is dark on light and bright on dark. */
const SEQUENTIAL_RANGE: Readonly<Record<Theme, readonly [number, number]>> = {
  light: [0.56, 0.02],
  dark: [0.37, 0.98],
};

const DIVERGING: Readonly<Record<Theme, readonly string[]>> = {
  light: ['#5b2a86', '#9067b8', '#8a8a90', '#2f9163', '#0b5a36'],
  dark: ['#cfa6f5', '#9274bd', '#75757d', '#4fa67c', '#8fe8b8'],
};

function hex(colour: string): string {
  const parsed = parseColour(colour);
  return parsed ? toHex(parsed) : colour;
}

/** `count` (at most 9) category colours; the last of the nine is always included, being the quietest. */
export function categoricalColours(count: number, theme: Theme): string[] {
  return CATEGORIES[theme].slice(-count);
}

/** `count` colours from "little" to "much". */
export function sequentialColours(count: number, theme: Theme): string[] {
  const [from, to] = SEQUENTIAL_RANGE[theme];
  if (count === 1) return [hex(interpolateViridis(to))];
  return quantize((t) => hex(interpolateViridis(from + (to - from) * t)), count);
}

/** `count` colours from "much less" over neutral to "much more"; purple and green of different lightness, told apart without red-green vision. */
export function divergingColours(count: number, theme: Theme): string[] {
  return quantize((t) => hex(piecewise(interpolateLab, [...DIVERGING[theme]])(t)), count);
}

/** Colour of points to which the colouring does not apply. */
export function neutralColour(theme: Theme): string {
  return NEUTRAL[theme];
}
