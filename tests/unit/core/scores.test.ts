import { describe, expect, it } from 'vitest';
import {
  behavioralConsistency,
  predictedRatings,
  rankByText,
  retrievalRank,
  scFloor,
  semanticConsistency,
  targetMovies,
} from '../../../src/core/scores.ts';
import { tableFrom } from './fixtures.ts';

const movies = tableFrom([
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
  [0.6, 0.8, 0],
]);

describe('semantic consistency', () => {
  it('is the cosine of P(o) and w, with the mean over other texts as its floor', () => {
    const w = Float32Array.of(0.6, 0.8, 0);
    expect(semanticConsistency(Float32Array.of(1, 0, 0), w)).toBeCloseTo(0.6, 6);
    expect(scFloor([Float32Array.of(1, 0, 0), Float32Array.of(0, 0, 1)], w)).toBeCloseTo(0.3, 6);
    expect(scFloor([], w)).toBeNull();
  });
});

describe('retrieval rank', () => {
  it('counts the entities that are closer to the text than the source is', () => {
    const projected = Float32Array.of(0.2, 1, 0);
    expect(retrievalRank(movies, projected, Float32Array.of(0, 1, 0), 1)).toEqual({ rank: 1, rankOf: 4 });
    expect(retrievalRank(movies, projected, Float32Array.of(1, 0, 0), 0)).toEqual({ rank: 3, rankOf: 4 });
  });

  it('places a hypothetical vector among all entities', () => {
    const w = Float32Array.of(0.2, 1, 0);
    expect(retrievalRank(movies, w, w, -1)).toEqual({ rank: 1, rankOf: 5 });
  });
});

describe('behavioral consistency', () => {
  const factors = tableFrom([
    [1, 0],
    [0, 1],
    [0, 0],
    [2, 0],
  ]);

  it('ranks movies by the text and by the factor model', () => {
    const targets = targetMovies(movies, factors, 10);
    expect(targets.sort()).toEqual([0, 1, 3]);
    const user = Float32Array.of(2, 0.5);
    const ratings = predictedRatings(factors, user, targets);
    expect([...ratings]).toEqual([2, 0.5, 4]);
    const ranker = rankByText(movies, Float32Array.of(0.7, 0.6, 0), targets);
    expect(behavioralConsistency(ratings, ranker)).toEqual({ bcSpearman: 1, bcNdcg: 1 });
    const against = rankByText(movies, Float32Array.of(-0.7, -0.6, 0), targets);
    expect(behavioralConsistency(ratings, against).bcSpearman).toBe(-1);
  });
});
