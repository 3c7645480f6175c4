import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/core/random.ts';
import { Sampler } from '../../../src/core/sampling.ts';
import { PlainScoreRow, type ScoreRow } from '../../../src/core/scoreRow.ts';
import { KernelScoreRow } from '../../../src/engine/kernel/kernelScoreRow.ts';
import { Arena, type Kernel, startKernel } from '../../../src/engine/kernel/module.ts';

/** What a row finds in `scores`. */
function found(row: ScoreRow, scores: Float32Array, weighing: readonly [factor: number, least: number]) {
  row.scores.set(scores);
  const largest = row.largest();
  const kept = row.weigh(...weighing);
  return { largest, ids: row.ids.slice(0, kept), weights: row.weights.slice(0, kept), total: row.total };
}

describe('the kernel in a row of scores', () => {
  let kernel: Kernel;
  const kernelRow = (vocabulary: number) => new KernelScoreRow(kernel, new Arena(kernel.memory), vocabulary);

  beforeAll(async () => {
    kernel = await startKernel();
  });

  /** Temperatures 0.05 to 5, and the least exponents of top-k and top-p. */
  const weighing = fc.tuple(
    fc.double({ min: 0.2, max: 20, noNaN: true }),
    fc.constantFrom(Number.NEGATIVE_INFINITY, -20, Math.log(1e-5), Math.log(0.5)),
  );

  it('finds what plain arithmetic finds, to the last bit, whatever stands there', () => {
    const score = fc.oneof(
      { weight: 6, arbitrary: fc.float({ min: -20, max: 20, noNaN: true }) },
      { weight: 2, arbitrary: fc.integer({ min: -3, max: 3 }) },
      fc.constantFrom(Number.NEGATIVE_INFINITY, Number.NaN, -0, -3e38),
    );
    let weighed = 0;
    fc.assert(
      fc.property(fc.array(score, { minLength: 1, maxLength: 150 }), weighing, (values, how) => {
        const scores = Float32Array.from(values);
        const plain = found(new PlainScoreRow(scores.length), scores, how);
        expect(found(kernelRow(scores.length), scores, how)).toEqual(plain);
        weighed += plain.ids.length;
      }),
      { numRuns: 500 },
    );
    expect(weighed).toBeGreaterThan(1000);
  });

  it('weighs scores at the very edge of what is weighed exactly as plain arithmetic does', () => {
    const bits = new Uint32Array(1);
    const float = new Float32Array(bits.buffer);
    let inside = 0;
    const edge = 40;
    fc.assert(
      fc.property(
        fc.float({ min: -20, max: 20, noNaN: true }),
        fc.double({ min: 0.05, max: 5, noNaN: true }),
        (top, temperature) => {
          // The neighbours in float32 of the score whose exponent is -20.
          float[0] = top - 20 * temperature;
          const middle = bits[0] as number;
          const near = Array.from({ length: edge }, (_, i) => {
            bits[0] = middle + i - edge / 2;
            return float[0] as number;
          });
          const scores = Float32Array.from([top, ...near.filter((value) => value <= top)]);
          const how = [1 / temperature, -20] as const;
          const plain = found(new PlainScoreRow(scores.length), scores, how);
          expect(found(kernelRow(scores.length), scores, how)).toEqual(plain);
          if (plain.ids.length > 1 && plain.ids.length < scores.length) inside += 1;
        },
      ),
      { numRuns: 500 },
    );
    expect(inside).toBeGreaterThan(400);
  });

  it('draws the tokens that plain arithmetic draws, over seeds and settings, of rows as long as the shipped ones', () => {
    const vocabulary = 8192;
    const random = seededRandom(3);
    const rows = Array.from({ length: 24 }, () =>
      Float32Array.from({ length: vocabulary }, () => -8 + 5 * (random() + random() + random() - random())),
    );
    const both = [new PlainScoreRow(vocabulary), kernelRow(vocabulary)];
    const tokens = new Set<number>();
    for (const temperature of [0, 0.4, 0.8, 1.5]) {
      for (const [topK, topP] of [
        [0, 0.9],
        [0, 1],
        [40, 1],
        [40, 0.9],
      ] as const) {
        for (let seed = 0; seed < 3; seed += 1) {
          const settings = { temperature, topK, topP, repetitionPenalty: 1.2, seed };
          const [plain, kernel] = both.map((row) => {
            const sampler = new Sampler(settings, row);
            return rows.map((logits) => sampler.sample(logits));
          });
          expect(kernel).toEqual(plain);
          for (const token of plain ?? []) tokens.add(token);
        }
      }
    }
    expect(tokens.size).toBeGreaterThan(300);
  });

  it('goes on after the memory has grown', () => {
    const arena = new Arena(kernel.memory);
    const row = new KernelScoreRow(kernel, arena, 5);
    const scores = Float32Array.of(1, 5, 2, 5, 4);
    const how = [1, -20] as const;
    const before = found(row, scores, how);
    arena.take(kernel.memory.buffer.byteLength);
    expect(
      found(
        row,
        scores.map((score) => -score),
        how,
      ).largest,
    ).toBe(0);
    expect(found(row, scores, how)).toEqual(before);
  });
});
