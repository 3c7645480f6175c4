import { describe, expect, it } from 'vitest';
import { cavScores, fitCav, ownCav, phraseCav, projectionSpread } from '../../../src/core/cav.ts';
import { ElmError } from '../../../src/core/errors.ts';
import { logisticRegression } from '../../../src/core/logistic.ts';
import { seededRandom } from '../../../src/core/random.ts';
import { cosine, norm } from '../../../src/core/vectors.ts';
import { golden, largestDifference, tableFrom } from './fixtures.ts';

/** Points around a centre that lies `offset` along the first axis. */
function cloud(count: number, dimension: number, offset: number, seed: number): Float32Array[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () =>
    Float32Array.from({ length: dimension }, (_, i) => random() - 0.5 + (i === 0 ? offset : 0)),
  );
}

describe('logisticRegression', () => {
  it.each(golden.logistic.map((problem) => [problem.rows.length, problem] as const))(
    'gives the weights of scikit-learn for %i rows',
    (_, { rows, labels, c, weights, intercept }) => {
      const model = logisticRegression({ rows: rows.map((row) => Float32Array.from(row)), labels }, c);
      expect(largestDifference(model.weights, weights)).toBeLessThan(2e-4);
      expect(model.intercept).toBeCloseTo(intercept, 3);
    },
  );
});

describe('fitCav', () => {
  it('finds the axis that parts the examples and says how well', () => {
    const fit = fitCav({ positives: cloud(30, 16, 0.6, 1), negatives: cloud(40, 16, -0.6, 2) });
    expect(norm(fit.direction)).toBeCloseTo(1, 5);
    expect(fit.direction[0]).toBeGreaterThan(0.8);
    expect(fit.auc).toBeGreaterThan(0.95);
    expect(fit.accuracy).toBeGreaterThan(0.9);
    expect(fit.warnings).toEqual([]);
  });

  it('is honest about examples that do not differ', () => {
    const fit = fitCav({ positives: cloud(30, 16, 0, 3), negatives: cloud(30, 16, 0, 4) });
    expect(fit.auc).toBeLessThan(0.7);
    expect(fit.warnings.join(' ')).toMatch(/hardly be told apart/);
  });

  it('warns about few examples and cannot check a single one', () => {
    const fit = fitCav({ positives: cloud(1, 8, 1, 5), negatives: cloud(20, 8, -1, 6) });
    expect(fit.auc).toBeNull();
    expect(fit.accuracy).toBeNull();
    expect(fit.warnings.join(' ')).toMatch(/With 1 example on a side/);
  });

  it('means the same in a space of another scale', () => {
    const [positives, negatives] = [cloud(20, 8, 0.3, 7), cloud(20, 8, -0.3, 8)];
    const larger = (vectors: Float32Array[]) => vectors.map((one) => one.map((value) => value * 40));
    const fit = fitCav({ positives, negatives });
    const scaled = fitCav({ positives: larger(positives), negatives: larger(negatives) });
    expect(cosine(fit.direction, scaled.direction)).toBeCloseTo(1, 4);
  });

  it('refuses an empty side', () => {
    expect(() => fitCav({ positives: [], negatives: cloud(3, 4, 0, 1) })).toThrow(/side for is empty/);
    expect(() => fitCav({ positives: cloud(3, 4, 0, 1), negatives: [] })).toThrow(ElmError);
  });

  it('trains on 1,000 examples of 384 dimensions while a person waits', () => {
    const began = process.cpuUsage();
    fitCav({ positives: cloud(500, 384, 0.1, 9), negatives: cloud(500, 384, -0.1, 10) });
    const milliseconds = process.cpuUsage(began).user / 1000;
    console.info(`CAV of 1,000 x 384 with 5 folds: ${milliseconds.toFixed(0)} ms of CPU time`);
    expect(milliseconds).toBeLessThan(3000);
  });
});

describe('own concepts', () => {
  const table = tableFrom([
    [1, 0],
    [3, 0],
    [0, 0],
    [5, 1],
  ]);

  it('are scaled by the catalogue, rows without a vector left out', () => {
    const spread = projectionSpread(table, Float32Array.of(1, 0));
    expect(spread.mean).toBe(3);
    expect(spread.std).toBeCloseTo(Math.sqrt(8 / 3), 6);
  });

  it('score entities in standard deviations', () => {
    const fit = phraseCav(Float32Array.of(1, 0), Float32Array.of(0, 0));
    const cav = ownCav(fit, { id: 'own-1', label: 'x', space: 'semantic', positives: 0, table });
    expect(cav.own).toBe(true);
    expect(cav.auc).toBeNull();
    expect(cavScores(table, cav)[1]).toBeCloseTo(0, 6);
    expect(cavScores(table, cav)[3]).toBeCloseTo(2 / Math.sqrt(8 / 3), 5);
  });

  it('cannot be made from one phrase twice', () => {
    expect(() => phraseCav(Float32Array.of(1, 0), Float32Array.of(1, 0))).toThrow(/mean the same/);
  });
});
