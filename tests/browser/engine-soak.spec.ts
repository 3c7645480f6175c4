import { expect, test } from '@playwright/test';
import { tinyRequest } from '../unit/engine/tinyBundle.ts';
import { type ServedHarness, serveHarness } from './engineHarness.ts';

/** Narrations in one page: 20 in an ordinary run, 500 in the nightly one. */
const RUNS = Number(process.env.SOAK_RUNS ?? 20);
/** Growth of memory that counts as flat; the first third of the runs is warm-up. */
const ALLOWED_GROWTH = 1.1;

let served: ServedHarness;
test.beforeAll(async () => {
  served = await serveHarness();
});
test.afterAll(() => served.close());

test('stays well over many narrations with stops, batches and a change of engine', async ({ page }) => {
  test.setTimeout(120_000 + 3000 * RUNS);
  await page.goto(served.url);
  await page.waitForFunction(() => window.harness !== undefined);
  const request = tinyRequest({ maxTokens: 40, temperature: 1 });
  const plain = { ...request, slots: request.slots.map((slot) => ({ ...slot, values: [...slot.values] })) };

  const { finishes, memory } = await page.evaluate(
    async ({ plain, runs }) => {
      const slots = plain.slots.map((slot) => ({ ...slot, values: Float32Array.from(slot.values) }));
      const bytes = async () => {
        const measure = Reflect.get(performance, 'measureUserAgentSpecificMemory') as () => Promise<{
          bytes: number;
        }>;
        return (await measure.call(performance)).bytes;
      };
      const finishes: Record<string, number> = {};
      const memory: number[] = [];
      let engine = await window.harness.worker('tiny');
      for (let run = 0; run < runs; run++) {
        if (run % 50 === 49) {
          await engine.dispose();
          engine = await window.harness.worker('tiny');
        }
        const controller = new AbortController();
        const stopAt = run % 3 === 0 ? 1 + (run % 13) : 0;
        const width = run % 5 === 0 ? 4 : 1;
        const requests = Array.from({ length: width }, (_, i) => ({
          ...plain,
          slots,
          settings: { ...plain.settings, seed: run * 10 + i },
        }));
        const results = await engine.narrateBatch(
          requests,
          (_, chunk) => {
            if (chunk.tokens === stopAt) controller.abort();
          },
          controller.signal,
        );
        for (const { finish } of results) finishes[finish] = (finishes[finish] ?? 0) + 1;
        if (run === Math.floor(runs / 3) || run === runs - 1) memory.push(await bytes());
      }
      await engine.dispose();
      return { finishes, memory };
    },
    { plain, runs: RUNS },
  );

  expect(finishes.stopped).toBeGreaterThan(0);
  expect((finishes.end ?? 0) + (finishes.length ?? 0)).toBeGreaterThan(RUNS / 3);
  const [early, late] = memory as [number, number];
  expect(late / early).toBeLessThan(ALLOWED_GROWTH);
});
