import { expect, type Page, test } from '@playwright/test';
import { tinyRequest } from '../unit/engine/tinyBundle.ts';
import { type ServedHarness, serveHarness } from './engineHarness.ts';

// WebGPU in software compiles its shaders for seconds, and for minutes on a busy machine.
test.describe.configure({ timeout: 400_000 });

let served: ServedHarness;
test.beforeAll(async () => {
  served = await serveHarness();
});
test.afterAll(() => served.close());

/** A request that survives the way into the page: typed arrays become lists. */
function plain(settings: Parameters<typeof tinyRequest>[0] = {}) {
  const request = tinyRequest(settings);
  return { ...request, slots: request.slots.map((slot) => ({ ...slot, values: [...slot.values] })) };
}

async function open(page: Page): Promise<void> {
  await page.goto(served.url);
  await page.waitForFunction(() => window.harness !== undefined);
}

/** Narrates in a worker on the given backend and answers with what came back. */
function narrate(page: Page, backend: 'wasm' | 'webgpu', request: ReturnType<typeof plain>) {
  return page.evaluate(
    async ({ backend, request }) => {
      const engine = await window.harness.worker('tiny', { backend, allowSoftwareGpu: true });
      const slots = request.slots.map((slot) => ({ ...slot, values: Float32Array.from(slot.values) }));
      const texts: string[] = [];
      const result = await engine.narrate({ ...request, slots }, (chunk) => texts.push(chunk.text));
      const { info } = engine;
      await engine.dispose();
      return { result, texts, info };
    },
    { backend, request },
  );
}

test('narrates on WASM in a worker, streaming, the same text for the same seed', async ({ page }) => {
  await open(page);
  const { result, texts, info } = await narrate(page, 'wasm', plain());
  expect(info).toMatchObject({ backend: 'wasm', fallbackReason: null });
  expect(texts.at(-1)).toBe(result.text);
  expect(texts).toHaveLength(result.tokens);
  const again = await narrate(page, 'wasm', plain());
  expect(again.result.text).toBe(result.text);
});

test('passes the self-test on WebGPU and writes what WASM writes', async ({ page }) => {
  await open(page);
  const greedy = plain({ temperature: 0, maxTokens: 3 });
  const onGpu = await narrate(page, 'webgpu', greedy);
  expect(onGpu.info).toMatchObject({ backend: 'webgpu', fallbackReason: null });
  const onWasm = await narrate(page, 'wasm', greedy);
  expect(onGpu.result.text).toBe(onWasm.result.text);
});

test('takes WASM and says why where WebGPU would run in software', async ({ page }) => {
  await open(page);
  const info = await page.evaluate(
    async () => (await window.harness.worker('tiny', { backend: 'auto' })).info,
  );
  expect(info.backend).toBe('wasm');
  expect(info.fallbackReason).toContain('in software');
});

test('takes WASM where the graphics card fails the self-test', async ({ page }) => {
  await open(page);
  await page.route('**/golden.json*', async (route) => {
    const golden = await (await route.fetch()).json();
    golden.cases[0].logits.values[0] += 0.5;
    await route.fulfill({ json: golden });
  });
  // The manifest must allow the altered file.
  await page.route('**/manifest.json', async (route) => {
    const manifest = await (await route.fetch()).json();
    const golden = await (await page.request.get(`${served.url}tiny/golden.json`)).json();
    golden.cases[0].logits.values[0] += 0.5;
    const bytes = Buffer.from(JSON.stringify(golden));
    const digest = await crypto.subtle.digest('SHA-256', bytes);
    manifest.files['golden.json'] = { bytes: bytes.length, sha256: Buffer.from(digest).toString('hex') };
    await route.fulfill({ json: manifest });
  });
  const info = await page.evaluate(async () => {
    const engine = await window.harness.inPage('tiny', { backend: 'webgpu', allowSoftwareGpu: true });
    return engine.info;
  });
  expect(info.backend).toBe('wasm');
  expect(info.fallbackReason).toContain('wrong numbers');
});

test('goes on after the graphics device is lost in the middle of a narration', async ({ page }) => {
  await open(page);
  const request = plain({ temperature: 0, maxTokens: 4 });
  const { before, after, text, alone } = await page.evaluate(async (request) => {
    const slots = request.slots.map((slot) => ({ ...slot, values: Float32Array.from(slot.values) }));
    const engine = await window.harness.inPage('tiny', { backend: 'webgpu', allowSoftwareGpu: true });
    const before = engine.info.backend;
    let losses = 0;
    const { text } = await engine.narrate({ ...request, slots }, ({ tokens }) => {
      if (tokens === 2 && losses < 2 && engine.device) {
        losses += 1;
        engine.device.destroy();
      }
    });
    const alone = await (await window.harness.inPage('tiny')).narrate({ ...request, slots }, () => undefined);
    return { before, after: engine.info, text, alone: alone.text };
  }, request);
  expect(before).toBe('webgpu');
  expect(after.backend).toBe('wasm');
  expect(after.fallbackReason).toContain('stopped answering');
  expect(text).toBe(alone);
});

test('a worker writes nothing more once it has seen the stop', async ({ page }) => {
  // The answer below is the first worker's, so there must be no other.
  await page.addInitScript(() => Object.defineProperty(navigator, 'hardwareConcurrency', { get: () => 1 }));
  await open(page);
  const request = plain({ temperature: 0, maxTokens: 100 });
  const { finishes, later } = await page.evaluate(async (request) => {
    const slots = request.slots.map((slot) => ({ ...slot, values: Float32Array.from(slot.values) }));
    const engine = await window.harness.worker('tiny');
    const controller = new AbortController();
    let sawStop = false;
    let later = 0;
    // Sixteen texts take long enough for the message to arrive before they end, on a busy machine too.
    const results = await engine.narrateBatch(
      Array.from({ length: 16 }, () => ({ ...request, slots })),
      () => {
        if (sawStop) later += 1;
        // At the first words; those of later steps come once a frame.
        if (controller.signal.aborted) return;
        controller.abort();
        // Refused at once, so its answer says that the worker has read the messages up to here.
        engine
          .narrate({ ...request, slots: [] }, () => undefined)
          .catch(() => {
            sawStop = true;
          });
      },
      controller.signal,
    );
    return { finishes: results.map(({ finish }) => finish), later };
  }, request);
  expect(new Set(finishes)).toEqual(new Set(['stopped']));
  expect(later).toBe(0);
});
