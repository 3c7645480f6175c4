import { ndcg, spearman } from '../../core/ranking.ts';
import { cosine, dot } from '../../core/vectors.ts';

/** The rows that one text ranks, and the stars that they have. */
export interface Targets {
  readonly rows: readonly number[];
  readonly stars: readonly number[];
}

/** Mean of the values that are defined; null when none is. */
export function meanDefined(values: readonly (number | null | undefined)[]): number | null {
  const defined = values.filter((value): value is number => typeof value === 'number');
  return defined.length === 0 ? null : defined.reduce((sum, value) => sum + value, 0) / defined.length;
}

/** The middle value, between the two middle ones of an even number; null of none. */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle] as number;
  return sorted.length === 0 ? null : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** Mean SC of each text against every other row's vector: the floor that a text of no relation reaches. */
export function shuffledConsistency(
  projected: readonly Float32Array[],
  vectors: readonly Float32Array[],
): number | null {
  return meanDefined(
    projected.flatMap((text, i) => vectors.map((w, j) => (i === j ? null : cosine(text, w)))),
  );
}

/** BC(o, .) = RankingScore(R, rho(o)) of one text: P(o) ranks the targets by <P(o), vector>. */
export function rankingScores(
  projected: Float32Array,
  vectorOf: (row: number) => Float32Array,
  { rows, stars }: Targets,
): { readonly spearman: number | null; readonly ndcg: number | null } {
  const scores = rows.map((row) => dot(projected, vectorOf(row)));
  return { spearman: spearman(stars, scores), ndcg: ndcg(stars, scores) };
}

/** Share of CAVs whose attribute score rises with every step of the push; null without any. */
export function monotoneShare(
  points: readonly { readonly cav: string; readonly alpha: number; readonly attribute: number }[],
): number | null {
  const curves = new Map<string, number[]>();
  for (const { cav, attribute } of points.toSorted((a, b) => a.alpha - b.alpha)) {
    curves.set(cav, [...(curves.get(cav) ?? []), attribute]);
  }
  return meanDefined(
    [...curves.values()].map((curve) =>
      curve.every((value, i) => i === 0 || value > (curve[i - 1] as number)) ? 1 : 0,
    ),
  );
}
