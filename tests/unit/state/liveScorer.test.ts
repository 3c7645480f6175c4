import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SentenceEncoder } from '../../../src/engine/types.ts';
import { LiveScorer, mayScore } from '../../../src/state/liveScorer.ts';

/** A clock that stands still but for the encoder, which takes `cost` of its milliseconds for each text. */
function timed(cost: number, fails = false) {
  const clock = { now: 1000 };
  const times = { cost };
  const texts: string[] = [];
  const encoder: SentenceEncoder = {
    dimension: 1,
    async encode([text = '']) {
      texts.push(text);
      await Promise.resolve();
      clock.now += times.cost;
      if (fails) throw new Error('broken');
      return [Float32Array.of(text.length)];
    },
    dispose: async () => undefined,
  };
  const scores: number[] = [];
  const scorer = () =>
    new LiveScorer(
      () => encoder,
      ([score = 0]) => scores.push(score),
      () => clock.now,
    );
  return { clock, times, texts, scores, scorer };
}

/** Whatever is under way ends. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

/** Writes a text of `length` words, one every `every` milliseconds; what it scored, by words. */
async function write(
  { clock, texts, scorer }: ReturnType<typeof timed>,
  every: number,
  length: number,
): Promise<number[]> {
  const live = scorer();
  const before = texts.length;
  for (let words = 1; words <= length; words++, clock.now += every) {
    live.offer('x'.repeat(words));
    await settled();
  }
  live.close();
  return texts.slice(before).map((text) => text.length);
}

describe('whether a scoring may begin', () => {
  it('is decided by what it will cost, the first as every other', () => {
    expect(mayScore(25, 0, 25)).toBe(false);
    expect(mayScore(249, 0, 25)).toBe(false);
    expect(mayScore(250, 0, 25)).toBe(true);
    expect(mayScore(499, 25, 25)).toBe(false);
    expect(mayScore(500, 25, 25)).toBe(true);
    // As long as none was measured.
    expect(mayScore(100, 0, undefined)).toBe(false);
    expect(mayScore(500, 0, undefined)).toBe(true);
    // One that took a minute in a page that slept is not the end of all others.
    expect(mayScore(2000, 0, 60_000)).toBe(true);
  });

  it('never lets a scoring of known cost exceed a tenth of the time before it', () => {
    const milliseconds = fc.double({ min: 0, max: 200, noNaN: true });
    fc.assert(
      fc.property(milliseconds, fc.array(milliseconds, { maxLength: 60 }), (cost, steps) => {
        let [writing, spent] = [0, 0];
        for (const step of steps) {
          writing += 10 * step;
          if (!mayScore(writing, spent, cost)) continue;
          spent += cost;
          expect(spent).toBeLessThanOrEqual(writing / 10 + 1e-9);
        }
      }),
    );
  });
});

describe('the live score', () => {
  it('takes no more than a tenth of the time of a slow text', async () => {
    const page = timed(20);
    const scored = await write(page, 10, 300);
    expect(scored.length).toBeGreaterThan(10);
    expect(20 * scored.length).toBeLessThanOrEqual((300 * 10 + 20 * scored.length) / 10);
    expect(page.scores).toEqual(scored);
  });

  it('lets a text that is written at once alone, before and after it knows what a scoring costs', async () => {
    const page = timed(25);
    expect(await write(page, 0.3, 78)).toEqual([]);
    const [first = 0] = await write(page, 10, 100);
    expect(first).toBe(51);
    expect(await write(page, 0.3, 78)).toEqual([]);
  });

  it('remembers from text to text what a scoring costs', async () => {
    const page = timed(5);
    expect((await write(page, 10, 100))[0]).toBe(51);
    expect((await write(page, 10, 100))[0]).toBe(6);
    page.times.cost = 5000;
    await write(page, 10, 100);
    page.times.cost = 5;
    // The most that is feared is 200 ms.
    expect((await write(page, 10, 300))[0]).toBe(201);
    expect((await write(page, 10, 100))[0]).toBe(6);
  });

  it('scores one text at a time, and none that is blank or comes after the end', async () => {
    const { clock, texts, scores, scorer } = timed(0);
    const live = scorer();
    live.offer('o');
    clock.now += 1000;
    live.offer(' ');
    live.offer('one');
    live.offer('one two');
    live.close();
    await settled();
    live.offer('one two three');
    await settled();
    expect(texts).toEqual(['one']);
    expect(scores).toEqual([]);
  });

  it('goes on after an encoder failed', async () => {
    expect((await write(timed(10, true), 10, 130)).length).toBeGreaterThan(1);
  });
});
