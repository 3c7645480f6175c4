import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { openBundle } from '../../src/bundle/load.ts';
import { DiskSource } from '../../src/bundle/node-source.ts';
import { openNodeElm } from '../../src/engine/node.ts';
import { tinyRequest } from '../unit/engine/tinyBundle.ts';
import { type ServedHarness, serveHarness } from './engineHarness.ts';

let served: ServedHarness;
test.beforeAll(async () => {
  served = await serveHarness();
});
test.afterAll(() => served.close());
test.beforeEach(async ({ page }) => {
  await page.goto(served.url);
  await page.waitForFunction(() => window.harness !== undefined);
});

test('products by bytes are those of the plain kernel to the last bit', async ({ page }) => {
  for (const [rows, n, k] of [
    [1, 8, 32],
    [3, 61, 256],
    [16, 40, 1024],
  ] as const) {
    const found = await page.evaluate(([rows, n, k]) => window.harness.kernels(rows, n, k), [
      rows,
      n,
      k,
    ] as const);
    test.skip(found === null, 'this machine has no instruction for them');
    expect(found?.differing).toBe(0);
    expect(found?.distinct).toBeGreaterThan((rows * n) / 2);
  }
});

test('the page writes what Node writes', async ({ page }) => {
  const folder = fileURLToPath(new URL('../unit/engine/tiny', import.meta.url));
  const inNode = await openNodeElm(await openBundle(new DiskSource(folder)));
  const requests = Array.from({ length: 7 }, (_, i) =>
    tinyRequest({ seed: i, maxTokens: 60, temperature: i % 2 }, 0.1 * i - 0.3),
  );
  const expected = (await inNode.narrateBatch(requests, () => undefined)).map(({ text }) => text);
  const plain = requests.map(({ slots, ...rest }) => ({
    ...rest,
    slots: slots.map(({ space, values }) => ({ space, values: [...values] })),
  }));
  const got = await page.evaluate(async (requests) => {
    const engine = await window.harness.inPage('tiny');
    const filled = requests.map(({ slots, ...rest }) => ({
      ...rest,
      slots: slots.map(({ space, values }) => ({ space, values: Float32Array.from(values) })),
    }));
    return (await engine.narrateBatch(filled, () => undefined)).map(({ text }) => text);
  }, plain);
  expect(got).toEqual(expected);
  expect(new Set(got).size).toBeGreaterThan(3);
});
