import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { type ServedHarness, serveHarness } from './engineHarness.ts';

test.describe.configure({ timeout: 300_000 });

let served: ServedHarness;
test.beforeAll(async () => {
  served = await serveHarness();
});
test.afterAll(() => served.close());

async function open(page: Page): Promise<void> {
  await page.goto(served.url);
  await page.waitForFunction(() => window.harness !== undefined);
}

const WEIGHTS = '**/tiny/elm/onnx/decoder_q8.bin*';

/** Opens the tiny bundle's ELM and answers with its backend, or with the error that a person sees. */
function load(page: Page) {
  return page.evaluate(async () => {
    const opening = window.harness.worker('tiny');
    const failure = await window.harness.failureOf(opening);
    return failure ?? { backend: (await opening).info.backend };
  });
}

test('opens a second time with the weights from the cache', async ({ page }) => {
  await open(page);
  expect(await load(page)).toEqual({ backend: 'wasm' });
  await page.route(WEIGHTS, (route) => route.abort());
  await page.reload();
  await page.waitForFunction(() => window.harness !== undefined);
  expect(await load(page)).toEqual({ backend: 'wasm' });
});

test('evicts a damaged cache entry and downloads the file again', async ({ page }) => {
  await open(page);
  await load(page);
  const damaged = await page.evaluate(async () => {
    const store = await caches.open('elm-bundle-files');
    const requests = await store.keys();
    for (const request of requests) await store.put(request, new Response(new Uint8Array(100)));
    return requests.length;
  });
  expect(damaged).toBeGreaterThan(4);
  expect(await load(page)).toEqual({ backend: 'wasm' });
  const sizes = await page.evaluate(async () => {
    const store = await caches.open('elm-bundle-files');
    const answers = await Promise.all((await store.keys()).map((request) => store.match(request)));
    return Promise.all(answers.map(async (answer) => (await answer?.arrayBuffer())?.byteLength));
  });
  expect(sizes).not.toContain(100);
});

test('works on when the browser has no room for the cache', async ({ page }) => {
  await open(page);
  const warnings: string[] = [];
  page.on('console', (message) => warnings.push(message.text()));
  const backend = await page.evaluate(async () => {
    Cache.prototype.put = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
    return (await window.harness.inPage('tiny')).info.backend;
  });
  expect(backend).toBe('wasm');
  expect(warnings.join()).toContain('no room to keep the model');
});

test('names a model file that is missing', async ({ page }) => {
  await open(page);
  await page.route(WEIGHTS, (route) => route.fulfill({ status: 404, body: 'Not found' }));
  expect(await load(page)).toMatchObject({
    code: 'download',
    message: 'The server has no file decoder_q8.bin (answer 404).',
  });
});

test('names a model file that is cut off', async ({ page }) => {
  await open(page);
  await page.route(WEIGHTS, async (route) => {
    const bytes = await readFile('tests/unit/engine/tiny/elm/onnx/decoder_q8.bin');
    await route.fulfill({ body: bytes.subarray(0, 1000), contentType: 'application/octet-stream' });
  });
  expect(await load(page)).toMatchObject({
    code: 'integrity',
    message: 'The file decoder_q8.bin has the wrong size.',
  });
});

test('says that the runtime did not start when its file is missing', async ({ page }) => {
  await open(page);
  await page.route('**/ort/*.wasm', (route) => route.fulfill({ status: 404, body: 'Not found' }));
  const failure = await page.evaluate(() =>
    window.harness.failureOf(window.harness.encoder('models/movielens')),
  );
  expect(failure).toMatchObject({ message: expect.stringContaining('could not start the runtime') });
});

test('computes the golden sentence vectors in the page', async ({ page }) => {
  await open(page);
  const golden = JSON.parse(await readFile('models/movielens/golden.json', 'utf8'));
  // All of them are compared in Node; these few show that WASM agrees.
  const texts: string[] = golden.encoder.slice(0, 6).map(({ text }: { text: string }) => text);
  const vectors = await page.evaluate(async (texts) => {
    const encoder = await window.harness.encoder('models/movielens');
    return (await encoder.encode(texts)).map((vector) => [...vector]);
  }, texts);
  for (const [i, vector] of vectors.entries()) {
    const expected: number[] = golden.encoder[i].vector;
    expect(Math.max(...vector.map((value, at) => Math.abs(value - (expected[at] as number))))).toBeLessThan(
      golden.tolerance.encoder,
    );
  }
});

test('computes the golden tokens of the bundle that ships in the page', async ({ page }) => {
  await open(page);
  const golden = JSON.parse(await readFile('models/movielens/golden.json', 'utf8'));
  const [first] = golden.cases;
  const greedy = await page.evaluate(async ({ prompt, slots, greedy }) => {
    const engine = await window.harness.withoutRecovery('models/movielens');
    const filled = slots.map((slot: { space: 'semantic'; values: number[] }) => ({
      ...slot,
      values: Float32Array.from(slot.values),
    }));
    const logits = await engine.logitsAfter(prompt, filled, greedy.slice(0, -1));
    return logits.map((row) => row.indexOf(Math.max(...row)));
  }, first);
  expect(greedy).toEqual(first.greedy);
});
