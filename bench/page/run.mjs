// What a person waits for on the page: the map, the first word after a slider rests, the last word after Stop;
// and the JavaScript that ships.
// Usage: node bench/page/run.mjs [rounds]; wants a built dist/ (npm run build). Five rounds take about a minute on a
// quiet machine; a step that hangs ends the run with its name.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { browserArgs, ensureBrowser } from '../../scripts/browser.mjs';
import { serve } from '../../scripts/serve.mjs';
import { within } from '../limits.mjs';
import { finished, goTo, pressToFirstWord, stopToLastWord, streaming, usableMap } from './waits.mjs';

const rounds = Number(process.argv[2] ?? 5);
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Casablanca on the way to Alien, as a link has it: the summary. */
const RECIPE = 'v=1&space=semantic&start=m912&blend=0.3,l,m1214&task=summary';
/** 60 tokens, written in the time of one frame. */
const SHORT = `${RECIPE}&set=0.5,0,0.9,1.2,1,60,1`;
/** Sixteen candidates that do not end by themselves: there are seconds to move on, or to stop. */
const LONG = `${RECIPE}&set=2,0,1,1,1,400,16`;

/** @param {number} value */
function rounded(value) {
  return Number(value.toFixed(3));
}

/** @param {readonly number[]} values */
function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return rounded(sorted[Math.floor(sorted.length / 2)] ?? Number.NaN);
}

/** Kilobytes of JavaScript after gzip; ONNX Runtime's own files, ort*, are not counted. */
function javaScript() {
  const folder = `${root}dist/assets`;
  const own = readdirSync(folder).filter((name) => name.endsWith('.js') && !name.startsWith('ort'));
  /** @param {RegExp} kind */
  const kilobytes = (kind) => {
    const files = own.filter((name) => kind.test(name));
    const bytes = files.reduce((sum, name) => sum + gzipSync(readFileSync(`${folder}/${name}`)).length, 0);
    return Number((bytes / 1000).toFixed(1));
  };
  return {
    page: kilobytes(/^(index|rolldown)/),
    evaluationPage: kilobytes(/^Evaluation/),
    workers: kilobytes(/worker/),
  };
}

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {string} url
 */
async function measure(browser, url) {
  const map = [];
  for (let round = 0; round < rounds; round += 1) {
    const opened = () => usableMap(browser, url);
    map.push(await within(30, `Map ${round + 1} of ${rounds}`, opened));
  }
  const page = await browser.newPage();
  await within(90, 'Model and first text', async () => {
    await page.goto(`${url}?backend=wasm#${SHORT}`);
    await finished(page);
  });
  const rest = [];
  for (let round = 0; round < rounds; round += 1) {
    const moved = () => pressToFirstWord(page);
    rest.push(await within(20, `First word after a rest, ${round + 1} of ${rounds}`, moved));
    await within(20, 'The end of that text', () => finished(page));
  }
  const moving = [];
  const stop = [];
  for (let round = 0; round < rounds; round += 1) {
    await within(60, 'A long text', async () => {
      if (round === 0) await goTo(page, LONG);
      else await page.getByRole('button', { name: 'Narrate', exact: true }).click();
      await streaming(page);
    });
    const moved = () => pressToFirstWord(page);
    moving.push(await within(30, `First word while a text is written, ${round + 1} of ${rounds}`, moved));
    const stopped = () => stopToLastWord(page);
    stop.push(await within(30, `Last word after Stop, ${round + 1} of ${rounds}`, stopped));
    await within(30, 'The score of what was stopped', () => finished(page));
  }
  await page.close();
  return { map, rest, moving, stop };
}

const { url, close } = await serve({ root: `${root}dist`, port: 4391 });
const browser = await within(30, 'Browser', () =>
  chromium.launch({ executablePath: ensureBrowser(), args: browserArgs }),
);
try {
  const { map, rest, moving, stop } = await measure(browser, url);
  const result = {
    measuredAt: new Date().toISOString(),
    commit: execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim(),
    browser: `Chromium ${browser.version()}, headless, WASM`,
    machine: { cpu: cpus()[0]?.model, cores: cpus().length, loadAverage: loadavg()[0] },
    note: 'seconds, medians; kilobytes after gzip. The rest that a slider needs, 0.25 s, is counted in. While a text is written: sixteen candidates of 400 tokens before and after the move. Stop: until nothing is written any more.',
    rounds,
    usableMap: median(map),
    sliderToFirstWord: { idle: median(rest), whileATextIsWritten: median(moving) },
    stopToLastWord: median(stop),
    javaScript: javaScript(),
    values: {
      usableMap: map.map(rounded),
      idle: rest.map(rounded),
      whileATextIsWritten: moving.map(rounded),
      stop: stop.map(rounded),
    },
  };
  writeFileSync(`${root}bench/results/page.json`, `${JSON.stringify(result, null, 2)}\n`);
  console.log(JSON.stringify(result, null, 2));
} catch (thrown) {
  console.error(thrown instanceof Error ? thrown.message : thrown);
  process.exitCode = 1;
} finally {
  await browser.close();
  await close();
}
