import { type RecipeNames, recipeText, sourceText } from './recipeText.ts';
import type { Recipe } from './types.ts';

/** What a sweep moves: the blend's alpha, or the push along one CAV in standard deviations. */
export type SweepAxis = { readonly by: 'alpha' } | { readonly by: 'push'; readonly cav: string };

/** One step of a kept sweep: the value on the axis, and the run of the notebook that was written there. */
export interface SweepStep {
  readonly value: number;
  readonly runId: string;
}

/** Which runs of the notebook belong to one sweep, in order of their values. */
export interface SweepRecord {
  readonly id: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** What was swept, in words: "Alien (1979) to Heat (1995)". */
  readonly title: string;
  readonly axis: SweepAxis;
  /** "alpha" or the concept's name. */
  readonly label: string;
  readonly task: string;
  readonly steps: readonly SweepStep[];
}

/** `count` values from `from` to `to`, both included, evenly spaced. */
export function sweepValues(from: number, to: number, count: number): number[] {
  if (count <= 1) return [from];
  return Array.from({ length: count }, (_, i) => Number((from + ((to - from) * i) / (count - 1)).toFixed(4)));
}

/**
 * The recipe at one value of a sweep; null where the axis does not exist (alpha without a blend).
 * A CAV that the recipe does not push yet is added at the end.
 */
export function recipeAt(recipe: Recipe, axis: SweepAxis, value: number): Recipe | null {
  if (axis.by === 'alpha') {
    return recipe.blend ? { ...recipe, blend: { ...recipe.blend, alpha: value } } : null;
  }
  const push = { cav: axis.cav, sd: value };
  const known = recipe.pushes.some(({ cav }) => cav === axis.cav);
  const pushes = known
    ? recipe.pushes.map((one) => (one.cav === axis.cav ? push : one))
    : [...recipe.pushes, push];
  return { ...recipe, pushes };
}

const TITLE_LENGTH = 200;

/** What a sweep goes along, in words: "Alien (1979) to Heat (1995)", or the recipe without the swept push. */
export function sweepTitle(recipe: Recipe, axis: SweepAxis, names: RecipeNames): string {
  if (axis.by === 'push') {
    const pushes = recipe.pushes.filter(({ cav }) => cav !== axis.cav);
    return recipeText({ ...recipe, pushes }, names).slice(0, TITLE_LENGTH);
  }
  const start = recipeText({ ...recipe, blend: null, pushes: [] }, names);
  const end = recipe.blend ? ` to ${sourceText(recipe.blend.with, names)}` : '';
  return `${start}${end}`.slice(0, TITLE_LENGTH);
}
