import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  indexPoints,
  insidePolygon,
  nearest,
  rowsInLasso,
  rowsWithin,
  stepTowards,
} from '../../../src/views/map/hit.ts';
import type { PointLayer } from '../../../src/views/map/points.ts';

const coordinate = fc.float({ min: -100, max: 100, noNaN: true });
const places = fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 60 });

function layerOf(list: readonly (readonly [number, number])[]): PointLayer {
  return {
    kind: 'movie',
    shape: 'disc',
    count: list.length,
    x: Float32Array.from(list, ([x]) => x),
    y: Float32Array.from(list, ([, y]) => y),
  };
}

describe('nearest', () => {
  test('agrees with looking at every point', () => {
    fc.assert(
      fc.property(places, coordinate, coordinate, fc.integer({ min: 1, max: 5 }), (list, x, y, skip) => {
        const layer = layerOf(list);
        const pickable = (row: number): boolean => row % skip === 0;
        const found = nearest(indexPoints(layer), x, y, 50, pickable);
        const distances = list.map((_, row) =>
          pickable(row) ? Math.hypot((layer.x[row] as number) - x, (layer.y[row] as number) - y) : Infinity,
        );
        const least = Math.min(...distances);
        if (least > 50) expect(found).toBeNull();
        else expect(found?.distance).toBeCloseTo(least, 4);
      }),
    );
  });

  test('points at one place are all found, the pickable one is taken', () => {
    const index = indexPoints(
      layerOf([
        [1, 1],
        [1, 1],
        [1, 1],
      ]),
    );
    expect(nearest(index, 1, 1, 0.5, (row) => row === 0)?.row).toBe(0);
    expect(rowsWithin(index, 0, 0, 2, 2, () => true).sort()).toEqual([0, 1, 2]);
  });

  test('points without coordinates are never hit', () => {
    const index = indexPoints(
      layerOf([
        [Number.NaN, Number.NaN],
        [5, 5],
      ]),
    );
    expect(nearest(index, 0, 0, 100, () => true)?.row).toBe(1);
  });
});

describe('lasso', () => {
  test('agrees with testing every point against the polygon', () => {
    const polygon = fc.array(coordinate, { minLength: 6, maxLength: 16 }).filter((p) => p.length % 2 === 0);
    fc.assert(
      fc.property(places, polygon, (list, lasso) => {
        const layer = layerOf(list);
        const expected = list.flatMap((_, row) =>
          insidePolygon(lasso, layer.x[row] as number, layer.y[row] as number) ? [row] : [],
        );
        expect(rowsInLasso(indexPoints(layer), lasso, () => true)).toEqual(expected);
      }),
    );
  });

  test('a square holds its middle and not its outside; less than a triangle holds nothing', () => {
    const square = [0, 0, 10, 0, 10, 10, 0, 10];
    expect(insidePolygon(square, 5, 5)).toBe(true);
    expect(insidePolygon(square, 11, 5)).toBe(false);
    expect(rowsInLasso(indexPoints(layerOf([[0, 0]])), [0, 0, 1, 1], () => true)).toEqual([]);
  });
});

describe('stepTowards', () => {
  const from = { x: 0, y: 0 };

  test('goes to the nearest point in the direction, preferring the straight way', () => {
    const straight = { x: 30, y: 0 };
    const aside = { x: 20, y: 18 };
    const behind = { x: -5, y: 0 };
    expect(stepTowards(from, 'ArrowRight', [behind, aside, straight])).toBe(straight);
    expect(stepTowards(from, 'ArrowLeft', [behind, aside, straight])).toBe(behind);
  });

  test('null where nothing lies that way', () => {
    expect(
      stepTowards(from, 'ArrowUp', [
        { x: 0, y: 9 },
        { x: 40, y: -10 },
      ]),
    ).toBeNull();
  });
});
