import { topK } from './neighbours.ts';
import { sampleIndices, seededRandom } from './random.ts';
import { norm, type VectorLike } from './vectors.ts';
import { hasRow, type Metric, projections, rowNorms, rowVector, type VectorTable } from './vectorTable.ts';

/** Neighbour whose distance measures how populated a place is. */
export const MANIFOLD_K = 10;
/** Rows whose own distances stand for the catalogue's: the percentile is then good to about 3 points. */
export const MANIFOLD_SAMPLE = 256;

/**
 * Distance from `vector` to its `k`-th nearest row: 1 - cosine in cosine spaces, Euclidean in dot
 * spaces, where length carries meaning.
 * @param skip row to leave out, for a row's distance to the others; -1 for none.
 */
export function neighbourDistance(
  table: VectorTable,
  vector: VectorLike,
  metric: Metric,
  k = MANIFOLD_K,
  skip = -1,
): number {
  const norms = rowNorms(table);
  const closeness = projections(table, vector);
  const length = norm(vector);
  for (let row = 0; row < table.rows; row += 1) {
    const rowNorm = norms[row] as number;
    const product = closeness[row] as number;
    if (rowNorm === 0) closeness[row] = Number.NEGATIVE_INFINITY;
    else if (metric === 'cosine') closeness[row] = product / (rowNorm * (length || 1)) - 1;
    else closeness[row] = -Math.sqrt(Math.max(0, rowNorm * rowNorm + length * length - 2 * product));
  }
  const last = topK(closeness, k, skip).at(-1);
  return last ? Math.max(0, -last.similarity) : Number.POSITIVE_INFINITY;
}

/** The catalogue's own distances to the k-th neighbour, ascending. */
export interface ManifoldReference {
  readonly k: number;
  readonly distances: Float32Array;
}

/**
 * Measures the reference of a table on a seeded sample of its rows. Yields after each row, so that
 * a page can spread the second of work that 256 scans of 10,000 x 384 take over idle moments.
 */
export function* measureManifold(
  table: VectorTable,
  metric: Metric,
  k = MANIFOLD_K,
  sample = MANIFOLD_SAMPLE,
): Generator<void, ManifoldReference> {
  const rows = Array.from({ length: table.rows }, (_, row) => row).filter((row) => hasRow(table, row));
  const chosen = sampleIndices(rows.length, sample, seededRandom(17)).map((at) => rows[at] as number);
  const distances = new Float32Array(chosen.length);
  for (const [i, row] of chosen.entries()) {
    distances[i] = neighbourDistance(table, rowVector(table, row), metric, k, row);
    yield;
  }
  return { k, distances: distances.sort() };
}

/** `measureManifold` in one go. */
export function manifoldReference(
  table: VectorTable,
  metric: Metric,
  k = MANIFOLD_K,
  sample = MANIFOLD_SAMPLE,
): ManifoldReference {
  const work = measureManifold(table, metric, k, sample);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** The off-manifold gauge of a vector. */
export interface ManifoldGauge {
  /** Distance to the k-th neighbour. */
  readonly distance: number;
  /** Share of the catalogue that stands no lonelier, 0..100; 100 is farther out than any entity sampled. */
  readonly percentile: number;
}

/** Where `distance` stands among the catalogue's own distances. */
export function manifoldGauge(reference: ManifoldReference, distance: number): ManifoldGauge {
  const { distances } = reference;
  let low = 0;
  let high = distances.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((distances[middle] as number) <= distance) low = middle + 1;
    else high = middle;
  }
  return { distance, percentile: distances.length === 0 ? 0 : (100 * low) / distances.length };
}
