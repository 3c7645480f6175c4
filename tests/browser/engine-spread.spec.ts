import { expect, type Page, test } from '@playwright/test';
import { tinyRequest } from '../unit/engine/tinyBundle.ts';
import { type ServedHarness, serveHarness } from './engineHarness.ts';

let served: ServedHarness;
test.beforeAll(async () => {
  served = await serveHarness();
});
test.afterAll(() => served.close());

/** Requests of several vectors and seeds, in a form that crosses into the page. */
function requests(count: number, maxTokens: number) {
  return Array.from({ length: count }, (_, i) => {
    const { prompt, slots, settings } = tinyRequest(
      { seed: i, maxTokens, temperature: i % 2 },
      0.1 * i - 0.3,
    );
    return { prompt, slots: slots.map((slot) => ({ ...slot, values: [...slot.values] })), settings };
  });
}

/** Opens the harness on a machine of so many cores; `window.workers` are the workers that it starts. */
async function open(page: Page, cores: number): Promise<void> {
  await page.addInitScript((cores) => {
    Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => cores });
    const started: Worker[] = [];
    Object.assign(window, { started });
    window.Worker = class extends Worker {
      constructor(...given: ConstructorParameters<typeof Worker>) {
        super(...given);
        started.push(this);
      }
    };
  }, cores);
  await page.goto(served.url);
  await page.waitForFunction(() => window.harness !== undefined);
}

type Given = ReturnType<typeof requests>;

/**
 * Narrates batches one after the other in workers, then the texts of the last one singly in the page. When the first
 * words of the batch `number` are there, `stop` aborts it and `lose` kills the first helper.
 */
function narrate(
  page: Page,
  batches: readonly Given[],
  act: { readonly what: 'stop' | 'lose'; readonly number: number } | null = null,
) {
  return page.evaluate(
    async ({ batches, act }) => {
      const { started } = window as unknown as { started: Worker[] };
      const filled = (batch: Given) =>
        batch.map(({ slots, ...rest }) => ({
          ...rest,
          slots: slots.map(({ space, values }) => ({ space, values: Float32Array.from(values) })),
        }));
      const plain = ({ text, finish, tokens }: { text: string; finish: string; tokens: number }) => ({
        text,
        finish,
        tokens,
      });
      const engine = await window.harness.worker('tiny');
      // What helpers read must not come from the browser's cache either.
      for (const name of await caches.keys()) await caches.delete(name);
      const results = [];
      const workers = [];
      for (const [number, batch] of batches.entries()) {
        const controller = new AbortController();
        let isDone = number !== act?.number;
        const texts = await engine.narrateBatch(
          filled(batch),
          () => {
            if (isDone) return;
            isDone = true;
            if (act?.what === 'stop') controller.abort();
            else {
              started[1]?.terminate();
              started[1]?.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }));
            }
          },
          controller.signal,
        );
        results.push(texts.map(plain));
        workers.push(started.length);
      }
      const alone = [];
      const local = await window.harness.inPage('tiny');
      for (const request of filled(batches.at(-1) as Given)) {
        alone.push(plain(await local.narrate(request, () => undefined)));
      }
      await engine.dispose();
      return { results, workers, alone };
    },
    { batches, act },
  );
}

/** Texts enough for a helper to be there when the last batch begins. */
const before = Array.from({ length: 6 }, () => requests(16, 100));

test('a batch is written by several workers as each text is written alone, without another download', async ({
  page,
}) => {
  await open(page, 3);
  const asked: string[] = [];
  const watch = (request: { url(): string }) => asked.push(new URL(request.url()).pathname);
  page.on('request', watch);
  const { results, workers, alone } = await narrate(page, [requests(1, 10), ...before, requests(8, 30)]);
  expect(results.at(-1)).toEqual(alone);
  expect(new Set(alone.map(({ text }) => text)).size).toBeGreaterThan(4);
  // One text needs one worker.
  expect(workers[0]).toBe(1);
  expect(workers.at(-1)).toBe(3);
  const weights = asked.filter((path) => path.endsWith('/decoder_q8.bin'));
  // The page's own engine, which writes them alone, has to read them again.
  expect(weights).toHaveLength(2);
});

test('a stop ends the texts of all workers', async ({ page }) => {
  await open(page, 2);
  // Sixteen texts take long enough for the message to arrive before they end, on a busy machine too.
  const long = requests(16, 100).map((request) => ({
    ...request,
    settings: { ...request.settings, temperature: 0 },
  }));
  const act = { what: 'stop', number: before.length } as const;
  const { results } = await narrate(page, [...before, long], act);
  expect(results.at(-1)?.map(({ finish }) => finish)).toEqual(Array(16).fill('stopped'));
});

test('a batch goes on when one of its workers is lost, and the next one has another', async ({ page }) => {
  await open(page, 2);
  const batch = requests(16, 60);
  const act = { what: 'lose', number: before.length } as const;
  const { results, workers, alone } = await narrate(page, [...before, batch, batch], act);
  expect(workers.slice(-2)).toEqual([2, 3]);
  expect(results.slice(-2)).toEqual([alone, alone]);
});

test('a machine of one core keeps to one worker', async ({ page }) => {
  await open(page, 1);
  const { results, workers, alone } = await narrate(page, [requests(4, 20)]);
  expect(results.at(-1)).toEqual(alone);
  expect(workers).toEqual([1]);
});
