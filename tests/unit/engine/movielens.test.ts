import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openBundle } from '../../../src/bundle/load.ts';
import { DiskSource } from '../../../src/bundle/node-source.ts';
import type { Golden } from '../../../src/bundle/schema.ts';
import { dot } from '../../../src/core/vectors.ts';
import { openNodeElm, openNodeEncoder } from '../../../src/engine/node.ts';
import { selfTest } from '../../../src/engine/selfTest.ts';

const folder = fileURLToPath(new URL('../../../models/movielens', import.meta.url));

// Loads 40 MB of weights and computes with them: 6 s on an idle core, more on a busy one.
describe('the bundle that ships', { timeout: 180_000 }, () => {
  it('gives the logits and the greedy tokens that Python got', async () => {
    const bundle = await openBundle(new DiskSource(folder));
    const golden = (await bundle.golden()) as Golden;
    const engine = await openNodeElm(bundle);
    const result = await selfTest(engine, golden, true);
    expect(result.failure).toBeNull();
    expect(result.worst).toBeLessThan(golden.tolerance.logits);
    for (const test of golden.cases) {
      const slots = test.slots.map(({ space, values }) => ({ space, values: Float32Array.from(values) }));
      const logits = await engine.logitsAfter(test.prompt, slots, test.greedy.slice(0, -1));
      expect(logits.map((row) => row.indexOf(Math.max(...row)))).toEqual(test.greedy);
    }
    await engine.dispose();
  });

  it('ends a list with the bullet that was asked for last', async () => {
    const bundle = await openBundle(new DiskSource(folder));
    const engine = await openNodeElm(bundle);
    const prompt = 'In ten bullet points, describe the attributes and characteristics of the viewer {0}.';
    const size = bundle.manifest.spaces.behavioral?.dimension ?? 0;
    const request = {
      prompt,
      slots: [{ space: 'behavioral' as const, values: new Float32Array(size).fill(0.1) }],
      settings: {
        temperature: 0,
        topK: 0,
        topP: 1,
        repetitionPenalty: 1.2,
        seed: 0,
        maxTokens: 260,
        bestOf: 1,
      },
    };
    const whole = await engine.narrate(request, () => undefined);
    const three = await engine.narrate({ ...request, bullets: 3 }, () => undefined);
    expect(whole.text.match(/(?:^|\n)\*\s/g)?.length).toBeGreaterThan(3);
    expect(three.text.match(/(?:^|\n)\*\s/g)).toHaveLength(3);
    expect(whole.text.startsWith(three.text)).toBe(true);
    expect(three.finish).toBe('end');
    await engine.dispose();
  });

  it('gives the sentence vectors that Python got, also of a text over the limit', async () => {
    const bundle = await openBundle(new DiskSource(folder));
    const golden = (await bundle.golden()) as Golden;
    const encoder = await openNodeEncoder(bundle);
    const texts = golden.encoder.map(({ text }) => text);
    expect(texts.map((text) => encoder.tokenIds(text))).toEqual(
      golden.encoder.map(({ tokenIds }) => tokenIds),
    );
    const vectors = await encoder.encode(texts);
    for (const [i, { vector }] of golden.encoder.entries()) {
      const got = vectors[i] as Float32Array;
      expect(dot(got, vector)).toBeCloseTo(1, 5);
      expect(Math.max(...got.map((value, at) => Math.abs(value - (vector[at] as number))))).toBeLessThan(
        golden.tolerance.encoder,
      );
    }
    await encoder.dispose();
    // Fifty texts of up to 256 tokens on whatever cores are free.
  }, 240_000);
});
