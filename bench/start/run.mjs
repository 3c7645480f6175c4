// Time from opening the address to the first narrated word, cold and warm, and what was downloaded before it.
// Usage: node bench/start/run.mjs [rounds]; wants a built dist/ (npm run build).
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { browserArgs, ensureBrowser } from '../../scripts/browser.mjs';
import { serve } from '../../scripts/serve.mjs';

const rounds = Number(process.argv[2] ?? 5);
const root = fileURLToPath(new URL('../..', import.meta.url));
const { url, close } = await serve({ root: `${root}dist`, port: 4390 });
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserArgs });

/** The link of a first example, as a person would share it. */
async function exampleLink() {
  const page = await browser.newPage();
  await page.goto(`${url}?backend=wasm`);
  await page.getByRole('button', { name: /Between two classics/ }).click({ timeout: 120_000 });
  await page.waitForURL(/#v=1/, { timeout: 120_000 });
  const link = page.url();
  await page.close();
  return link;
}

/**
 * @param {import('@playwright/test').BrowserContext} context
 * @param {string} link
 */
async function firstWord(context, link) {
  const page = await context.newPage();
  let bytes = 0;
  let elmFile = 0;
  const begin = performance.now();
  const seconds = () => (performance.now() - begin) / 1000;
  page.on('requestfinished', async (request) => {
    const at = seconds();
    const sizes = await request.sizes().catch(() => null);
    bytes += Math.max(0, sizes?.responseBodySize ?? 0);
    if (/\/elm\//.test(request.url())) elmFile = Math.max(elmFile, at);
  });
  await page.goto(link, { waitUntil: 'commit' });
  const ready = page
    .locator('.engine-line')
    .getByText(/WASM|WebGPU/)
    .waitFor({ timeout: 120_000 })
    .then(seconds);
  await page.waitForFunction(() => /\w+/.test(document.querySelector('article')?.textContent ?? ''), null, {
    timeout: 120_000,
    polling: 'raf',
  });
  const word = seconds();
  const before = bytes;
  const engine = await ready;
  await page.getByRole('button', { name: 'Narrate', exact: true }).waitFor({ timeout: 120_000 });
  const footer = (await page.locator('.engine-line').textContent()) ?? '';
  const tokensPerSecond = Number(/(\d+) tokens per second/.exec(footer)?.[1] ?? Number.NaN);
  await page.close();
  return {
    firstWord: word,
    elmDownloaded: elmFile,
    engineReady: engine,
    megabytesBefore: before / 1e6,
    tokensPerSecond,
  };
}

/** @param {number[]} values */
function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return Number((sorted[Math.floor(sorted.length / 2)] ?? Number.NaN).toFixed(3));
}

/** @param {Awaited<ReturnType<typeof firstWord>>[]} runs */
function medians(runs) {
  const keys = /** @type {(keyof (typeof runs)[number])[]} */ (Object.keys(runs[0] ?? {}));
  return Object.fromEntries(keys.map((key) => [key, median(runs.map((run) => run[key]))]));
}

const link = await exampleLink();
const cold = [];
const warm = [];
for (let round = 0; round < rounds; round += 1) {
  const context = await browser.newContext();
  cold.push(await firstWord(context, link));
  // Another seed: the text of this one is in the notebook now and would be shown from there.
  warm.push(await firstWord(context, link.replace(/(set=[^,]*,[^,]*,[^,]*,[^,]*),\d+/, '$1,2')));
  await context.close();
}
const result = {
  measuredAt: new Date().toISOString(),
  commit: execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim(),
  browser: `Chromium ${browser.version()}, headless, WASM`,
  machine: { cpu: cpus()[0]?.model, cores: cpus().length, loadAverage: loadavg()[0] },
  note: 'seconds after the address was opened, medians; megabytes received before the first word',
  rounds,
  cold: medians(cold),
  warm: medians(warm),
};
writeFileSync(`${root}bench/results/start.json`, `${JSON.stringify(result, null, 2)}\n`);
console.log(JSON.stringify(result, null, 2));
await browser.close();
await close();
