import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomWeights } from '../../../bench/engine/randomModel.ts';
import { builtKernels } from '../../../kernel/build.mjs';
import { type WeightsLayout, weightsSchema } from '../../../src/bundle/schema.ts';
import { ElmError } from '../../../src/core/errors.ts';
import { readDecoderWeights } from '../../../src/engine/assets.ts';
import { KernelDecoder } from '../../../src/engine/kernel/kernelDecoder.ts';
import { Arena, startKernel } from '../../../src/engine/kernel/module.ts';
import { KernelTensors } from '../../../src/engine/kernel/tensors.ts';
import { FUZZ_RUNS, FUZZ_TIMEOUT } from '../fuzzRuns.ts';
import { openTinyBundle } from './tinyBundle.ts';

const FOLDER = fileURLToPath(new URL('../../../src/engine/kernel/', import.meta.url));

/** Numbers that look random, the same ones every time. */
function numbers(count: number, size = 1): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => size * Math.sin(i * i + 1));
}

describe('the compiled kernel', () => {
  it('is that of its source', async () => {
    for (const [name, module] of Object.entries(await builtKernels())) {
      expect(await readFile(FOLDER + name, 'utf8')).toBe(module);
    }
    // The compiler takes a second on an idle core.
  }, 60_000);
});

describe('a product', () => {
  // Places that are read four, two and one together; a panel of rows that is full and one that is not.
  const [rows, n, k, block] = [7, 13, 64, 32];

  /** y = x W' + bias by the kernel and by plain arithmetic, for weights of so many bits. */
  async function products(bits: 8 | 4) {
    const middle = 2 ** (bits - 1);
    const whole = numbers(n * k, middle).map((value) =>
      Math.max(-middle, Math.min(middle - 1, Math.round(value))),
    );
    const scales = numbers((n * k) / block, 0.01);
    const bias = numbers(n);
    const bytes = (n * k * bits) / 8;
    const source = new Uint8Array(bytes + 4 * scales.length + 4 * n);
    for (let i = 0; i < whole.length; i++) {
      const value = (whole[i] as number) + middle;
      if (bits === 8) source[i] = value;
      else source[i >> 1] = (source[i >> 1] as number) | (value << (4 * (i % 2)));
    }
    source.set(new Uint8Array(scales.buffer), bytes);
    source.set(new Uint8Array(bias.buffer), bytes + 4 * scales.length);
    const layout: WeightsLayout = {
      source: 'source.bin',
      external: 'external.bin',
      bytes: 4 * n * k + 4 * n,
      tensors: [
        {
          name: 'm.weight',
          kind: bits === 8 ? 'q8-block' : 'q4-block',
          offset: 0,
          data: 0,
          scales: bytes,
          n,
          k,
          block,
        },
        { name: 'm.bias', kind: 'copy', offset: 4 * n * k, data: bytes + 4 * scales.length, bytes: 4 * n },
      ],
    };
    const kernel = await startKernel();
    const arena = new Arena(kernel.memory);
    const linear = new KernelTensors(kernel, arena, layout, source).linear('m', n, k);
    const x = numbers(rows * k, 3);
    // A row of zeros has no scale.
    x.fill(0, k, 2 * k);
    const [from, rounded, rowScales, to] = [4, 2, 4, 4].map((size) => arena.take(size * rows * k)) as [
      number,
      number,
      number,
      number,
    ];
    new Float32Array(kernel.memory.buffer, from).set(x);
    kernel.round(from, rows, k, rounded, rowScales);
    const { weights, scales: weightScales, sums } = linear;
    kernel.product(
      weights,
      weightScales,
      sums,
      linear.bias,
      rounded,
      rowScales,
      rows,
      to,
      4 * n,
      n,
      k,
      arena.take(128),
    );
    const expected = Array.from({ length: rows * n }, (_, at) => {
      const [row, column] = [Math.floor(at / n), at % n];
      let sum = bias[column] as number;
      for (let i = 0; i < k; i++) {
        const scale = scales[((column * k + i) / block) | 0] as number;
        sum += (x[row * k + i] as number) * (whole[column * k + i] as number) * scale;
      }
      return sum;
    });
    return { got: [...new Float32Array(kernel.memory.buffer, to, rows * n)], expected };
  }

  it.each([8, 4] as const)(
    'with weights of %i bits is what plain arithmetic gives, to 16 bits',
    async (bits) => {
      const { got, expected } = await products(bits);
      const size = Math.max(...expected.map(Math.abs));
      expect(size).toBeGreaterThan(1);
      for (const [at, value] of expected.entries())
        expect(Math.abs((got[at] as number) - value)).toBeLessThan(1e-4 * size);
    },
  );
});

describe('the decoder on the kernel', () => {
  let decoder: KernelDecoder;
  let weights: Awaited<ReturnType<typeof readDecoderWeights>>;
  let shape: KernelDecoder['shape'];

  beforeAll(async () => {
    const bundle = await openTinyBundle();
    weights = await readDecoderWeights(bundle);
    shape = bundle.manifest.elm;
    decoder = await KernelDecoder.open(shape, weights.layout, weights.source);
  });

  const embedded = (positions: number, from = 0) =>
    numbers((from + positions) * shape.hidden).subarray(from * shape.hidden);

  it('reads a hundred positions at once as it reads them one by one', async () => {
    const [whole, stepwise] = [decoder.empty(1), decoder.empty(1)];
    const logits = (await decoder.run(embedded(100), 100, whole)).slice();
    let last = new Float32Array();
    for (let at = 0; at < 100; at++) last = (await decoder.run(embedded(1, at), 1, stepwise)) as typeof last;
    expect(stepwise.length).toBe(100);
    expect(last).toEqual(logits);
    expect(new Set(logits).size).toBeGreaterThan(300);
    // Keys and values are there of all positions, in the last layer too.
    const next = (await decoder.run(embedded(1, 100), 1, whole)).slice();
    expect(await decoder.run(embedded(1, 100), 1, stepwise)).toEqual(next);
    expect(next).not.toEqual(logits);
    whole.release();
    stepwise.release();
  });

  it('keeps the rows of a batch apart when they are copied, put together and dropped', async () => {
    const prefix = decoder.empty(1);
    await decoder.run(embedded(40), 40, prefix);
    const alone: Float32Array[] = [];
    const batch = decoder.empty(0);
    for (const from of [40, 50, 60]) {
      const row = prefix.copy();
      await decoder.run(embedded(1, from), 1, row);
      batch.append(row.copy());
      alone.push((await decoder.run(embedded(1, from + 1), 1, row)).slice());
      row.release();
    }
    expect([batch.batch, batch.length]).toEqual([3, 41]);
    batch.keep([0, 2]);
    const steps = new Float32Array([...embedded(1, 41), ...embedded(1, 61)]);
    const logits = await decoder.run(steps, 1, batch);
    expect([logits.subarray(0, shape.vocabulary), logits.subarray(shape.vocabulary)]).toEqual([
      alone[0],
      alone[2],
    ]);
    expect(alone[0]).not.toEqual(alone[2]);
    // The other way round, and one of them twice: each goes on by itself.
    batch.keep([1, 0, 1]);
    const next = [70, 71, 72].flatMap((from) => [...embedded(1, from)]);
    const three = (await decoder.run(Float32Array.from(next), 1, batch)).slice();
    const parts = [0, 1, 2].map((row) =>
      three.subarray(row * shape.vocabulary, (row + 1) * shape.vocabulary),
    );
    expect(parts[0]).not.toEqual(parts[2]);
    batch.keep([2]);
    const again = decoder.empty(0);
    for (const [from, then] of [
      [60, 72],
      [40, 71],
    ] as const) {
      const row = prefix.copy();
      await decoder.run(embedded(2, from), 2, row);
      expect(await decoder.run(embedded(1, then), 1, row)).toEqual(parts[from === 60 ? 2 : 1]);
      again.append(row);
    }
    const after = (await decoder.run(embedded(2, 80), 1, again)).slice(0, shape.vocabulary);
    expect(await decoder.run(embedded(1, 80), 1, batch)).toEqual(after);
    again.release();
    batch.release();
    prefix.release();
  });

  it('gives the same logits when its weights are laid into another kernel', async () => {
    // The vocabulary ends in the middle of a panel.
    const odd = { hidden: 64, layers: 2, kvHeads: 2, headDimension: 32, vocabulary: 389, contextLength: 64 };
    const { layout, source } = randomWeights(odd);
    const original = await KernelDecoder.open(odd, layout, source);
    const copy = original.copy();
    const copied = await KernelDecoder.open(odd, copy.layout, copy.weights);
    const embeds = numbers(3 * 20 * odd.hidden);
    const caches = [original.empty(3), copied.empty(3)] as const;
    const logits = (await original.run(embeds, 20, caches[0])).slice();
    expect(new Set(logits).size).toBeGreaterThan(1000);
    expect(await copied.run(embeds, 20, caches[1])).toEqual(logits);
  });

  it('takes released pages again', async () => {
    const pages = async () => {
      const cache = decoder.empty(2);
      await decoder.run(embedded(80), 40, cache);
      const rows = cache.rows.flat();
      cache.release();
      return new Set(rows);
    };
    const first = await pages();
    expect(first.size).toBe(4);
    expect(await pages()).toEqual(first);
  });

  it.each([
    ['lacks a matrix', (layout: WeightsLayout) => layout.tensors.splice(3, 1), 'another release'],
    [
      'gives one another shape',
      (layout: WeightsLayout) => Object.assign(layout.tensors[3] ?? {}, { n: 32 }),
      'another release',
    ],
    [
      'points outside its file',
      (layout: WeightsLayout) => Object.assign(layout.tensors[3] ?? {}, { data: 1e9 }),
      'do not match',
    ],
  ])('refuses a layout that %s', async (_, spoil, message) => {
    const layout = structuredClone(weights.layout);
    spoil(layout);
    await expect(KernelDecoder.open(shape, layout, weights.source)).rejects.toThrow(message);
  });

  it(
    'works with or refuses whatever layout the schema lets through',
    async () => {
      const number = fc.oneof(fc.nat(), fc.nat({ max: weights.source.length }), fc.nat({ max: 512 }));
      const field = fc.constantFrom('data', 'scales', 'n', 'k', 'block', 'bytes', 'offset');
      const place = fc.nat({ max: weights.layout.tensors.length - 1 });
      let refused = 0;
      await fc.assert(
        fc.asyncProperty(place, field, number, async (at, name, value) => {
          const layout = structuredClone(weights.layout);
          Object.assign(layout.tensors[at] ?? {}, { [name]: value });
          fc.pre(weightsSchema.safeParse(layout).success);
          try {
            const opened = await KernelDecoder.open(shape, layout, weights.source);
            expect(await opened.run(embedded(2), 2, opened.empty(1))).toHaveLength(shape.vocabulary);
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(ElmError);
            refused += 1;
          }
        }),
        { numRuns: FUZZ_RUNS },
      );
      expect(refused).toBeGreaterThan(FUZZ_RUNS / 10);
    },
    FUZZ_TIMEOUT,
  );
});
