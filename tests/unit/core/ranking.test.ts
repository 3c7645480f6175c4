import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaUnderRoc, averageRanks, ndcg, spearman } from '../../../src/core/ranking.ts';
import { golden } from './fixtures.ts';

function expectScore(actual: number | null, expected: number | null): void {
  if (expected === null) expect(actual).toBeNull();
  else expect(actual).toBeCloseTo(expected, 10);
}

describe('against scipy, scikit-learn and the training package', () => {
  it.each(golden.rankings.map((ranking) => [ranking.ratings.length, ranking] as const))(
    'ranks, Spearman, NDCG and AUC of %i items',
    (_, { ratings, scores, ranks, spearman: rho, ndcg: gain, labels, auc }) => {
      expect([...averageRanks(scores)]).toEqual(ranks);
      expectScore(spearman(ratings, scores), rho);
      expectScore(ndcg(ratings, scores), gain);
      expectScore(areaUnderRoc(scores, labels), auc);
    },
  );
});

describe('ranking scores', () => {
  it('are not defined where there is nothing to rank', () => {
    expect(spearman([1, 1, 1], [1, 2, 3])).toBeNull();
    expect(spearman([1], [2])).toBeNull();
    expect(ndcg([0, 0], [1, 2])).toBeNull();
    expect(areaUnderRoc([1, 2], [1, 1])).toBeNull();
  });

  it('depend on order alone and reach 1 for the true order', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 10 }), { minLength: 2, maxLength: 9 }),
        (ratings) => {
          const stretched = ratings.map((value) => Math.exp(value));
          expect(spearman(ratings, stretched)).toBeCloseTo(1, 9);
          expect(ndcg(ratings, stretched)).toBeCloseTo(1, 9);
          expect(
            spearman(
              ratings,
              ratings.map((value) => -value),
            ),
          ).toBeCloseTo(-1, 9);
        },
      ),
    );
  });
});
