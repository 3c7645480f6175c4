import { afterAll, beforeAll, expect, it } from 'vitest';
import { openNodeElm } from '../../../src/engine/node.ts';
import type { ElmEngine } from '../../../src/engine/types.ts';
import { inSteps, type PlacedChunk } from '../../../src/workers/inSteps.ts';
import { openTinyBundle, tinyRequest } from '../engine/tinyBundle.ts';

let engine: ElmEngine;
beforeAll(async () => {
  engine = await openNodeElm(await openTinyBundle());
});
afterAll(() => engine.dispose());

/** What is sent while so many texts of 5, 6, 7... tokens are written. */
async function sentFor(texts: number): Promise<(readonly PlacedChunk[])[]> {
  const sent: (readonly PlacedChunk[])[] = [];
  const { onChunk, flush } = inSteps(texts, (step) => sent.push(step));
  const requests = Array.from({ length: texts }, (_, i) => tinyRequest({ temperature: 0, maxTokens: 5 + i }));
  await engine.narrateBatch(requests, onChunk);
  flush();
  return sent;
}

it('sends the chunks of a step together, each text in its order', async () => {
  const sent = await sentFor(3);
  const tokens = sent.map((step) => step.map(({ chunk }) => chunk.tokens));
  expect(tokens).toEqual([[1, 1, 1], [2, 2, 2], [3, 3, 3], [4, 4, 4], [5, 5, 5], [6, 6], [7]]);
  expect(sent[5]?.map(({ index }) => index)).toEqual([1, 2]);
});

it('sends those of a single text as they come', async () => {
  const at: number[] = [];
  const { onChunk } = inSteps(1, () => at.push(written));
  let written = 0;
  await engine.narrate(tinyRequest({ temperature: 0, maxTokens: 5 }), (chunk) => {
    written += 1;
    onChunk(0, chunk);
  });
  expect(at).toEqual([1, 2, 3, 4, 5]);
});
