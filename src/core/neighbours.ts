import type { VectorLike } from './vectors.ts';
import { type Metric, similarities, type VectorTable } from './vectorTable.ts';

/** A row of a table with its similarity to the query. */
export interface Neighbour {
  readonly row: number;
  readonly similarity: number;
}

/**
 * The `k` rows with the largest finite score, best first; ties go to the smaller row.
 * @param skip row to leave out, -1 for none.
 */
export function topK(scores: Float32Array, k: number, skip = -1): Neighbour[] {
  const capacity = Math.max(0, Math.min(k, scores.length));
  const heap = new Int32Array(capacity);
  let size = 0;
  const worse = (a: number, b: number): boolean => {
    const difference = (scores[a] as number) - (scores[b] as number);
    return difference < 0 || (difference === 0 && a > b);
  };
  const siftDown = (from: number): void => {
    let parent = from;
    for (;;) {
      let least = parent;
      for (const child of [2 * parent + 1, 2 * parent + 2]) {
        if (child < size && worse(heap[child] as number, heap[least] as number)) least = child;
      }
      if (least === parent) return;
      const row = heap[parent] as number;
      heap[parent] = heap[least] as number;
      heap[least] = row;
      parent = least;
    }
  };
  for (let row = 0; row < scores.length && capacity > 0; row += 1) {
    if (row === skip || !Number.isFinite(scores[row] as number)) continue;
    if (size < capacity) {
      heap[size] = row;
      size += 1;
      if (size === capacity) for (let i = (size >> 1) - 1; i >= 0; i -= 1) siftDown(i);
    } else if (worse(heap[0] as number, row)) {
      heap[0] = row;
      siftDown(0);
    }
  }
  return Array.from(heap.subarray(0, size), (row) => ({ row, similarity: scores[row] as number })).sort(
    (a, b) => b.similarity - a.similarity || a.row - b.row,
  );
}

/**
 * The `k` nearest rows of `table` to `query` by `metric`, best first; rows of zeros never appear.
 * @param skip row to leave out (an entity among its own neighbours), -1 for none.
 */
export function nearest(
  table: VectorTable,
  query: VectorLike,
  metric: Metric,
  k: number,
  skip = -1,
): Neighbour[] {
  return topK(similarities(table, query, metric), k, skip);
}

/**
 * 1-based place that `similarity` takes among `scores` (1: nothing scores higher), and how many
 * finite scores there are besides `skip`.
 */
export function placeAmong(
  scores: Float32Array,
  similarity: number,
  skip = -1,
): { readonly rank: number; readonly of: number } {
  let above = 0;
  let others = 0;
  for (let row = 0; row < scores.length; row += 1) {
    const score = scores[row] as number;
    if (row === skip || !Number.isFinite(score)) continue;
    others += 1;
    if (score > similarity) above += 1;
  }
  return { rank: above + 1, of: others + 1 };
}
