import { placeAmong } from './neighbours.ts';
import { sampleIndices, seededRandom } from './random.ts';
import { ndcg, spearman } from './ranking.ts';
import type { Scores } from './types.ts';
import { cosine, dot } from './vectors.ts';
import { hasRow, rowVector, similarities, type VectorTable } from './vectorTable.ts';

/** Target movies of the behavioral consistency in the page. */
export const BC_MOVIES = 200;

export const NO_SCORES: Scores = {
  sc: null,
  scFloor: null,
  scCeiling: null,
  rank: null,
  rankOf: null,
  bcSpearman: null,
  bcNdcg: null,
};

/** Semantic consistency SC(o, w) = cosine(P(o), w) (section 3.2). */
export function semanticConsistency(projected: Float32Array, w: Float32Array): number {
  return cosine(projected, w);
}

/** Mean SC of other texts against w: what a text of a shuffled vector gets; null without any. */
export function scFloor(others: readonly Float32Array[], w: Float32Array): number | null {
  if (others.length === 0) return null;
  return others.reduce((sum, other) => sum + cosine(other, w), 0) / others.length;
}

/**
 * Place at which P(o) finds its own vector among all entities by cosine: 1 when no entity is closer
 * to the text than w is. For a real entity `row` is left out of the others; -1 for a hypothetical one.
 */
export function retrievalRank(
  table: VectorTable,
  projected: Float32Array,
  w: Float32Array,
  row: number,
): { readonly rank: number; readonly rankOf: number } {
  const scores = similarities(table, projected, 'cosine');
  const own = row >= 0 ? (scores[row] as number) : cosine(projected, w);
  const { rank, of } = placeAmong(scores, own, row);
  return { rank, rankOf: of };
}

/** The fixed set I of target movies: a seeded sample of rows that have vectors in both spaces. */
export function targetMovies(
  semantic: VectorTable,
  behavioral: VectorTable,
  count = BC_MOVIES,
  seed = 23,
): number[] {
  const rows: number[] = [];
  for (let row = 0; row < semantic.rows; row += 1) {
    if (hasRow(semantic, row) && hasRow(behavioral, row)) rows.push(row);
  }
  return sampleIndices(rows.length, count, seededRandom(seed)).map((at) => rows[at] as number);
}

/** The text ranker rho(o): similarity of P(o) to each target movie in the semantic space. */
export function rankByText(
  semantic: VectorTable,
  projected: Float32Array,
  targets: readonly number[],
): Float64Array {
  return Float64Array.from(targets, (row) => cosine(projected, rowVector(semantic, row)));
}

/** The factor model's ratings <w_u, w_m> of the target movies. */
export function predictedRatings(
  behavioral: VectorTable,
  user: Float32Array,
  targets: readonly number[],
): Float64Array {
  return Float64Array.from(targets, (row) => dot(user, rowVector(behavioral, row)));
}

/**
 * Behavioral consistency BC(o, u) = RankingScore(R_u, rho(o)) (section 3.2) with both of the paper's
 * ranking scores.
 * @param ratings R_u of the target movies: stars, 0 where the user gave none, or predictions.
 * @param ranker rho(o) of the same movies, larger is better.
 */
export function behavioralConsistency(
  ratings: ArrayLike<number>,
  ranker: ArrayLike<number>,
): { readonly bcSpearman: number | null; readonly bcNdcg: number | null } {
  return { bcSpearman: spearman(ratings, ranker), bcNdcg: ndcg(ratings, ranker) };
}
