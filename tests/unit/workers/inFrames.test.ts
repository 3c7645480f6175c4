import { afterAll, beforeAll, expect, it } from 'vitest';
import { openNodeElm } from '../../../src/engine/node.ts';
import type { ElmEngine } from '../../../src/engine/types.ts';
import { inFrames, type PlacedChunk } from '../../../src/workers/inFrames.ts';
import { openTinyBundle, tinyRequest } from '../engine/tinyBundle.ts';

let engine: ElmEngine;
beforeAll(async () => {
  engine = await openNodeElm(await openTinyBundle());
});
afterAll(() => engine.dispose());

/** What is sent while three texts of 5, 6 and 7 tokens are written, with a clock that goes on so far at each step. */
async function sentWith(stepMs: number) {
  const sent: (readonly PlacedChunk[])[] = [];
  let step = 0;
  const { onChunk, flush } = inFrames(
    3,
    (chunks) => sent.push(chunks),
    () => stepMs * step,
  );
  const requests = Array.from({ length: 3 }, (_, i) => tinyRequest({ temperature: 0, maxTokens: 5 + i }));
  const results = await engine.narrateBatch(requests, (index, chunk) => {
    step = chunk.tokens;
    onChunk(index, chunk);
  });
  flush();
  return { sent, results };
}

it('sends the chunks of a step together, each text in its order, where a step takes a frame', async () => {
  const { sent } = await sentWith(16);
  const tokens = sent.map((step) => step.map(({ chunk }) => chunk.tokens));
  expect(tokens).toEqual([[1, 1, 1], [2, 2, 2], [3, 3, 3], [4, 4, 4], [5, 5, 5], [6, 6], [7]]);
  expect(sent[5]?.map(({ index }) => index)).toEqual([1, 2]);
});

it('sends the first step at once and then the newest of each text once a frame', async () => {
  const { sent, results } = await sentWith(6);
  // The frames end 16 ms after the first step and after the fourth.
  expect(sent.map((step) => step.map(({ index, chunk }) => [index, chunk.tokens]))).toEqual([
    [
      [0, 1],
      [1, 1],
      [2, 1],
    ],
    [
      [0, 4],
      [1, 4],
      [2, 4],
    ],
    [
      [0, 5],
      [1, 6],
      [2, 7],
    ],
  ]);
  const texts = results.map((_, at) => sent.flat().findLast(({ index }) => index === at)?.chunk.text);
  expect(texts).toEqual(results.map(({ text }) => text));
});

it('sends those of a single text as they come', async () => {
  const at: number[] = [];
  const { onChunk } = inFrames(1, () => at.push(written));
  let written = 0;
  await engine.narrate(tinyRequest({ temperature: 0, maxTokens: 5 }), (chunk) => {
    written += 1;
    onChunk(0, chunk);
  });
  expect(at).toEqual([1, 2, 3, 4, 5]);
});
