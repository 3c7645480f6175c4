import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Golden } from '../../../src/bundle/schema.ts';
import { ElmError } from '../../../src/core/errors.ts';
import type { LocalElm } from '../../../src/engine/localElm.ts';
import { openNodeElm } from '../../../src/engine/node.ts';
import { selfTest } from '../../../src/engine/selfTest.ts';
import type { NarrationChunk } from '../../../src/engine/types.ts';
import { openTinyBundle, tinyRequest } from './tinyBundle.ts';

const ignore = () => undefined;

describe('the ELM on the processor', () => {
  let engine: LocalElm;
  let golden: Golden;

  beforeAll(async () => {
    const bundle = await openTinyBundle();
    engine = await openNodeElm(bundle);
    golden = (await bundle.golden()) as Golden;
  });
  afterAll(() => engine.dispose());

  it('agrees with the golden logits and token ids', async () => {
    const result = await selfTest(engine, golden, true);
    expect(result.failure).toBeNull();
    expect(result.worst).toBeLessThan(1e-3);
  });

  it('finds a logit that is off', async () => {
    const wrong = structuredClone(golden);
    const logits = wrong.cases[0]?.logits.values as number[];
    logits[3] = (logits[3] as number) + 0.055;
    const result = await selfTest(engine, wrong, true);
    expect(result.passed).toBe(false);
    expect(result.failure).toMatch(/logit is off by 0\.05/);
  });

  it('decodes the golden tokens greedily', async () => {
    for (const test of golden.cases) {
      const slots = test.slots.map(({ space, values }) => ({ space, values: Float32Array.from(values) }));
      const logits = await engine.logitsAfter(test.prompt, slots, test.greedy.slice(0, -1));
      expect(logits.map((row) => row.indexOf(Math.max(...row)))).toEqual(test.greedy);
    }
  });

  it('gives the same text for the same seed, another for another', async () => {
    const first = await engine.narrate(tinyRequest(), ignore);
    const again = await engine.narrate(tinyRequest(), ignore);
    const other = await engine.narrate(tinyRequest({ seed: 8 }), ignore);
    expect(again.text).toBe(first.text);
    expect(other.text).not.toBe(first.text);
  });

  it('writes the same after it was warmed up, and lets a narration in between', async () => {
    const cold = await engine.narrate(tinyRequest(), ignore);
    const other = await openNodeElm(await openTinyBundle());
    const ends: string[] = [];
    const prompts = Array.from({ length: 12 }, (_, i) => `Take ${i} of the movie {0}.`);
    const warming = other
      .warmUp(prompts.map((prompt) => ({ prompt, slots: ['semantic'] })))
      .then(() => ends.push('warm'));
    const narrated = await other.narrate(tinyRequest({ maxTokens: 1 }), ignore);
    ends.push('narrated');
    await warming;
    expect(ends).toEqual(['narrated', 'warm']);
    expect(cold.text.startsWith(narrated.text)).toBe(true);
    expect((await other.narrate(tinyRequest(), ignore)).text).toBe(cold.text);
    await other.dispose();
  });

  it('depends on the vector', async () => {
    const logitsOf = async (first: number) => {
      const { prompt, slots } = tinyRequest({}, first);
      return (await engine.logitsAfter(prompt, slots, []))[0] as Float32Array;
    };
    const [a, b] = [await logitsOf(0.1), await logitsOf(-2)];
    const furthest = Math.max(...a.map((value, i) => Math.abs(value - (b[i] as number))));
    expect(furthest).toBeGreaterThan(0.01);
  });

  it('streams the whole text so far', async () => {
    const chunks: NarrationChunk[] = [];
    const result = await engine.narrate(tinyRequest({ temperature: 3, topP: 1, maxTokens: 60 }), (chunk) => {
      chunks.push(chunk);
    });
    expect(chunks.at(-1)?.text).toBe(result.text);
    for (const [i, chunk] of chunks.entries()) {
      expect(chunk.tokens).toBe(i + 1);
      expect(result.text.startsWith(chunk.text)).toBe(true);
    }
    expect(result.secondsToFirst).toBeLessThanOrEqual(result.seconds);
  });

  it('narrates a batch in lockstep as it narrates one by one', async () => {
    const requests = [0.1, -0.2, 0.3, 0.1].map((first, i) =>
      tinyRequest({ seed: i, maxTokens: 10 + 5 * i }, first),
    );
    const seen = new Set<number>();
    const batch = await engine.narrateBatch(requests, (index) => seen.add(index));
    expect([...seen].sort()).toEqual([0, 1, 2, 3]);
    for (const [i, request] of requests.entries()) {
      const alone = await engine.narrate(request, ignore);
      expect(batch[i]?.text).toBe(alone.text);
      expect(batch[i]?.tokens).toBe(alone.tokens);
    }
  });

  it('narrates prompts of one length that share different parts in one batch, and one of them twice', async () => {
    const prompts = ['Describe the movie {0} now.', 'Describe {0} the movie now.'];
    const [a, b] = prompts.map((prompt) => engine.tokenIds(prompt, 1)) as [
      readonly number[],
      readonly number[],
    ];
    expect(a.length).toBe(b.length);
    const requests = [0, 1, 0, 1, 1].map((which, i) => ({
      ...tinyRequest({ seed: i }, i === 4 ? 0.1 : 0.1 + 0.2 * which),
      prompt: prompts[which] as string,
    }));
    const batch = await engine.narrateBatch(requests, ignore);
    for (const [i, request] of requests.entries()) {
      expect(batch[i]?.text).toBe((await engine.narrate(request, ignore)).text);
    }
    expect(new Set(batch.map(({ text }) => text)).size).toBe(5);
  });

  it('narrates prompts of different lengths in one batch', async () => {
    const short = { ...tinyRequest(), prompt: 'Describe {0}.' };
    const results = await engine.narrateBatch([tinyRequest(), short, tinyRequest()], ignore);
    expect(results[0]?.text).toBe(results[2]?.text);
    expect(results[1]?.text).toBe((await engine.narrate(short, ignore)).text);
  });

  it('stops within one step of an abort', async () => {
    const controller = new AbortController();
    let after = 0;
    const result = await engine.narrate(
      tinyRequest({ maxTokens: 100, temperature: 0 }),
      (chunk) => {
        if (controller.signal.aborted) after += 1;
        if (chunk.tokens === 3) controller.abort();
      },
      controller.signal,
    );
    expect(result.finish).toBe('stopped');
    expect(result.tokens).toBe(3);
    expect(after).toBe(0);
  });

  it('answers with no text when it is aborted before its turn', async () => {
    const result = await engine.narrate(tinyRequest(), ignore, AbortSignal.abort());
    expect(result).toMatchObject({ finish: 'stopped', text: '', tokens: 0 });
  });

  it('ends at the limit and at the end of the context', async () => {
    const forever = { temperature: 2, topP: 1, maxTokens: 5 };
    expect(await engine.narrate(tinyRequest(forever), ignore)).toMatchObject({ finish: 'length', tokens: 5 });
    const result = await engine.narrate(tinyRequest({ temperature: 0, maxTokens: 10_000 }), ignore);
    expect(result.tokens).toBeLessThan(160);
  });

  it.each([
    ['a vector of another length', [{ space: 'semantic', values: new Float32Array(3) }]],
    ['a value that is not finite', [{ space: 'semantic', values: new Float32Array(16).fill(Number.NaN) }]],
    ['no vector', []],
  ] as const)('refuses %s', async (_, slots) => {
    const attempt = engine.narrate({ ...tinyRequest(), slots }, ignore);
    await expect(attempt).rejects.toBeInstanceOf(ElmError);
    await expect(attempt).rejects.toMatchObject({ code: 'bad-vector' });
  });

  it('works on after a refused request', async () => {
    await engine.narrate({ ...tinyRequest(), slots: [] }, ignore).catch(ignore);
    expect((await engine.narrate(tinyRequest(), ignore)).tokens).toBeGreaterThan(0);
  });
});
