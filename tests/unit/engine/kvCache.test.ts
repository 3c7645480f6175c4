import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { HostCache } from '../../../src/engine/kvCache.ts';

const shape = { hidden: 6, layers: 1, kvHeads: 2, headDimension: 3, vocabulary: 10, contextLength: 100 };

/** New rows as the graph gives them: each number says its row, position, head and place. */
function rows(batch: number, from: number, steps: number, sign: 1 | -1) {
  const data = new Float32Array(batch * steps * 6);
  let at = 0;
  for (let row = 0; row < batch; row++) {
    for (let position = from; position < from + steps; position++) {
      for (let head = 0; head < 2; head++) {
        for (let i = 0; i < 3; i++) data[at++] = sign * (10_000 * row + 100 * position + 10 * head + i);
      }
    }
  }
  return new ort.Tensor('float32', data, [batch, steps, 6]);
}

function extend(cache: HostCache, steps: number): void {
  const [key, value] = cache.outputNames as [string, string];
  cache.extend(
    {
      [key]: rows(cache.batch, cache.length, steps, 1),
      [value]: rows(cache.batch, cache.length, steps, -1),
    },
    steps,
  );
}

/** The number at a place of one of the two inputs. */
function read(cache: HostCache, part: number, row: number, head: number, position: number, i: number) {
  const { data, dims } = cache.inputs()[part] as ort.Tensor;
  const [, heads = 0, capacity = 0, dimension = 0] = dims;
  return Number(data[((row * heads + head) * capacity + position) * dimension + i]);
}

describe('a cache in CPU memory', () => {
  it('holds every position through prefill, steps and growth', () => {
    const cache = new HostCache(ort, shape, 3);
    extend(cache, 30);
    for (let step = 0; step < 40; step++) extend(cache, 1);
    expect(cache.length).toBe(70);
    for (let row = 0; row < 3; row++) {
      for (let position = 0; position < 70; position++) {
        for (let head = 0; head < 2; head++) {
          const expected = 10_000 * row + 100 * position + 10 * head + 2;
          expect(read(cache, 0, row, head, position, 2)).toBe(expected);
          expect(read(cache, 1, row, head, position, 2)).toBe(-expected);
        }
      }
    }
  });

  it('selects rows into a copy of its own', () => {
    const cache = new HostCache(ort, shape, 3);
    extend(cache, 33);
    const kept = cache.select([2, 0, 2]);
    extend(cache, 1);
    expect([kept.batch, kept.length, cache.length]).toEqual([3, 33, 34]);
    expect([0, 1, 2].map((row) => read(kept, 0, row, 1, 32, 1))).toEqual([23_211, 3_211, 23_211]);
    extend(kept, 1);
    expect(read(cache, 0, 0, 1, 33, 0)).toBe(3_310);
  });

  it('reads as empty before the first token', () => {
    expect(new HostCache(ort, shape, 2).inputs().map(({ dims }) => dims)).toEqual([
      [2, 2, 0, 3],
      [2, 2, 0, 3],
    ]);
  });
});
