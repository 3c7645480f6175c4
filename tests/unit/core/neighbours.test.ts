import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { manifoldGauge, manifoldReference, neighbourDistance } from '../../../src/core/manifold.ts';
import { placeByNeighbours } from '../../../src/core/mapPlacement.ts';
import { nearest, placeAmong, topK } from '../../../src/core/neighbours.ts';
import { seededRandom } from '../../../src/core/random.ts';
import { rowVector, similarities } from '../../../src/core/vectorTable.ts';
import { golden, quantised, tableFrom } from './fixtures.ts';

const { table: rows, query, cosine, dot, cosineDistance10, euclideanDistance10 } = golden.neighbours;
const table = tableFrom(rows);

/** A table of random unit-scale vectors. */
function randomTable(count: number, dimension: number, seed: number) {
  const random = seededRandom(seed);
  return tableFrom(
    Array.from({ length: count }, () => Array.from({ length: dimension }, () => random() - 0.5)),
  );
}

describe('nearest', () => {
  it('finds the rows that numpy finds, by cosine and by dot product', () => {
    expect(nearest(table, query, 'cosine', 10).map(({ row }) => row)).toEqual(cosine);
    expect(nearest(table, query, 'dot', 10).map(({ row }) => row)).toEqual(dot);
  });

  it('finds nearly the same rows in int8', () => {
    const large = randomTable(500, 64, 1);
    const exact = nearest(large, rowVector(large, 3), 'cosine', 20).map(({ row }) => row);
    const coarse = nearest(quantised(large), rowVector(large, 3), 'cosine', 20).map(({ row }) => row);
    expect(coarse.filter((row) => exact.includes(row)).length).toBeGreaterThanOrEqual(18);
    expect(coarse[0]).toBe(3);
  });

  it('never returns a row of zeros or the skipped row', () => {
    const found = nearest(table, query, 'cosine', 50, cosine[0]).map(({ row }) => row);
    expect(found).toHaveLength(48);
    expect(found).not.toContain(13);
    expect(found).not.toContain(cosine[0]);
  });

  it('scans 10,000 x 384 in int8 in a few milliseconds', () => {
    const random = seededRandom(2);
    const data = Int8Array.from({ length: 10_000 * 384 }, () => 254 * random() - 127);
    const large = { rows: 10_000, dimension: 384, data, scales: new Float32Array(10_000).fill(0.01) };
    const probe = rowVector(large, 5);
    nearest(large, probe, 'cosine', 10);
    const began = process.cpuUsage();
    for (let i = 0; i < 5; i += 1) nearest(large, probe, 'cosine', 10);
    const milliseconds = process.cpuUsage(began).user / 5000;
    console.info(`nearest in 10,000 x 384 int8: ${milliseconds.toFixed(1)} ms of CPU time`);
    expect(milliseconds).toBeLessThan(60);
  });
});

describe('topK', () => {
  it('is the head of a full sort, whatever the scores', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant(Number.NEGATIVE_INFINITY))),
        fc.integer({ min: 0, max: 12 }),
        (values, k) => {
          const scores = Float32Array.from(values);
          const sorted = values
            .map((value, row) => ({ row, similarity: value }))
            .filter(({ similarity }) => Number.isFinite(similarity))
            .sort((a, b) => b.similarity - a.similarity || a.row - b.row)
            .slice(0, k);
          expect(topK(scores, k)).toEqual(sorted);
        },
      ),
    );
  });
});

describe('placeAmong', () => {
  it('counts those above and leaves the source out of the others', () => {
    const scores = Float32Array.of(0.9, 0.5, 0.7, Number.NEGATIVE_INFINITY);
    expect(placeAmong(scores, 0.7, 2)).toEqual({ rank: 2, of: 3 });
    expect(placeAmong(scores, 0.95)).toEqual({ rank: 1, of: 4 });
  });
});

describe('off-manifold gauge', () => {
  it('measures the distance to the tenth neighbour as numpy does', () => {
    expect(neighbourDistance(table, query, 'cosine', 10)).toBeCloseTo(cosineDistance10, 5);
    expect(neighbourDistance(table, query, 'dot', 10)).toBeCloseTo(euclideanDistance10, 5);
  });

  it('puts an entity inside the data and a far vector outside', () => {
    const cloud = tableFrom(
      Array.from({ length: 300 }, (_, i) => [1, Math.sin(i) * 0.1, Math.cos(i * 1.7) * 0.1, (i % 7) * 0.01]),
    );
    const reference = manifoldReference(cloud, 'cosine', 5, 100);
    const inside = manifoldGauge(reference, neighbourDistance(cloud, rowVector(cloud, 40), 'cosine', 5, 40));
    const outside = manifoldGauge(reference, neighbourDistance(cloud, [-1, 0.2, 0.1, 0], 'cosine', 5));
    expect(inside.percentile).toBeLessThan(100);
    expect(outside.percentile).toBe(100);
    expect(outside.distance).toBeGreaterThan(inside.distance);
  });
});

describe('place on the map', () => {
  const places = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 0, y: 10 },
  ];

  it("is an entity's own place for its own vector", () => {
    const neighbours = [
      { row: 1, similarity: 1 },
      { row: 0, similarity: 0.4 },
    ];
    expect(placeByNeighbours(neighbours, (row) => places[row] as (typeof places)[0])).toEqual({
      x: 10,
      y: 0,
    });
  });

  it('does not jump when the last neighbour changes', () => {
    const head = [
      { row: 0, similarity: 0.9 },
      { row: 1, similarity: 0.7 },
    ];
    const withLast = (row: number) =>
      placeByNeighbours([...head, { row, similarity: 0.5 }], (at) => places[at] ?? { x: 99, y: -99 });
    expect(withLast(2)).toEqual(withLast(7));
  });

  it('leaves its nearest neighbour when it moves a little towards another', () => {
    // Four orthogonal entities, and a vector that is 80 % the first and 20 % the second.
    const table = tableFrom([
      [1, 0, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 1, 0],
      [0, 0, 0, 1],
    ]);
    const corners = [...places, { x: 0, y: 0 }];
    const scores = similarities(table, [0.8, 0.2, 0, 0], 'cosine');
    const place = placeByNeighbours(topK(scores, 4), (row) => corners[row] as (typeof places)[0]);
    expect(place?.x).toBeGreaterThan(0.3);
    expect(place?.x).toBeLessThan(5);
  });

  it('stays within the neighbours, nearer to the nearer', () => {
    const scores = similarities(
      tableFrom([
        [1, 0],
        [0.8, 0.6],
        [0, 1],
      ]),
      [1, 0.1],
      'cosine',
    );
    const place = placeByNeighbours(topK(scores, 3), (row) => places[row] as (typeof places)[0]);
    expect(place?.x).toBeGreaterThan(0);
    expect(place?.x).toBeLessThan(5);
    expect(place?.y).toBe(0);
  });
});
