import { describe, expect, it } from 'vitest';
import type { SentenceEncoder } from '../../../src/engine/types.ts';
import { LiveScorer } from '../../../src/state/liveScorer.ts';

/** A clock that stands still but for the encoder, which takes `cost` of its milliseconds for each text. */
function timed(cost: number, fails = false) {
  const clock = { now: 1000 };
  const texts: string[] = [];
  const encoder: SentenceEncoder = {
    dimension: 1,
    async encode([text = '']) {
      texts.push(text);
      await Promise.resolve();
      clock.now += cost;
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
  return { clock, texts, scores, scorer };
}

/** Whatever is under way ends. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

/** Offers a longer text every `every` milliseconds until `end`. */
async function write(live: LiveScorer, clock: { now: number }, every: number, end: number) {
  for (let length = 1; clock.now < end; length++, clock.now += every) {
    live.offer('x'.repeat(length));
    await settled();
  }
}

describe('the live score', () => {
  it('takes no more than a tenth of the time', async () => {
    const { clock, texts, scores, scorer } = timed(20);
    await write(scorer(), clock, 1, 3000);
    expect(texts.length).toBeGreaterThan(5);
    expect(texts.length).toBeLessThanOrEqual(10);
    expect(scores).toEqual(texts.map((text) => text.length));
  });

  it('scores one text at a time, and none that is blank or comes after the end', async () => {
    const { texts, scores, scorer } = timed(0);
    const live = scorer();
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
    const { clock, texts, scorer } = timed(10, true);
    await write(scorer(), clock, 1, 1300);
    expect(texts.length).toBeGreaterThan(1);
  });
});
