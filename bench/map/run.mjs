/**
 * Frames per second of the map while it is panned and zoomed, beside d3 on SVG and regl-scatterplot, in one
 * headless browser: `npm run bench:map`, or with numbers of points. Writes bench/results/map.json. Nine cases take
 * about two minutes on a quiet machine.
 */
import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build, preview } from 'vite';
import { browserArgs, ensureBrowser } from '../../scripts/browser.mjs';
import { within } from '../limits.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const COUNTS = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10_000, 70_000, 250_000];
const RENDERERS = ['elm-explorer map', 'd3 on SVG', 'regl-scatterplot'];
const SECONDS = Number(process.env.BENCH_SECONDS ?? 4);
/** Seconds for a case; one that is not over by then counts as not drawn, and the next begins. */
const CASE_LIMIT = 40 + 2 * SECONDS;

const config = {
  root: here,
  configFile: /** @type {const} */ (false),
  logLevel: /** @type {const} */ ('warn'),
  plugins: [react()],
  build: { outDir: join(here, 'node_modules/.bench'), emptyOutDir: true, target: 'es2023' },
};
await within(60, 'Build', () => build(config));
const server = await preview({ ...config, preview: { host: '127.0.0.1', port: 4391 } });
const url = server.resolvedUrls?.local[0] ?? 'http://127.0.0.1:4391/';
const browser = await within(30, 'Browser', () =>
  chromium.launch({ executablePath: ensureBrowser(), args: browserArgs }),
);

/**
 * @param {import('@playwright/test').Page} page
 * @param {string} renderer
 * @param {number} points
 * @returns {Promise<Record<string, number>>}
 */
async function caseOn(page, renderer, points) {
  page.setDefaultTimeout(CASE_LIMIT * 1000);
  await page.goto(url);
  await page.waitForFunction(() => 'runCase' in window);
  return page.evaluate(
    // page.ts puts runCase on its window.
    ([name, count, seconds]) => /** @type {any} */ (window).runCase(name, count, seconds),
    /** @type {const} */ ([renderer, points, SECONDS]),
  );
}

const results = [];
try {
  for (const points of COUNTS) {
    for (const renderer of RENDERERS) {
      const page = await browser.newPage({ viewport: { width: 1000, height: 700 } });
      try {
        const name = `${renderer}, ${points} points`;
        const measured = await within(CASE_LIMIT, name, () => caseOn(page, renderer, points));
        const figures = Object.entries(measured).map(([k, v]) => [k, Math.round(v * 10) / 10]);
        results.push({ points, renderer, ...Object.fromEntries(figures) });
      } catch (thrown) {
        results.push({ points, renderer, failed: thrown instanceof Error ? thrown.message : String(thrown) });
      }
      await within(20, 'Closing the page', () => page.close());
      console.log(JSON.stringify(results.at(-1)));
    }
  }
  /** @param {string[]} args */
  const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  const record = {
    measuredAt: new Date().toISOString(),
    commit: git('rev-parse', 'HEAD'),
    browser: `Chromium ${browser.version()}, headless`,
    machine: {
      cpu: cpus()[0]?.model,
      cores: cpus().length,
      memoryGB: Math.round(totalmem() / 1e9),
      gpu: 'none (software rendering)',
      // Well above the number of cores means that other work took most of the time.
      loadAverage: Math.round((loadavg()[0] ?? 0) * 10) / 10,
    },
    viewport: '1000 x 700, 1 device pixel per CSS pixel',
    seconds: SECONDS,
    note: 'pan and zoom in frames per second (display limit 60), firstDraw and p95 gaps between frames in ms',
    results,
  };
  await mkdir(join(root, 'bench/results'), { recursive: true });
  await writeFile(join(root, 'bench/results/map.json'), `${JSON.stringify(record, null, 2)}\n`);
} finally {
  await browser.close();
  await server.close();
}
