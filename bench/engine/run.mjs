/**
 * The engine beside transformers.js's `generate` on the same decoder and weights and beside llama.cpp (wllama) on a
 * GPT-2 of the same sizes, in one headless browser on WASM, and how its cost grows: `npm run bench`. Median of
 * BENCH_RUNS (5). Writes bench/results/engine.json.
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
import { median, medianOf, processorMsOf, ratio, round } from './statistics.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const repository = join(here, '../..');
const RUNS = Number(process.env.BENCH_RUNS ?? 5);
const TOKENS = Number(process.env.BENCH_TOKENS ?? 96);
const THREADS = (process.env.BENCH_THREADS ?? '1,2').split(',').map(Number);
/** A second's worth of the model of 30 million parameters. */
const SLOW_TOKENS = 400;
const PREFILL_REPEATS = 30;
const WIDTHS = [1, 2, 4, 8, 16];
const PROMPTS = [16, 64, 128, 256, 480];
const VECTORS = (process.env.BENCH_VECTORS ?? '10000,100000,1000000').split(',').map(Number);

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
await symlink(join(repository, 'node_modules/@wllama/wllama/esm/wasm'), join(served, 'wllama'));
await symlink(join(repository, 'models'), join(served, 'models'));
const server = await serve({ root: served, port: 4380 });
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserArgs });
const system = await browser.newBrowserCDPSession();

/** Seconds of processor time of all pages and their workers; steadier than the clock on a busy machine. */
async function processorSeconds() {
  const { processInfo } = await system.send('SystemInfo.getProcessInfo');
  return processInfo
    .filter(({ type }) => type === 'renderer')
    .reduce((/** @type {number} */ sum, { cpuTime }) => sum + cpuTime, 0);
}

/** A fresh page; `call` runs one of its cases. */
async function openPage() {
  const page = await browser.newPage();
  page.setDefaultTimeout(600_000);
  await page.goto(server.url);
  await page.waitForFunction('window.bench');
  /** @param {string} name @param {number | string} [argument] */
  const call = (name, argument) =>
    /** @type {Promise<Record<string, number>>} */ (
      page.evaluate(({ name, argument }) => /** @type {any} */ (window).bench[name](argument), {
        name,
        argument,
      })
    );
  return { page, call };
}

/** @typedef {Awaited<ReturnType<typeof openPage>>['call']} Call */
/** @typedef {[name: string, argument?: number, elsewhere?: Call]} Case on the page of the call or on another */
/**
 * Runs cases in turn, `count` times after one round that warms up. Turn by turn, whatever else the machine does
 * falls on all of them alike.
 * @param {Call} call
 * @param {Case[]} cases
 * @returns {Promise<Record<string, number>[][]>} by round, then by case
 */
async function rounds(call, cases, count = RUNS) {
  /** @type {Record<string, number>[][]} */
  const kept = [];
  for (let round = 0; round <= count; round++) {
    const results = [];
    for (const [name, argument, elsewhere] of cases) {
      const before = await processorSeconds();
      const result = await (elsewhere ?? call)(name, argument);
      results.push({ ...result, processorSeconds: (await processorSeconds()) - before });
    }
    if (round > 0) kept.push(results);
  }
  return kept;
}

/** @param {Call} call @param {Parameters<typeof rounds>[1]} cases */
async function medians(call, cases) {
  const kept = await rounds(call, cases);
  return cases.map((_, at) => medianOf(kept, at));
}

/** Ours, which has one thread, and theirs and llama.cpp on so many. @param {number} threads */
async function compare(threads) {
  const { page, call } = await openPage();
  // A page of its own: what one leaves to the garbage collector must not be cleared in the other's time.
  const other = await openPage();
  const ours = await call('openOurs');
  const theirs = await other.call('openTheirs', threads);
  const llamas = [];
  for (const bits of [32, 8]) {
    llamas.push(await openPage());
    await llamas.at(-1)?.call('openLlamaCpp', `${bits},${threads}`);
  }
  const { tokens: promptTokens = 100 } = await call('oursPrefill', PREFILL_REPEATS);
  const decode = await rounds(
    call,
    [
      ['ours', TOKENS],
      ['theirs', TOKENS, other.call],
      ['theirsWhole', TOKENS, other.call],
      ...llamas.map(({ call }) => /** @type {Case} */ (['llamaCpp', TOKENS, call])),
    ],
    2 * RUNS,
  );
  const ratioTo = (/** @type {number} */ at) =>
    // The median of what each round gives, for rounds differ more than the two do.
    round(median(decode.map((one) => (one[0]?.tokensPerSecond ?? 0) / (one[at]?.tokensPerSecond ?? 1))));
  for (const { page } of llamas) await page.close();
  const [oursDecode, theirsDecode] = [medianOf(decode, 0), medianOf(decode, 1)];
  const [oursMs, theirsMs] = [processorMsOf(decode, 0), processorMsOf(decode, 2)];
  const [prefill = {}, theirsPrefill = {}] = await medians(call, [
    ['oursPrefill', PREFILL_REPEATS],
    ['theirsPrefill', promptTokens, other.call],
  ]);
  await other.page.close();
  const sweepOf8 = await sweep(call);
  const [beside = {}] = await medians(call, [['besideTheModel', TOKENS]]);
  const withLiveScore = await liveScore(call);
  await page.close();
  const step = 1e6 / (oursDecode.tokensPerSecond ?? 1);
  return {
    backend: 'wasm',
    threads,
    elmExplorer: {
      ...oursDecode,
      processorSeconds: undefined,
      processorMsPerToken: oursMs,
      loadSeconds: round(ours.loadSeconds ?? 0),
      prefillTokensPerSecond: prefill.tokensPerSecond,
    },
    transformersJs: {
      ...theirsDecode,
      processorSeconds: undefined,
      processorMsPerToken: theirsMs,
      loadSeconds: round(theirs.loadSeconds ?? 0),
      prefillTokensPerSecond: theirsPrefill.tokensPerSecond,
    },
    decodeRatio: ratioTo(1),
    llamaCpp: [32, 8].map((bits, at) => ({
      bits,
      tokensPerSecond: medianOf(decode, 3 + at).tokensPerSecond,
      decodeRatio: ratioTo(3 + at),
      processorMsPerToken: processorMsOf(decode, 3 + at),
      processorRatio: ratio(processorMsOf(decode, 3 + at), oursMs),
    })),
    // Of whole narrations, prompt and all.
    processorRatio: ratio(theirsMs, oursMs),
    sweepOf8,
    besideTheModel: {
      samplerMicroseconds: beside.samplerMicroseconds,
      detokeniserMicroseconds: beside.detokeniserMicroseconds,
      ofStep: round(((beside.samplerMicroseconds ?? 0) + (beside.detokeniserMicroseconds ?? 0)) / step),
    },
    withLiveScore,
  };
}

/**
 * Eight texts in one batch beside the same ones in turn: by the page's workers, and in one thread. The ratio of processor
 * time is what a batch saves, the rest of the speed-up is what other cores do meanwhile.
 * @param {Call} call
 */
async function sweep(call) {
  const { mostWorkers } = await call('openWorkers');
  const tokens = TOKENS / 2;
  /** @type {Case[]} */
  const cases = [
    ['sweepTogether', tokens],
    ['sweepInTurn', tokens],
    ['sweepInOneThread', tokens],
    ['sweepInTurnInOneThread', tokens],
  ];
  // The first batch has the helpers opened, and the second their code compiled.
  for (let warm = 0; warm < 3; warm++) await call('sweepTogether', tokens);
  const kept = await rounds(call, cases, 2 * RUNS);
  const pair = (/** @type {number} */ at) => {
    const [together, inTurn] = [medianOf(kept, at), medianOf(kept, at + 1)];
    const speedUp = (/** @type {Record<string, number>[]} */ one) =>
      (one[at + 1]?.seconds ?? 0) / (one[at]?.seconds ?? 1);
    return {
      together: together.seconds,
      inTurn: inTurn.seconds,
      speedUp: round(median(kept.map(speedUp))),
      togetherProcessorMsPerToken: processorMsOf(kept, at),
      inTurnProcessorMsPerToken: processorMsOf(kept, at + 1),
    };
  };
  return { mostWorkers, ...pair(0), oneThread: pair(2) };
}

/** Decoding with the live score beside it, of the shipped model and of a slow one. @param {Call} call */
async function liveScore(call) {
  await call('openEncoder');
  await call('openSize', 'large');
  const scored = await rounds(
    call,
    [
      ['ours', TOKENS],
      ['oursWithLiveScore', TOKENS],
      ['decodeSize', SLOW_TOKENS],
      ['sizeWithLiveScore', SLOW_TOKENS],
    ],
    2 * RUNS,
  );
  const ofDecodeSpeed = (/** @type {number} */ at) =>
    round(median(scored.map((one) => (one[at + 1]?.tokensPerSecond ?? 0) / (one[at]?.tokensPerSecond ?? 1))));
  return {
    ...medianOf(scored, 1),
    ofDecodeSpeed: ofDecodeSpeed(0),
    slowModel: { ...medianOf(scored, 3), ofDecodeSpeed: ofDecodeSpeed(2) },
  };
}

/** MB of a page before and after each of the two is opened on one thread, and with the workers that a page has. */
async function memory() {
  /** @type {Record<string, number>} */
  const megabytes = {};
  for (const [name, open] of Object.entries({ elmExplorer: 'openOurs', transformersJs: 'openTheirs' })) {
    const { page, call } = await openPage();
    megabytes.emptyPage = round((await call('memory')).megabytes ?? 0);
    await call(open, 1);
    megabytes[name] = round((await call('memory')).megabytes ?? 0);
    await page.close();
  }
  const { page, call } = await openPage();
  await call('openWorkers');
  megabytes.inWorker = round((await call('memory')).megabytes ?? 0);
  for (let batch = 0; batch < 3; batch++) await call('sweepTogether', TOKENS / 2);
  megabytes.inWorkers = round((await call('memory')).megabytes ?? 0);
  await page.close();
  return megabytes;
}

/** Where a step of one text and of several goes. */
async function parts() {
  const { page, call } = await openPage();
  const found = await call('stepParts', TOKENS / 2);
  await page.close();
  return found;
}

/** Cost against the model, the batch, the prompt and the catalogue, on one thread. */
async function grow() {
  const { page, call } = await openPage();
  await call('openOurs');
  await call('openWorkers');
  const widths = await medians(
    call,
    WIDTHS.flatMap((width) => [
      ['sweepOf', width],
      ['sweepByWorkers', width],
    ]),
  );
  const prompts = await medians(
    call,
    PROMPTS.map((length) => ['promptOf', length]),
  );
  await page.close();

  const sizes = [];
  for (const name of ['small', 'shallow', 'deep', 'large']) {
    const { page, call } = await openPage();
    const { parameters, loadSeconds = 0 } = await call('openSize', name);
    const [decode = {}] = await medians(call, [['decodeSize', TOKENS]]);
    sizes.push({ parameters, loadSeconds: round(loadSeconds), tokensPerSecond: decode.tokensPerSecond });
    await page.close();
  }

  const vectors = [];
  for (const rows of VECTORS) {
    const { page, call } = await openPage();
    await call('openVectors', rows);
    const [{ neighboursMs, recolourMs } = {}] = await medians(call, [['scanVectors']]);
    vectors.push({ rows, neighboursMs, recolourMs });
    await page.close();
  }
  return {
    modelSize: sizes,
    sweepWidth: WIDTHS.map((width, at) => ({
      width,
      tokensPerSecond: widths[2 * at]?.tokensPerSecond,
      byWorkers: widths[2 * at + 1]?.tokensPerSecond,
    })),
    promptLength: prompts.map(({ tokens, seconds }) => ({ tokens, seconds })),
    vectors,
  };
}

const results = [];
/** @type {Awaited<ReturnType<typeof grow>> | null} */
let growth = null;
/** @type {Awaited<ReturnType<typeof memory>> | null} */
let megabytes = null;
/** @type {Awaited<ReturnType<typeof parts>> | null} */
let stepMicroseconds = null;
try {
  for (const threads of THREADS) {
    results.push(await compare(threads));
    console.log(JSON.stringify(results.at(-1), null, 2));
  }
  megabytes = await memory();
  stepMicroseconds = await parts();
  growth = await grow();
  console.log(JSON.stringify({ megabytes, stepMicroseconds, growth }, null, 2));
} finally {
  const version = browser.version();
  await browser.close();
  server.close();
  await rm(served, { recursive: true });
  if (results.length > 0) {
    const file = process.env.BENCH_FILE ?? join(repository, 'bench/results/engine.json');
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
      note: 'greedy, same prompt; medians; sweep and seconds in s; processorSeconds of all threads; a load average above the cores means a busy machine: compare ratios, not speeds',
      results,
      megabytes,
      stepMicroseconds,
      growth,
    };
    await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
    console.log(`Written to ${file}`);
  }
}
