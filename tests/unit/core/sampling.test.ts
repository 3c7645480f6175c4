import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expOfNegative } from '../../../src/core/fastExp.ts';
import { seededRandom } from '../../../src/core/random.ts';
import { Sampler, type SamplingSettings } from '../../../src/core/sampling.ts';
import { PlainScoreRow } from '../../../src/core/scoreRow.ts';
import { KernelScoreRow } from '../../../src/engine/kernel/kernelScoreRow.ts';
import { Arena, startKernel } from '../../../src/engine/kernel/module.ts';

const PLAIN: SamplingSettings = { temperature: 1, topK: 0, topP: 1, repetitionPenalty: 1, seed: 1 };
const kernel = await startKernel();
const logits = Float32Array.of(2, 1, 0, -1, -8);

/** How often each token is drawn from the same logits by samplers that forget what they drew. */
function shares(settings: Partial<SamplingSettings>, draws = 4000): number[] {
  const sampler = new Sampler({ ...PLAIN, ...settings }, new PlainScoreRow(logits.length));
  const counts = logits.map(() => 0);
  for (let i = 0; i < draws; i += 1) {
    const token = sampler.sample(logits);
    counts[token] = (counts[token] as number) + 1;
  }
  return [...counts].map((count) => count / draws);
}

function softmax(temperature: number, kept: number): number[] {
  const weights = [...logits].map((value, i) => (i < kept ? Math.exp(value / temperature) : 0));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

function expectShares(actual: number[], expected: number[]): void {
  for (const [i, share] of expected.entries())
    expect(Math.abs((actual[i] as number) - share)).toBeLessThan(0.03);
}

/** The tokens that a sampler of `settings` draws from one row after another, by sorting each of them whole. */
function drawnBySorting(rows: readonly Float32Array[], settings: SamplingSettings): number[] {
  const { temperature, topK, topP, seed } = settings;
  const random = seededRandom(seed);
  const sum = (tokens: readonly { weight: number }[]) => tokens.reduce((all, { weight }) => all + weight, 0);
  return rows.map((row) => {
    const top = Math.max(...row);
    const all = [...row].map((score, token) => ({ token, weight: Math.exp((score - top) / temperature) }));
    const sorted = all.toSorted((a, b) => b.weight - a.weight || a.token - b.token);
    const likeliest = topK > 0 ? sorted.slice(0, topK) : sorted;
    const total = sum(likeliest);
    const edge = likeliest.findIndex((_, i) => sum(likeliest.slice(0, i + 1)) >= topP * total);
    const nucleus = likeliest.slice(0, edge + 1);
    const aim = random() * sum(nucleus);
    const drawn = nucleus.findIndex((_, i) => sum(nucleus.slice(0, i + 1)) > aim);
    return nucleus.at(drawn)?.token ?? -1;
  });
}

describe('e^x of what is not above 0', () => {
  it('agrees with Math.exp down to e^-700, and is 0 below', () => {
    for (let x = 0; x > -700; x -= 0.137) {
      expect(Math.abs(expOfNegative(x) / Math.exp(x) - 1)).toBeLessThan(1e-12);
    }
    expect([expOfNegative(0), expOfNegative(-1000), expOfNegative(Number.NEGATIVE_INFINITY)]).toEqual([
      1, 0, 0,
    ]);
  });
});

describe('the sum of weights that are known roughly', () => {
  it('is right to 1e-4 where every exponent is as likely, and within 0.3 % for each', () => {
    for (const temperature of [0.05, 0.5, 2]) {
      const row = new PlainScoreRow(4000);
      row.scores.set(row.scores.map((_, i) => 11 - (i * temperature) / 210));
      const kept = row.weigh(1 / temperature, Math.log(0.5));
      expect(kept).toBeLessThan(200);
      const exact = [...row.scores].reduce((sum, score) => sum + Math.exp((score - 11) / temperature), 0);
      expect(Math.abs(row.total / exact - 1)).toBeLessThan(1e-4);
    }
    for (let exponent = -0.7; exponent > -19; exponent -= 0.0317) {
      const row = new PlainScoreRow(2);
      row.scores.set([3, 3 + exponent]);
      row.weigh(1, -0.5);
      const rough = row.total - 1;
      expect(Math.abs(rough / Math.exp((row.scores[1] as number) - 3) - 1)).toBeLessThan(0.003);
    }
  });
});

describe('Sampler', () => {
  it('draws by the softmax at its temperature', () => {
    expectShares(shares({}), softmax(1, 5));
    expectShares(shares({ temperature: 0.5 }), softmax(0.5, 5));
  });

  it('keeps the k likeliest, the nucleus, or the nucleus of the k likeliest', () => {
    expectShares(shares({ topK: 2 }), softmax(1, 2));
    expectShares(shares({ topP: 0.8 }), softmax(1, 2));
    expectShares(shares({ topP: 0.01 }), softmax(1, 1));
    expectShares(shares({ topK: 3, topP: 0.95 }), softmax(1, 3));
    expectShares(shares({ topK: 3, topP: 0.85 }), softmax(1, 2));
  });

  it('passes over tokens that weigh nothing, also among the k likeliest', () => {
    const spread = Float32Array.of(2, -1000, -1000, 1, Number.NEGATIVE_INFINITY, 0, -1000);
    const kept = [
      [{ topK: 5 }, 3] as const,
      [{ topP: 0.999 }, 3] as const,
      [{ topK: 5, topP: 0.9 }, 2] as const,
    ];
    for (const [chosen, count] of kept) {
      const sampler = new Sampler({ ...PLAIN, ...chosen }, new PlainScoreRow(spread.length));
      const drawn = Array.from({ length: 3000 }, () => sampler.sample(spread));
      const share = (token: number) => drawn.filter((one) => one === token).length / drawn.length;
      expectShares([share(0), share(3), share(5)], softmax(1, count).slice(0, 3));
    }
  });

  it.each([
    ['plain arithmetic', (size: number) => new PlainScoreRow(size)],
    ['the kernel', (size: number) => new KernelScoreRow(kernel, new Arena(kernel.memory), size)],
  ])(
    'by %s draws what sorting draws, step after step, of rows that most tokens weigh nothing in',
    (_, rowOf) => {
      const random = seededRandom(4);
      // Other tokens matter in each row, more of them in some.
      const rows = Array.from({ length: 400 }, (_, step) =>
        Float32Array.from({ length: 60 }, () =>
          random() < (step % 7) / 10 + 0.1 ? 4 * random() : -100 - random(),
        ),
      );
      for (const topK of [0, 1, 3, 12, 50]) {
        for (const topP of [0.3, 0.7, 0.95, 0.999]) {
          const settings = { ...PLAIN, topK, topP, temperature: 0.8, seed: topK };
          const sampler = new Sampler(settings, rowOf(60));
          expect(rows.map((row) => sampler.sample(row))).toEqual(drawnBySorting(rows, settings));
        }
      }
    },
  );

  it('takes the likeliest at temperature 0, the first of equals', () => {
    const greedy = new Sampler({ ...PLAIN, temperature: 0 }, new PlainScoreRow(4));
    expect(greedy.sample(Float32Array.of(0, 3, 3, 1))).toBe(1);
  });

  it('makes what was written less likely, above and below zero', () => {
    const settings = { ...PLAIN, temperature: 0, repetitionPenalty: 2 };
    const sampler = new Sampler(settings, new PlainScoreRow(3));
    const row = Float32Array.of(3, 2, -1);
    expect([sampler.sample(row), sampler.sample(row), sampler.sample(row)]).toEqual([0, 1, 0]);
    expect([...row]).toEqual([3, 2, -1]);
    const below = new Sampler(settings, new PlainScoreRow(2));
    below.accept(0);
    expect(below.sample(Float32Array.of(-1, -1.5))).toBe(1);
  });

  it('reads the row at an offset', () => {
    const sampler = new Sampler({ ...PLAIN, temperature: 0 }, new PlainScoreRow(2));
    expect(sampler.sample(Float32Array.of(9, 0, 0, 9), 2)).toBe(1);
  });

  it('repeats itself with its seed and keeps within the vocabulary', () => {
    const anyLogits = fc.array(fc.double({ min: -20, max: 20, noNaN: true }), {
      minLength: 2,
      maxLength: 40,
    });
    const anySettings = fc.record({
      temperature: fc.constantFrom(0, 0.3, 1, 3),
      topK: fc.constantFrom(0, 1, 5, 1000),
      topP: fc.constantFrom(0.1, 0.9, 1),
      repetitionPenalty: fc.constantFrom(1, 1.3),
      seed: fc.integer({ min: 0, max: 2 ** 31 }),
    });
    fc.assert(
      fc.property(anyLogits, anySettings, (values, settings) => {
        const row = Float32Array.from(values);
        const draw = () => {
          const sampler = new Sampler(settings, new PlainScoreRow(row.length));
          return Array.from({ length: 20 }, () => sampler.sample(row));
        };
        const tokens = draw();
        expect(draw()).toEqual(tokens);
        expect(tokens.every((token) => token >= 0 && token < row.length)).toBe(true);
      }),
    );
  });
});
