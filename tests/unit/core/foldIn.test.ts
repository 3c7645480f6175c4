import { describe, expect, it } from 'vitest';
import { choleskySolve } from '../../../src/core/cholesky.ts';
import { foldIn } from '../../../src/core/foldIn.ts';
import { golden, largestDifference, tableFrom } from './fixtures.ts';

describe('foldIn', () => {
  it.each(golden.foldIn.map((problem) => [problem.weights.unobservedWeight, problem] as const))(
    'gives the vector of the training package with unobserved weight %f',
    (_, { movies, rows, stars, weights, user }) => {
      const ratings = rows.map((row, i) => ({ row, stars: stars[i] as number }));
      expect(largestDifference(foldIn(tableFrom(movies), ratings, weights), user)).toBeLessThan(1e-5);
    },
  );

  it('cannot learn a taste from movies without factors', () => {
    const movies = tableFrom([
      [0, 0, 0],
      [1, 1, 3],
    ]);
    const weights = {
      regularisation: 1,
      regularisationPerRating: 0,
      biasRegularisation: 1,
      unobservedWeight: 0,
    };
    expect(() => foldIn(movies, [{ row: 0, stars: 5 }], weights)).toThrow(/has factors/);
    expect(foldIn(movies, [{ row: 1, stars: 5 }], weights)).toHaveLength(3);
  });
});

describe('choleskySolve', () => {
  it('solves a positive definite system and refuses another', () => {
    const solution = choleskySolve(Float64Array.of(4, 0, 2, 3), Float64Array.of(2, 5));
    expect(4 * (solution[0] as number) + 2 * (solution[1] as number)).toBeCloseTo(2, 12);
    expect(2 * (solution[0] as number) + 3 * (solution[1] as number)).toBeCloseTo(5, 12);
    expect(() => choleskySolve(Float64Array.of(1, 0, 2, 1), Float64Array.of(1, 1))).toThrow(RangeError);
  });
});
