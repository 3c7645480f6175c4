import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNodeElm } from '../../../src/engine/node.ts';
import type { ElmEngine } from '../../../src/engine/types.ts';
import { Caller } from '../../../src/workers/caller.ts';
import { inFrames } from '../../../src/workers/inFrames.ts';
import type { ElmCalls } from '../../../src/workers/protocol.ts';
import { serve } from '../../../src/workers/serve.ts';
import { openTinyBundle, tinyRequest } from '../engine/tinyBundle.ts';

describe('a narration over a message channel', () => {
  let engine: ElmEngine;
  const { port1, port2 } = new MessageChannel();

  beforeAll(async () => {
    engine = await openNodeElm(await openTinyBundle());
    serve<Pick<ElmCalls, 'narrate'>>(port2, {
      async narrate({ requests }, { send, signal }) {
        const { onChunk, flush } = inFrames(requests.length, send);
        const results = await engine.narrateBatch(requests, onChunk, signal);
        flush();
        return { results, info: engine.info };
      },
    });
  });
  afterAll(async () => {
    port1.close();
    port2.close();
    await engine.dispose();
  });

  it('writes two more tokens at most after the call is aborted, and says how far it came', async () => {
    const caller = new Caller<Pick<ElmCalls, 'narrate'>>(port1);
    const controller = new AbortController();
    let seen = 0;
    const { results } = await caller.call(
      'narrate',
      { requests: [tinyRequest({ maxTokens: 100, temperature: 0 })] },
      {
        onEvent: (step) => {
          seen = step.at(-1)?.chunk.tokens ?? seen;
          if (seen === 5) controller.abort();
        },
        signal: controller.signal,
      },
    );
    expect(results[0]?.finish).toBe('stopped');
    expect(results[0]?.tokens).toBe(seen);
    // The engine lets messages in between two steps: the chunk takes one such turn, the cancel another.
    expect(seen).toBeLessThanOrEqual(7);
  });
});
