import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WeightsLayout, WeightTensor } from '../../../src/bundle/schema.ts';
import { ElmError } from '../../../src/core/errors.ts';
import { buildExternalData } from '../../../src/engine/weights.ts';
import { FUZZ_RUNS, FUZZ_TIMEOUT } from '../fuzzRuns.ts';

const layout = (bytes: number, ...tensors: WeightTensor[]): WeightsLayout => ({
  source: 'source.bin',
  external: 'external.bin',
  bytes,
  tensors,
});

/** Values, then scales at the next multiple of 16. */
function sourceOf(
  values: Uint8Array,
  scales: number[],
): { source: Uint8Array<ArrayBuffer>; scalesAt: number } {
  const scalesAt = Math.ceil(values.length / 16) * 16;
  const source = new Uint8Array(scalesAt + 4 * scales.length);
  source.set(values);
  source.set(new Uint8Array(Float32Array.from(scales).buffer), scalesAt);
  return { source, scalesAt };
}

const floatsOf = (bytes: Uint8Array<ArrayBuffer>) => [...new Float32Array(bytes.buffer, bytes.byteOffset)];

const blocks = fc
  .record({
    n: fc.integer({ min: 1, max: 40 }),
    perRow: fc.integer({ min: 1, max: 3 }),
    block: fc.constantFrom(2, 16, 32),
  })
  .chain(({ n, perRow, block }) => {
    const size = n * perRow * block;
    return fc.record({
      n: fc.constant(n),
      k: fc.constant(perRow * block),
      block: fc.constant(block),
      values: fc.uint8Array({ minLength: size, maxLength: size }),
      scales: fc.array(fc.float({ noNaN: true, min: -4, max: 4 }), {
        minLength: n * perRow,
        maxLength: n * perRow,
      }),
    });
  });

describe('float32 weights from quantised ones', () => {
  it(
    'are (q - 128) * scale of the block, transposed, for 8 bits',
    () => {
      fc.assert(
        fc.property(blocks, ({ n, k, block, values, scales }) => {
          const { source, scalesAt } = sourceOf(values, scales);
          const tensor = {
            kind: 'q8-block',
            name: 'w',
            offset: 0,
            data: 0,
            n,
            k,
            block,
            scales: scalesAt,
          } as const;
          const got = floatsOf(buildExternalData(layout(4 * n * k, tensor), source)).map(
            (value) => value + 0,
          );
          const wanted = Array.from({ length: n * k }, (_, at) => {
            const [column, row] = [Math.floor(at / n), at % n];
            const scale = scales[row * (k / block) + Math.floor(column / block)] as number;
            return Math.fround(((values[row * k + column] as number) - 128) * scale);
          });
          // Adding 0 turns -0 into 0.
          expect(got).toEqual(wanted.map((value) => value + 0));
        }),
        { numRuns: Math.min(FUZZ_RUNS, 500) },
      );
    },
    FUZZ_TIMEOUT,
  );

  it('are (q - 8) * scale, low nibble first, for 4 bits', () => {
    const { source, scalesAt } = sourceOf(new Uint8Array([0x9f, 0x08, 0x80, 0x12]), [2, -1]);
    const tensor = {
      kind: 'q4-block',
      name: 'w',
      offset: 0,
      data: 0,
      n: 2,
      k: 4,
      block: 4,
      scales: scalesAt,
    } as const;
    const [first, second] = [
      [14, 2, 0, -16],
      [8, 0, 6, 7],
    ] as const;
    const got = floatsOf(buildExternalData(layout(32, tensor), source)).map((value) => value + 0);
    expect(got).toEqual(first.flatMap((value, i) => [value, second[i] as number]));
  });

  it('are q * scale of the row, as they lie or transposed, for int8 rows', () => {
    const { source, scalesAt } = sourceOf(
      new Uint8Array(Int8Array.from([1, -2, 3, -128, 5, 127]).buffer),
      [0.5, 2],
    );
    const rows = {
      kind: 'int8-rows',
      name: 'w',
      offset: 0,
      data: 0,
      rows: 2,
      columns: 3,
      scales: scalesAt,
    } as const;
    const plain = buildExternalData(layout(24, { ...rows, transpose: false }), source);
    expect(floatsOf(plain)).toEqual([0.5, -1, 1.5, -256, 10, 254]);
    const transposed = buildExternalData(layout(24, { ...rows, transpose: true }), source);
    expect(floatsOf(transposed)).toEqual([0.5, -256, -1, 10, 1.5, 254]);
  });

  it('are copied where they ship as they are, also from a source that is not aligned', () => {
    const copy = { kind: 'copy', name: 'b', offset: 16, data: 4, bytes: 3 } as const;
    const held = new Uint8Array([0, 9, 9, 9, 9, 1, 2, 3]);
    expect([...buildExternalData(layout(20, copy), held.subarray(1))]).toEqual([
      ...new Array(16).fill(0),
      1,
      2,
      3,
      0,
    ]);
  });

  it.each([
    ['data beyond the source', { data: 100 }],
    ['scales beyond the source', { scales: 1024 }],
    ['a target beyond the external data', { offset: 64 }],
    ['a depth that is no multiple of the block', { k: 3, n: 1, block: 2 }],
  ])('are refused: %s', (_, change) => {
    const { source, scalesAt } = sourceOf(new Uint8Array(16), [1, 1]);
    const tensor = {
      kind: 'q8-block',
      name: 'w',
      offset: 0,
      data: 0,
      n: 2,
      k: 8,
      block: 8,
      scales: scalesAt,
    } as const;
    const build = () => buildExternalData(layout(64, { ...tensor, ...change }), source);
    expect(build).toThrow(ElmError);
    expect(build).toThrow('do not match their layout');
  });
});
