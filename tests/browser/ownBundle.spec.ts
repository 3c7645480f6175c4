import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { violations } from './axe.ts';
import { open } from './page.ts';
import { sharedPage } from './sharedPage.ts';

// One page: a bundle that is refused must leave what is loaded as it was for the next test.
test.describe.configure({ mode: 'serial' });

const tiny = fileURLToPath(new URL('../unit/engine/tiny', import.meta.url));

let page: Page;

test.beforeAll(async ({ browser, baseURL }) => {
  page = await sharedPage(browser, baseURL);
  await open(page);
  await page.getByRole('button', { name: 'Help' }).click();
});
test.afterAll(() => page.context().close());

function zone(): Locator {
  return page.getByRole('region', { name: 'Your own space' });
}

/** Drops a folder on the zone, as the file manager does. */
async function drop(folder: string): Promise<void> {
  await zone().scrollIntoViewIfNeeded();
  const box = await zone().boundingBox();
  if (!box) throw new Error('The zone is not on the page.');
  const place = { x: box.x + box.width / 2, y: box.y + 20 };
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  const browser = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await browser.send('Input.dispatchDragEvent', { type, ...place, data });
  }
  await browser.detach();
}

/** A copy of the tiny bundle with one thing changed. */
async function changed(name: string, change: (folder: string) => Promise<void>): Promise<string> {
  const folder = test.info().outputPath(name);
  await cp(tiny, folder, { recursive: true });
  await change(folder);
  return folder;
}

async function changeManifest(
  folder: string,
  change: (manifest: { elm: Record<string, unknown> }) => void,
): Promise<void> {
  const path = join(folder, 'manifest.json');
  const manifest = JSON.parse(await readFile(path, 'utf8'));
  change(manifest);
  await writeFile(path, JSON.stringify(manifest));
}

test('a malformed folder is refused with the field, and what was loaded stays', async () => {
  await expect(zone()).toContainText('Loaded now: MovieLens');
  const folder = await changed('field', (path) =>
    changeManifest(path, ({ elm }) => {
      elm.vocabulary = 'many';
    }),
  );
  await drop(folder);
  await expect(zone().getByRole('alert')).toContainText('elm.vocabulary');
  await expect(zone()).toContainText('Loaded now: MovieLens');
});

test('a folder without manifest and one with another file than its manifest says are refused by name', async () => {
  await drop(await changed('bare', (path) => rm(join(path, 'manifest.json'))));
  await expect(zone().getByRole('alert')).toContainText('no file manifest.json');
  const swapped = await changed('swapped', async (path) => {
    const file = join(path, 'vectors/movies_semantic.safetensors');
    const bytes = await readFile(file);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    await writeFile(file, bytes);
  });
  await drop(swapped);
  await expect(zone().getByRole('alert')).toContainText('movies_semantic.safetensors');
  await expect(zone()).toContainText('Loaded now: MovieLens');
  expect(await violations(page)).toEqual([]);
});

test('an address on another server is refused before anything is asked of it', async () => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await zone().getByRole('textbox', { name: 'Address of a bundle' }).fill('https://bundles.example/mine/');
  await page.keyboard.press('Enter');
  await expect(zone().getByRole('alert')).toContainText(
    'Nothing is loaded from bundles.example: this page reads from its own server only',
  );
  await expect(zone().getByRole('alert')).toContainText('Download the bundle and drop its folder here.');
  expect(asked.filter((url) => url.includes('bundles.example'))).toEqual([]);
});

test('a dropped folder is opened: its title, its films on the map, found by name', async () => {
  await drop(tiny);
  await expect(zone()).toContainText('Loaded now: Tiny random bundle');
  await expect(zone().getByRole('alert')).toHaveCount(0);
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /film/ }).fill('casablanca');
  await expect(page.getByRole('option', { name: /Casablanca/ })).toHaveCount(0);
  await page.keyboard.press('Escape');
});

test('a folder is chosen with the button, and the shipped bundle comes back by its address', async () => {
  await page.getByRole('button', { name: 'Help' }).click();
  const address = zone().getByRole('textbox', { name: 'Address of a bundle' });
  await address.fill('models/movielens');
  await zone().getByRole('button', { name: 'Open' }).click();
  await expect(zone()).toContainText('Loaded now: MovieLens', { timeout: 60_000 });
  const chooser = page.waitForEvent('filechooser');
  await zone().getByRole('button', { name: 'Choose a folder…' }).click();
  await (await chooser).setFiles(tiny);
  await expect(zone()).toContainText('Loaded now: Tiny random bundle');
});

test('a bundle of another server in the page’s own address is refused, and the shipped one opens', async () => {
  await page.goto('/?backend=wasm&bundle=https://bundles.example/mine/');
  await expect(page.getByRole('alert').first()).toContainText('Nothing is loaded from bundles.example');
  await expect(page.getByRole('button', { name: 'Examples' })).toBeEnabled();
});
