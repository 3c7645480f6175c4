import type { Cav, SpaceId } from './types.ts';
import { dot } from './vectors.ts';

/** How far a vector stands along one attribute. */
export interface AttributeScore {
  readonly cav: Cav;
  /** Standard deviations from the mean of the catalogue's entities. */
  readonly sd: number;
}

/**
 * Projection of `vector` on every CAV of its space, in standard deviations from the catalogue's mean as in
 * `cavScores`, highest first. One matrix-vector product: 122 attributes x 384 dimensions.
 */
export function attributeScores(
  cavs: readonly Cav[],
  space: SpaceId,
  vector: Float32Array,
): AttributeScore[] {
  return cavs
    .filter((cav) => cav.space === space && cav.direction.length === vector.length)
    .map((cav) => ({ cav, sd: (dot(vector, cav.direction) - cav.mean) / (cav.std || 1) }))
    .sort((a, b) => b.sd - a.sd);
}

/** The two ends of sorted scores, each from its extreme inwards; with few attributes the highest come first. */
export function extremes(
  scores: readonly AttributeScore[],
  highest: number,
  lowest: number,
): { readonly highest: readonly AttributeScore[]; readonly lowest: readonly AttributeScore[] } {
  const split = Math.max(Math.min(highest, scores.length), scores.length - lowest);
  return { highest: scores.slice(0, highest), lowest: scores.slice(split).reverse() };
}
