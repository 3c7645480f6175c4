// Pictures of the page's main states at three sizes, in light and dark, into docs/screenshots/.
// Usage: node scripts/screenshots.mjs [state or width ...]; wants a built dist/ (npm run build).
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { browserArgs, ensureBrowser } from './browser.mjs';
import { serve } from './serve.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = `${root}docs/screenshots/`;
const PATIENCE_MS = 240_000;
const sizes = [
  { width: 1440, height: 900 },
  { width: 768, height: 1024 },
  { width: 360, height: 740 },
];
const themes = /** @type {const} */ (['light', 'dark']);

/** A blend of Casablanca and Alien, pushed a little, as a link has it. */
const LINK = '#v=1&space=semantic&start=m912&blend=0.5,l,m1214&task=summary&set=0.5,0,0.9,1.2,1,110,1';

/** @typedef {import('@playwright/test').Page} Page */

/** @param {Page} page */
async function finished(page) {
  await page.locator('article[aria-busy="false"]').first().waitFor({ timeout: PATIENCE_MS });
  await page.getByRole('button', { name: 'Narrate', exact: true }).waitFor({ timeout: PATIENCE_MS });
}

/** Each state goes on from the one before. @type {Record<string, (page: Page) => Promise<void>>} */
const states = {
  'first-visit': async (page) => {
    await page.getByRole('region', { name: 'Examples' }).waitFor({ timeout: PATIENCE_MS });
    await page.locator('.map-overlay text').first().waitFor({ timeout: PATIENCE_MS });
    await page
      .locator('.engine-line')
      .getByText(/WASM|WebGPU/)
      .waitFor({ timeout: PATIENCE_MS });
  },
  narration: async (page) => {
    await page.evaluate((hash) => {
      window.location.hash = hash;
    }, LINK);
    await page.getByText(/^(among|at the edge|beyond).*percentile/).waitFor({ timeout: PATIENCE_MS });
    await finished(page);
    const text = page.getByRole('region', { name: 'Narration' });
    if ((page.viewportSize()?.width ?? 0) < 600) await text.evaluate((zone) => zone.scrollIntoView());
  },
  'side-by-side': async (page) => {
    await page.getByRole('button', { name: 'Side by side' }).click();
    await page.locator('.side-score').getByText(/SC/).nth(2).waitFor({ timeout: PATIENCE_MS });
    await page.locator('.sides').scrollIntoViewIfNeeded();
  },
  viewer: async (page) => {
    await page.getByRole('button', { name: 'Close side by side' }).click();
    await page.keyboard.press('Control+k');
    await page.getByRole('radio', { name: 'Viewer' }).click();
    const field = page.getByRole('combobox', { name: /seen/ });
    for (const query of ['alien 1979', 'the matrix', 'toy story 1995']) {
      await field.fill(query);
      await field.press('Enter');
    }
    await page.getByRole('slider', { name: /^Stars for Toy Story/ }).press('Home');
    await field.fill('love actually');
  },
  concept: async (page) => {
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Your own' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('bittersweet');
    await dialog.getByLabel('Towards').fill('a film that ends in quiet sorrow and hope');
    await dialog.getByLabel('Away from').fill('a film that ends in triumph');
    await dialog.getByRole('button', { name: 'Make the attribute' }).click();
    await dialog.getByText(/among the attributes now/).waitFor({ timeout: PATIENCE_MS });
  },
};

const widths = process.argv
  .slice(2)
  .filter((name) => /^\d+$/.test(name))
  .map(Number);
const wanted = process.argv.slice(2).filter((name) => name in states);
const { url, close } = await serve({ root: `${root}dist`, port: 4392 });
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserArgs });
await mkdir(out, { recursive: true });
for (const viewport of sizes) {
  if (widths.length > 0 && !widths.includes(viewport.width)) continue;
  const touch = viewport.width < 600;
  const context = await browser.newContext({
    viewport,
    hasTouch: touch,
    isMobile: touch,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(`${url}?backend=wasm`);
  for (const [name, enter] of Object.entries(states)) {
    await enter(page);
    await page.mouse.move(2, 2);
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    for (const colorScheme of themes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.waitForTimeout(400);
      await page.screenshot({
        path: `${out}${name}-${viewport.width}x${viewport.height}-${colorScheme}.png`,
      });
    }
  }
  await context.close();
}
await browser.close();
await close();
