import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { VectorTable } from '../../../src/core/vectorTable.ts';

const numbers = z.array(z.number());
const score = z.number().nullable();

const goldenSchema = z.object({
  rankings: z.array(
    z.object({
      ratings: numbers,
      scores: numbers,
      ranks: numbers,
      spearman: score,
      ndcg: score,
      labels: z.array(z.union([z.literal(0), z.literal(1)])),
      auc: score,
    }),
  ),
  logistic: z.array(
    z.object({
      rows: z.array(numbers),
      labels: z.array(z.union([z.literal(0), z.literal(1)])),
      c: z.number(),
      weights: numbers,
      intercept: z.number(),
    }),
  ),
  foldIn: z.array(
    z.object({
      movies: z.array(numbers),
      rows: numbers,
      stars: numbers,
      weights: z.object({
        regularisation: z.number(),
        regularisationPerRating: z.number(),
        biasRegularisation: z.number(),
        unobservedWeight: z.number(),
      }),
      user: numbers,
    }),
  ),
  interpolations: z.array(z.object({ a: numbers, b: numbers, t: z.number(), slerp: numbers })),
  neighbours: z.object({
    table: z.array(numbers),
    query: numbers,
    cosine: numbers,
    dot: numbers,
    cosineDistance10: z.number(),
    euclideanDistance10: z.number(),
  }),
});

/** What tests/golden/make_core.py computed in Python. */
export const golden = goldenSchema.parse(
  JSON.parse(readFileSync(new URL('../../golden/core.json', import.meta.url), 'utf8')),
);

/** A float32 table of the given rows. */
export function tableFrom(rows: readonly (readonly number[])[]): VectorTable {
  return {
    rows: rows.length,
    dimension: rows[0]?.length ?? 0,
    data: Float32Array.from(rows.flat()),
    scales: null,
  };
}

/** The same table in int8 with one scale for each row, as bundles carry it. */
export function quantised(table: VectorTable): VectorTable {
  const { rows, dimension, data } = table;
  const scales = new Float32Array(rows);
  const values = new Int8Array(rows * dimension);
  for (let row = 0; row < rows; row += 1) {
    const vector = data.subarray(row * dimension, (row + 1) * dimension);
    const scale = Math.max(...Array.from(vector, Math.abs)) / 127;
    scales[row] = scale;
    for (let i = 0; i < dimension; i += 1) {
      values[row * dimension + i] = scale === 0 ? 0 : Math.round((vector[i] as number) / scale);
    }
  }
  return { rows, dimension, data: values, scales };
}

/** Largest difference of two vectors, number by number; infinite where the lengths differ. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  return Array.from(a).reduce(
    (largest, value, i) => Math.max(largest, Math.abs(value - (b[i] as number))),
    0,
  );
}
