import type { Recipe } from './types.ts';

/** What a sweep moves: the blend's alpha, or the push along one CAV in standard deviations. */
export type SweepAxis = { readonly by: 'alpha' } | { readonly by: 'push'; readonly cav: string };

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
