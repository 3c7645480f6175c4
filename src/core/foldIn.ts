import { choleskySolve } from './cholesky.ts';
import { ElmError } from './errors.ts';
import type { VectorTable } from './vectorTable.ts';
import { hasRow, rowVector } from './vectorTable.ts';

/** Weights of the fold-in solve, as the bundle's manifest gives them. */
export interface FoldInWeights {
  readonly regularisation: number;
  readonly regularisationPerRating: number;
  readonly biasRegularisation: number;
  /** Weight of a movie that was not rated, whose target is the bias-only prediction. */
  readonly unobservedWeight: number;
}

/** One rating of a new user: a row of the movie table and stars, 0.5..5. */
export interface FoldInRating {
  readonly row: number;
  readonly stars: number;
}

/** Sum of q_m q_m' over all movies, rank x rank; needed where unrated movies have a weight. */
function gramOfMovies(movies: VectorTable, rank: number): Float64Array {
  const gram = new Float64Array(rank * rank);
  for (let row = 0; row < movies.rows; row += 1) {
    if (!hasRow(movies, row)) continue;
    const q = rowVector(movies, row);
    for (let i = 0; i < rank; i += 1) {
      for (let j = 0; j <= i; j += 1) {
        gram[i * rank + j] = (gram[i * rank + j] as number) + (q[i] as number) * (q[j] as number);
      }
    }
  }
  return gram;
}

/**
 * The behavioral vector of a new user from their ratings: one ridge regression against the movies
 * as they are. Movies are w_m = [q_m, 1, mean + b_m] and the user becomes w_u = [p_u, b_u, 1], so that
 * <w_u, w_m> is the predicted rating; with x_m = [q_m, 1] over the rated movies R,
 *
 *     (sum_R x_m x_m' + c0 G + diag(L, ..., L, L_b)) [p_u, b_u] = sum_R x_m (r(u, m) - mean - b_m)
 *
 * where L = regularisation + regularisationPerRating |R|.
 * @throws ElmError `bad-vector` when none of the rated movies has factors.
 */
export function foldIn(
  movies: VectorTable,
  ratings: readonly FoldInRating[],
  weights: FoldInWeights,
): Float32Array {
  const known = ratings.filter(({ row }) => hasRow(movies, row));
  if (known.length === 0) {
    throw new ElmError(
      'bad-vector',
      'None of these movies has factors to learn a taste from.',
      'Choose at least one movie with more ratings.',
    );
  }
  const rank = movies.dimension - 2;
  const size = rank + 1;
  const matrix = new Float64Array(size * size);
  const right = new Float64Array(size);
  for (const { row, stars } of known) {
    const movie = rowVector(movies, row);
    const residual = stars - (movie[rank + 1] as number);
    for (let i = 0; i < size; i += 1) {
      // The bias column of w_m is 1 already, so its first rank + 1 numbers are x_m.
      const x = movie[i] as number;
      right[i] = (right[i] as number) + x * residual;
      for (let j = 0; j <= i; j += 1) {
        matrix[i * size + j] = (matrix[i * size + j] as number) + x * (movie[j] as number);
      }
    }
  }
  const { regularisation, regularisationPerRating, biasRegularisation, unobservedWeight } = weights;
  if (unobservedWeight > 0) {
    const gram = gramOfMovies(movies, rank);
    for (let i = 0; i < rank; i += 1) {
      for (let j = 0; j <= i; j += 1) {
        matrix[i * size + j] =
          (matrix[i * size + j] as number) + unobservedWeight * (gram[i * rank + j] as number);
      }
    }
  }
  for (let i = 0; i < size; i += 1) {
    const ridge = i < rank ? regularisation + regularisationPerRating * known.length : biasRegularisation;
    matrix[i * size + i] = (matrix[i * size + i] as number) + ridge;
  }
  return Float32Array.of(...choleskySolve(matrix, right), 1);
}
