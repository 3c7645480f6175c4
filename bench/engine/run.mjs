/**
 * The engine beside transformers.js's `generate` on the same decoder, weights and runtime files, in one
 * headless browser on WASM: `npm run bench`. Median of BENCH_RUNS (5). Writes bench/results/engine.json.
 */
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { build, defaultClientConditions } from 'vite';
import { browserArgs, ensureBrowser } from '../../scripts/browser.mjs';
import { serve } from '../../scripts/serve.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const repository = join(here, '../..');
const RUNS = Number(process.env.BENCH_RUNS ?? 5);
const TOKENS = Number(process.env.BENCH_TOKENS ?? 64);
const THREADS = (process.env.BENCH_THREADS ?? '1,2').split(',').map(Number);
const PREFILL_REPEATS = 30;

const served = await mkdtemp(join(tmpdir(), 'elm-bench-'));
await build({
  configFile: false,
  logLevel: 'warn',
  root: here,
  base: './',
  resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
  worker: { format: 'es' },
  build: { target: 'es2023', outDir: served, emptyOutDir: true, chunkSizeWarningLimit: 3000 },
});
await symlink(join(repository, 'node_modules/onnxruntime-web/dist'), join(served, 'ort'));
await symlink(join(repository, 'models'), join(served, 'models'));
const server = await serve({ root: served, port: 4380 });
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserArgs });

/** @param {number[]} values */
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** A fresh page; `call` runs one of its cases. */
async function openPage() {
  const page = await browser.newPage();
  page.setDefaultTimeout(600_000);
  await page.goto(server.url);
  await page.waitForFunction('window.bench');
  /** @param {string} name @param {number} [argument] */
  const call = (name, argument) =>
    /** @type {Promise<Record<string, number>>} */ (
      page.evaluate(({ name, argument }) => /** @type {any} */ (window).bench[name](argument), {
        name,
        argument,
      })
    );
  return { page, call };
}

/**
 * Runs cases in turn, RUNS times after one round that warms up, and takes the median of each number. Turn by
 * turn, whatever else the machine does falls on all of them alike.
 *
 * @param {Awaited<ReturnType<typeof openPage>>['call']} call
 * @param {[name: string, argument: number][]} cases
 * @returns {Promise<Record<string, number>[]>}
 */
async function medians(call, cases) {
  /** @type {Record<string, number>[][]} */
  const rounds = [];
  for (let round = 0; round <= RUNS; round++) {
    const results = [];
    for (const [name, argument] of cases) results.push(await call(name, argument));
    if (round > 0) rounds.push(results);
  }
  return cases.map((_, at) => {
    const runs = rounds.map((results) => results[at] ?? {});
    const keys = Object.keys(runs[0] ?? {});
    return Object.fromEntries(keys.map((key) => [key, round(median(runs.map((one) => one[key] ?? 0)))]));
  });
}

/** @param {number} value */
const round = (value) => Number(value.toPrecision(4));

const results = [];
try {
  for (const threads of THREADS) {
    const { page, call } = await openPage();
    const ours = await call('openOurs', threads);
    const theirs = await call('openTheirs', threads);
    const { tokens: promptTokens = 100 } = await call('oursPrefill', PREFILL_REPEATS);
    const [oursDecode = {}, theirsDecode = {}] = await medians(call, [
      ['ours', TOKENS],
      ['theirs', TOKENS],
    ]);
    const [prefill = {}, theirsPrefill = {}] = await medians(call, [
      ['oursPrefill', PREFILL_REPEATS],
      ['theirsPrefill', promptTokens],
    ]);
    const [sweep = {}] = await medians(call, [['sweep', TOKENS]]);
    await call('openEncoder');
    const [alone = {}, live = {}] = await medians(call, [
      ['ours', TOKENS],
      ['oursWithLiveScore', TOKENS],
    ]);
    results.push({
      backend: 'wasm',
      threads: ours.threads,
      elmExplorer: {
        ...oursDecode,
        loadSeconds: round(ours.loadSeconds ?? 0),
        prefillTokensPerSecond: prefill.tokensPerSecond,
      },
      transformersJs: {
        ...theirsDecode,
        loadSeconds: round(theirs.loadSeconds ?? 0),
        prefillTokensPerSecond: theirsPrefill.tokensPerSecond,
      },
      decodeRatio: round((oursDecode.tokensPerSecond ?? 0) / (theirsDecode.tokensPerSecond ?? 0)),
      sweepOf8: { ...sweep, speedUp: round((sweep.inTurn ?? 0) / (sweep.together ?? 1)) },
      withLiveScore: {
        ...live,
        ofDecodeSpeed: round((live.tokensPerSecond ?? 0) / (alone.tokensPerSecond ?? 1)),
      },
    });
    console.log(JSON.stringify(results.at(-1), null, 2));
    await page.close();
  }
} finally {
  const version = browser.version();
  await browser.close();
  server.close();
  await rm(served, { recursive: true });
  if (results.length > 0) {
    const file = join(repository, 'bench/results/engine.json');
    await mkdir(dirname(file), { recursive: true });
    const report = {
      measuredAt: new Date().toISOString(),
      commit: execFileSync('git', ['rev-parse', 'HEAD'], { cwd: repository, encoding: 'utf8' }).trim(),
      browser: `Chromium ${version}, headless`,
      machine: {
        cpu: cpus()[0]?.model,
        cores: cpus().length,
        memoryGB: Math.round(totalmem() / 1e9),
        loadAverage: loadavg().map(round),
      },
      runs: RUNS,
      tokens: TOKENS,
      note: 'greedy, same prompt; medians; sweep and seconds in s; a load average above the cores means a busy machine: compare ratios, not speeds',
      results,
    };
    await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
    console.log(`Written to ${file}`);
  }
}
