// Pictures of every view of the page at three sizes, in light and dark, into docs/screenshots/.
// Usage: node scripts/screenshots.mjs [--out DIR] [view or width ...]; wants a built dist/ (npm run build).
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { browserArgs, ensureBrowser } from './browser.mjs';
import { views } from './screenshot-views.mjs';
import { serve } from './serve.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const sizes = [
  { width: 1440, height: 900 },
  { width: 768, height: 1024 },
  { width: 360, height: 740 },
];
const themes = /** @type {const} */ (['light', 'dark']);
/** What a change of theme or a scroll takes to come to rest. */
const REST_MS = 400;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string', default: join(root, 'docs/screenshots') } },
});
const widths = positionals.filter((name) => /^\d+$/.test(name)).map(Number);
const names = positionals.filter((name) => name in views);

// A picture of a view that is no more would stay behind.
if (positionals.length === 0) await rm(values.out, { recursive: true, force: true });
await mkdir(values.out, { recursive: true });
const { url, close } = await serve({ root: join(root, 'dist'), port: 4392 });
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserArgs });
try {
  for (const viewport of sizes) {
    if (widths.length > 0 && !widths.includes(viewport.width)) continue;
    await picturesAt(viewport);
  }
} finally {
  await browser.close();
  close();
}

/** @param {{ width: number, height: number }} viewport */
async function picturesAt(viewport) {
  const touch = viewport.width < 600;
  const context = await browser.newContext({
    viewport,
    hasTouch: touch,
    isMobile: touch,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(`${url}?backend=wasm`);
  for (const [name, enter] of Object.entries(views)) {
    await enter(page);
    await page.mouse.move(2, 2);
    if (names.length > 0 && !names.includes(name)) continue;
    for (const colorScheme of themes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.waitForTimeout(REST_MS);
      const file = `${name}-${viewport.width}x${viewport.height}-${colorScheme}.png`;
      await page.screenshot({ path: join(values.out, file) });
    }
    console.log(`${name} ${viewport.width}x${viewport.height}`);
  }
  await context.close();
}
