import { expect, test } from '@playwright/test';
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

test('stays well over many narrations with stops, batches, other tasks and other backends', async ({
  page,
}) => {
  test.setTimeout(300_000 + 6000 * RUNS);
  await page.goto(served.url);
  await page.waitForFunction(() => window.harness !== undefined);

  const { finishes, backends, tasks, memory } = await page.evaluate(async (runs) => {
    let state = 12_345;
    const random = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32;
    };
    const known = await (await window.harness.bundle('tiny')).tasks();
    const sizes = { semantic: 16, behavioral: 8 };
    const finishes: Record<string, number> = {};
    const backends: Record<string, number> = {};
    const tasks = new Set<string>();
    const memory: { run: number; megabytes: number }[] = [];
    let run = 0;

    const measure = async () => {
      const of = Reflect.get(performance, 'measureUserAgentSpecificMemory') as () => Promise<{
        bytes: number;
      }>;
      const { bytes } = await of.call(performance);
      memory.push({ run, megabytes: Math.round(bytes / 1e4) / 100 });
    };
    type Engine = Awaited<ReturnType<typeof window.harness.worker>>;
    const narrate = async (engine: Engine, count: number, maxTokens: number) => {
      const name = engine.info.backend;
      for (const end = Math.min(runs, run + count); run < end; run++) {
        const task = known[Math.floor(random() * known.length)] as (typeof known)[number];
        tasks.add(task.id);
        const controller = new AbortController();
        const stopAt = random() < 0.35 ? Math.floor(random() * 13) : -1;
        if (stopAt === 0) controller.abort();
        const requests = Array.from({ length: random() < 0.2 ? 4 : 1 }, (_, i) => ({
          prompt: task.prompt,
          slots: task.slots.map((space) => ({
            space,
            values: Float32Array.from({ length: sizes[space] }, () => random() - 0.5),
          })),
          settings: {
            temperature: 1,
            topK: 0,
            topP: 0.95,
            repetitionPenalty: 1.1,
            seed: run * 10 + i,
            maxTokens,
            bestOf: 1,
          },
        }));
        // A batch's first words come at once, later ones once a frame, in which these texts may end.
        const words = requests.length > 1 ? Math.min(stopAt, 1) : stopAt;
        const onChunk = (_: number, { tokens }: { tokens: number }) => {
          if (tokens === words) controller.abort();
        };
        const results = await engine.narrateBatch(requests, onChunk, controller.signal);
        for (const { finish } of results) finishes[finish] = (finishes[finish] ?? 0) + 1;
        backends[name] = (backends[name] ?? 0) + 1;
      }
    };

    const period = Math.min(runs, 100);
    while (run < runs) {
      // Memory is compared on one backend, at the middle and the end of each of its stretches.
      const one = await window.harness.worker('tiny', { backend: 'wasm' });
      for (const half of [0, 1]) {
        await narrate(one, Math.ceil((0.45 * period) / 2) - half, 40);
        await measure();
      }
      await one.dispose();
      const another = await window.harness.worker('tiny', { backend: 'wasm' });
      await narrate(another, Math.floor(0.45 * period), 40);
      await another.dispose();
      // In software a graphics card takes its time.
      const gpu = await window.harness.worker('tiny', { backend: 'webgpu', allowSoftwareGpu: true });
      await narrate(gpu, period - ((run - 1) % period) - 1, 3);
      await gpu.dispose();
    }
    return { finishes, backends, tasks: tasks.size, memory };
  }, RUNS);

  const early = memory.find(({ run }) => run >= RUNS / 3) ?? memory[0];
  const growth = (memory.at(-1)?.megabytes as number) / (early?.megabytes as number);
  console.log(JSON.stringify({ runs: RUNS, finishes, backends, tasks, memory, growth }));
  expect(finishes.stopped).toBeGreaterThan(0);
  expect((finishes.end ?? 0) + (finishes.length ?? 0)).toBeGreaterThan(RUNS / 3);
  expect(Object.values(backends).reduce((sum, count) => sum + count)).toBe(RUNS);
  expect(Object.keys(backends)).toHaveLength(2);
  expect(growth).toBeLessThan(ALLOWED_GROWTH);
});
