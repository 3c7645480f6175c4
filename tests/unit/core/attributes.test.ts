import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeScores, extremes } from '../../../src/core/attributes.ts';
import { cavScores, ownCav, phraseCav } from '../../../src/core/cav.ts';
import type { Cav } from '../../../src/core/types.ts';
import { add, normalise } from '../../../src/core/vectors.ts';
import { rowVector } from '../../../src/core/vectorTable.ts';
import { tableFrom } from './fixtures.ts';

const table = tableFrom([
  [0.6, 0.8, 0],
  [1, 0, 0],
  [0, -0.6, 0.8],
  [0, 0, -1],
]);

function along(id: string, ...direction: number[]): Cav {
  const fit = phraseCav(Float32Array.from(direction), new Float32Array(3));
  return ownCav(fit, { id, label: id, space: 'semantic', positives: 0, table });
}

const cavs = [along('x', 1, 0, 0), along('y', 0, 1, 0), along('z', 0, 0, 1), along('all', 1, 1, 1)];

describe('attributes of a vector', () => {
  it('are those that colour the map: the scores of a row, highest first', () => {
    for (let row = 0; row < table.rows; row += 1) {
      const scores = attributeScores(cavs, 'semantic', rowVector(table, row));
      expect(scores).toHaveLength(cavs.length);
      for (const { cav, sd } of scores) expect(sd).toBeCloseTo(cavScores(table, cav)[row] as number, 5);
      expect(scores.map(({ sd }) => sd)).toEqual(scores.map(({ sd }) => sd).sort((a, b) => b - a));
    }
  });

  it('rise by the standard deviations of a push along them', () => {
    const [x] = cavs as [Cav];
    const start = rowVector(table, 1);
    const sdOf = (vector: Float32Array) => attributeScores([x], 'semantic', vector)[0]?.sd ?? Number.NaN;
    expect(sdOf(add(start, x.direction, 2 * x.std)) - sdOf(start)).toBeCloseTo(2, 5);
    expect(sdOf(normalise(add(start, along('y', 0, 1, 0).direction, 1)))).toBeLessThan(sdOf(start));
  });

  it('leave out those of the other space and of another dimension', () => {
    const other = [
      { ...cavs[0], space: 'behavioral' } as Cav,
      { ...cavs[1], direction: new Float32Array(2) } as Cav,
    ];
    expect(attributeScores(other, 'semantic', rowVector(table, 0))).toEqual([]);
  });

  it('are listed from both ends, none of them twice', () => {
    const scored = fc.array(fc.double({ noNaN: true, min: -9, max: 9 }), { maxLength: 12 });
    fc.assert(
      fc.property(scored, (values) => {
        const scores = values
          .sort((a, b) => b - a)
          .map((sd, i) => ({ cav: { ...cavs[0], id: `${i}` } as Cav, sd }));
        const { highest, lowest } = extremes(scores, 5, 3);
        expect(highest).toEqual(scores.slice(0, 5));
        expect(lowest).toHaveLength(Math.min(3, Math.max(0, scores.length - 5)));
        expect(lowest).toEqual(scores.slice(scores.length - lowest.length).reverse());
      }),
    );
  });
});
