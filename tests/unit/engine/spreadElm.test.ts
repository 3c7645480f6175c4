import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ElmError } from '../../../src/core/errors.ts';
import type { LocalElm } from '../../../src/engine/localElm.ts';
import { openNodeElm } from '../../../src/engine/node.ts';
import { SpreadElm } from '../../../src/engine/spreadElm.ts';
import type { ElmEngine, NarrationChunk, NarrationResult } from '../../../src/engine/types.ts';
import { openCopy } from '../../../src/engine/webElm.ts';
import { openTinyBundle, tinyRequest } from './tinyBundle.ts';

const ignore = () => undefined;

/** Texts of several vectors, seeds and lengths. */
const requests = (count: number, tokens = 12) =>
  Array.from({ length: count }, (_, i) =>
    tinyRequest({ seed: i, maxTokens: tokens + (i % 3), temperature: i % 2 }, 0.1 * i - 0.3),
  );

describe('an ELM spread over several engines', () => {
  let first: LocalElm;
  let manifest: Parameters<typeof openCopy>[0];
  const opened: ElmEngine[] = [];
  const disposed: ElmEngine[] = [];

  beforeAll(async () => {
    const bundle = await openTinyBundle();
    manifest = bundle.manifest;
    first = await openNodeElm(bundle);
  });
  afterEach(async () => {
    await allOpened();
    opened.length = 0;
    disposed.length = 0;
  });

  /** Helpers that are being opened. */
  let opening = 0;
  async function allOpened(): Promise<void> {
    while (opening > 0) await new Promise((resolve) => setImmediate(resolve));
  }

  /** A real engine on the weights of the first, whose batches go through `around`. */
  async function openHelper(around: Around = (engine, ...given) => engine.narrateBatch(...given)) {
    const copy = first.copy();
    if (!copy) throw new Error('no copy');
    opening += 1;
    const engine = await openCopy(manifest, copy);
    opening -= 1;
    const helper: ElmEngine = {
      info: engine.info,
      narrate: (...given) => engine.narrate(...given),
      narrateBatch: (...given) => around(engine, ...given),
      dispose: async () => {
        disposed.push(helper);
        await engine.dispose();
      },
    };
    opened.push(helper);
    return helper;
  }

  /** All helpers are there. */
  async function spreadOver(size: number, around?: Around): Promise<SpreadElm> {
    const spread = new SpreadElm(first, () => openHelper(around), size);
    await spread.narrateBatch(requests(2, 1), ignore);
    await allOpened();
    expect(opened).toHaveLength(size - 1);
    return spread;
  }

  it.each([
    [2, 2],
    [2, 8],
    [3, 16],
    [4, 5],
  ])('on %i engines writes %i texts as one engine writes them singly', async (size, count) => {
    let helped = 0;
    const spread = await spreadOver(size, (engine, given, ...rest) => {
      helped += given.length;
      return engine.narrateBatch(given, ...rest);
    });
    helped = 0;
    const tokens: number[][] = Array.from({ length: count }, () => []);
    const batch = await spread.narrateBatch(requests(count), (index, chunk) => {
      tokens[index]?.push(chunk.tokens);
    });
    // Each helper had a share at least.
    const share = Math.min(4, Math.ceil(count / size));
    expect(helped).toBeGreaterThanOrEqual(Math.min(count, share * (size - 1)));
    expect(batch).toHaveLength(count);
    for (const [i, request] of requests(count).entries()) {
      const { text, finish, tokens: length } = await first.narrate(request, ignore);
      expect(batch[i]).toMatchObject({ text, finish, tokens: length });
      expect(tokens[i]).toEqual(Array.from({ length }, (_, at) => at + 1));
    }
    await Promise.all(opened.map((helper) => helper.dispose()));
  });

  it('does not wait for helpers, and asks for none before the first batch', async () => {
    let asked = 0;
    let give: (engine: ElmEngine) => void = ignore;
    const spread = new SpreadElm(
      first,
      () => {
        asked += 1;
        return new Promise((resolve) => {
          give = resolve;
        });
      },
      2,
    );
    await spread.narrate(tinyRequest(), ignore);
    expect(asked).toBe(0);
    const results = await spread.narrateBatch(requests(4), ignore);
    expect([asked, results.length]).toEqual([1, 4]);
    // Of the second half the times count from the batch's start too.
    expect(results[3]?.secondsToFirst).toBeGreaterThan(results[0]?.seconds ?? Number.NaN);
    give(await openHelper());
    await spread.narrateBatch(requests(4), ignore);
    expect(asked).toBe(1);
  });

  it('stops all texts within a step of an abort, also those that wait', async () => {
    const spread = await spreadOver(2);
    const controller = new AbortController();
    let after = 0;
    const results = await spread.narrateBatch(
      requests(6, 100).map((request) => ({ ...request, settings: { ...request.settings, temperature: 0 } })),
      (index, { tokens }) => {
        if (controller.signal.aborted) after += 1;
        if (index === 4 && tokens === 3) controller.abort();
      },
      controller.signal,
    );
    expect(results.map(({ finish }) => finish)).toEqual(Array(6).fill('stopped'));
    // The texts beside it in the same step.
    expect(after).toBeLessThanOrEqual(2);
    expect((await spread.narrateBatch(requests(2), ignore, AbortSignal.abort())).map(textOf)).toEqual([
      '',
      '',
    ]);
  });

  it('goes on without a helper that stops in the middle, with the same texts, and opens another one', async () => {
    let losses = 0;
    let isChosen = false;
    const spread = await spreadOver(3, async (engine, given, onChunk, signal) => {
      if (given.length === 1 || isChosen) return engine.narrateBatch(given, onChunk, signal);
      isChosen = true;
      return new Promise((_, reject) => {
        const lost = new AbortController();
        const forward = (index: number, chunk: NarrationChunk) => {
          if (lost.signal.aborted) return;
          onChunk(index, chunk);
          if (chunk.tokens < 5) return;
          losses += 1;
          lost.abort();
          reject(new ElmError('unexpected', 'stopped working', 'reload'));
        };
        void engine.narrateBatch(given, forward, lost.signal);
      });
    });
    const again: number[] = [];
    let last = 0;
    const lostTokens = (index: number, { tokens }: NarrationChunk) => {
      if (index === 0) {
        if (tokens <= last) again.push(tokens);
        last = tokens;
      }
    };
    const batch = await spread.narrateBatch(requests(9), lostTokens);
    expect(losses).toBe(1);
    expect(batch.map(textOf)).toEqual((await first.narrateBatch(requests(9), ignore)).map(textOf));
    expect(disposed).toHaveLength(1);
    // The text that was lost starts over once.
    expect(again).toEqual([1]);
    const before = opened.length;
    await spread.narrateBatch(requests(9), ignore);
    await allOpened();
    expect(opened.length).toBe(before + 1);
  });

  it('replaces helpers twice and then does without', async () => {
    const lost = () => Promise.reject(new ElmError('unexpected', 'stopped working', 'reload'));
    const spread = await spreadOver(2, lost);
    const alone = (await first.narrateBatch(requests(4), ignore)).map(textOf);
    for (let batch = 0; batch < 6; batch++) {
      expect((await spread.narrateBatch(requests(4), ignore)).map(textOf)).toEqual(alone);
      await allOpened();
    }
    expect([opened.length, disposed.length]).toEqual([3, 3]);
  });

  it('does without helpers that cannot be opened', async () => {
    const spread = new SpreadElm(first, () => Promise.reject(new Error('no memory')), 4);
    const alone = (await first.narrateBatch(requests(4), ignore)).map(textOf);
    for (let batch = 0; batch < 2; batch++) {
      expect((await spread.narrateBatch(requests(4), ignore)).map(textOf)).toEqual(alone);
    }
  });

  it.each([0, 3])('refuses a batch whose text %i has no vector, and writes nothing more', async (bad) => {
    const spread = await spreadOver(2);
    let settled = false;
    let later = 0;
    const given = requests(4, 60).map((request, i) => (i === bad ? { ...request, slots: [] } : request));
    const attempt = spread.narrateBatch(given, () => {
      if (settled) later += 1;
    });
    await expect(attempt).rejects.toMatchObject({ code: 'bad-vector' });
    settled = true;
    expect((await spread.narrateBatch(requests(2), ignore)).map(textOf)).not.toContain('');
    expect(later).toBe(0);
  });

  it('ends its helpers with itself, also one that comes later', async () => {
    const own = await openNodeElm(await openTinyBundle());
    let give: (engine: ElmEngine) => void = ignore;
    const later = new Promise<ElmEngine>((resolve) => {
      give = resolve;
    });
    const waiting = [openHelper(), later];
    const spread = new SpreadElm(own, () => waiting.shift() as Promise<ElmEngine>, 3);
    await spread.narrateBatch(requests(2), ignore);
    await spread.dispose();
    give(await openHelper());
    while (disposed.length < 2) await new Promise((resolve) => setImmediate(resolve));
    expect(new Set(disposed)).toEqual(new Set(opened));
  });
});

type Around = (
  engine: ElmEngine,
  ...given: Parameters<ElmEngine['narrateBatch']>
) => Promise<NarrationResult[]>;

function textOf({ text }: NarrationResult): string {
  return text;
}
