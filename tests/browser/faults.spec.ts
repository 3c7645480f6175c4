import { copyFile, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, expect, type Page, type TestInfo, test } from '@playwright/test';
import { browserArgs, findBrowser } from '../../scripts/browser.mjs';
import { choose, finished, open } from './page.ts';
import { built, linkFolder, serve } from './site.ts';

/** Serves the built page with one file of the shipped bundle changed, and mends that file on demand. */
async function servedWith(
  testInfo: TestInfo,
  path: string,
  change: (file: string) => Promise<void>,
): Promise<{ readonly url: string; mend(): Promise<void> }> {
  const root = testInfo.outputPath('site');
  await linkFolder(built, root);
  const file = join(root, 'models/movielens', path);
  const original = join(built, 'models/movielens', path);
  await rm(file);
  await copyFile(original, file);
  await change(file);
  // Unlike the page's own server this one looks at the disk for every request, so a file can be mended.
  const site = await serve(root, { dev: true });
  closers.push(() => site.close());
  return { url: site.url, mend: () => copyFile(original, file) };
}

const closers: (() => void)[] = [];
test.afterEach(() => {
  for (const close of closers.splice(0)) close();
});

function complaint(page: Page) {
  return page.getByRole('alert');
}

test('a missing model file is named, the map still works, and trying again mends it', async ({
  page,
}, testInfo) => {
  const site = await servedWith(testInfo, 'elm/onnx/decoder_q8.bin', rm);
  await page.goto(`${site.url}?backend=wasm`);
  await expect(complaint(page)).toContainText('decoder_q8.bin', { timeout: 60_000 });
  await choose(page, 'casablanca', 'Enter');
  await expect(page.getByRole('heading', { level: 2 }).first()).toContainText('Casablanca');
  await site.mend();
  await page.getByRole('button', { name: 'Try again' }).click();
  await finished(page);
});

test('a file with other contents than its hash is refused by name, and texts go on without scores', async ({
  page,
}, testInfo) => {
  const site = await servedWith(testInfo, 'encoder/onnx/model_int8.bin', async (file) => {
    const bytes = await readFile(file);
    bytes[1000] = (bytes[1000] ?? 0) ^ 1;
    await writeFile(file, bytes);
  });
  await page.goto(`${site.url}?backend=wasm`);
  await expect(complaint(page)).toContainText('model_int8.bin', { timeout: 60_000 });
  await choose(page, 'casablanca', 'Enter');
  await expect(page.getByRole('article')).toBeVisible({ timeout: 60_000 });
});

test('a cut-off table is named instead of a blank page', async ({ page }, testInfo) => {
  const site = await servedWith(testInfo, 'vectors/movies_semantic.safetensors', (file) =>
    truncate(file, 5000),
  );
  await page.goto(`${site.url}?backend=wasm`);
  await expect(complaint(page).first()).toContainText('movies_semantic.safetensors', { timeout: 60_000 });
  await site.mend();
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await expect(page.getByRole('button', { name: 'Examples' })).toBeEnabled();
});

test('a manifest that breaks the format is refused with the field', async ({ page }, testInfo) => {
  const site = await servedWith(testInfo, 'manifest.json', async (file) => {
    const manifest = JSON.parse(await readFile(file, 'utf8'));
    manifest.elm.vocabulary = 'many';
    await writeFile(file, JSON.stringify(manifest));
  });
  await page.goto(`${site.url}?backend=wasm`);
  await expect(complaint(page).first()).toContainText('elm.vocabulary', { timeout: 60_000 });
});

test('without WebGPU the page falls back to WASM, says so, and narrates', async ({ baseURL }) => {
  const executablePath = findBrowser();
  const browser = await chromium.launch({
    args: [...browserArgs.filter((argument) => !argument.includes('webgpu')), '--disable-features=WebGPU'],
    ...(executablePath ? { executablePath } : {}),
  });
  try {
    const page = await browser.newPage({ ...(baseURL ? { baseURL } : {}) });
    await page.goto('/');
    await expect(page.getByText(/WASM, \d thread/)).toBeVisible({ timeout: 60_000 });
    await choose(page, 'casablanca', 'Enter');
    await finished(page);
    await page.getByRole('button', { name: /WASM, \d thread/ }).hover();
    await expect(page.getByRole('tooltip')).toContainText(/WebGPU/);
  } finally {
    await browser.close();
  }
});

test('a reload keeps every narration', async ({ page }) => {
  await open(page);
  await choose(page, 'casablanca', 'Enter');
  await finished(page);
  const text = (await page.getByRole('article').textContent()) ?? '';
  await page.goto('/?backend=wasm');
  await page.getByRole('button', { name: /^Notebook, 1 narrations?/ }).click();
  await expect(page.getByRole('dialog', { name: 'Notebook' })).toContainText(text.slice(0, 60));
});

test('with the network cut after loading, everything still works', async ({ page, context }) => {
  await open(page);
  await expect(page.getByText(/WASM, \d thread/)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('progressbar')).toHaveCount(0, { timeout: 60_000 });
  await context.setOffline(true);
  await choose(page, 'casablanca', 'Enter');
  await finished(page);
  await choose(page, 'toy story', 'Shift+Enter');
  await finished(page);
  await expect(complaint(page)).toHaveCount(0);
});

test('a pasted vector of the wrong length or with NaN is refused in one sentence', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Control+k');
  await page.getByRole('radio', { name: 'Vector' }).click();
  const field = page.getByRole('textbox');
  await field.fill('[1, 2, 3]');
  await page.getByRole('dialog').getByRole('button', { name: /use/i }).click();
  await expect(complaint(page)).toContainText('3 numbers, but this space has 384 dimensions');
  await field.fill(JSON.stringify(Array.from({ length: 384 }, (_, i) => (i === 7 ? null : 0.1))));
  await page.getByRole('dialog').getByRole('button', { name: /use/i }).click();
  await expect(complaint(page)).toContainText('no usable number at place 8');
});
