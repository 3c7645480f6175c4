// What a person waits for on the page: the map, the first word after a slider rests, the last word after Stop;
// and the JavaScript that ships.
// Usage: node bench/page/run.mjs [rounds]; wants a built dist/ (npm run build).
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { browserArgs, ensureBrowser } from '../../scripts/browser.mjs';
import { serve } from '../../scripts/serve.mjs';

const rounds = Number(process.argv[2] ?? 5);
const root = fileURLToPath(new URL('../..', import.meta.url));
const { url, close } = await serve({ root: `${root}dist`, port: 4391 });
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserArgs });

/** Casablanca on the way to Alien, as a link has it: the summary, 60 tokens. */
const LINK = '#v=1&space=semantic&start=m912&blend=0.3,l,m1214&task=summary&set=0.5,0,0.9,1.2,1,60,1';
const PATIENCE_MS = 240_000;

/** Seconds from opening the address to points and names on the map, by the page's own clock. */
async function usableMap() {
  const page = await browser.newPage();
  await page.goto(`${url}?backend=wasm`, { waitUntil: 'commit' });
  const handle = await page.waitForFunction(
    () => {
      const drawn = document.querySelector('.map-canvas') && document.querySelector('.map-overlay text');
      return drawn ? performance.now() : 0;
    },
    null,
    { polling: 'raf', timeout: PATIENCE_MS },
  );
  const milliseconds = await handle.jsonValue();
  await page.close();
  return milliseconds / 1000;
}

/** @param {import('@playwright/test').Page} page */
async function finished(page) {
  await page.locator('article[aria-busy="false"]').waitFor({ timeout: PATIENCE_MS });
  await page.getByRole('button', { name: 'Narrate' }).waitFor({ timeout: PATIENCE_MS });
}

/** @param {import('@playwright/test').Page} page */
async function streaming(page) {
  await page.locator('article[aria-busy="true"]').waitFor({ timeout: PATIENCE_MS });
}

/**
 * Seconds from a key press on the blend's slider to the first word of the text that belongs to it.
 * @param {import('@playwright/test').Page} page
 * @param {string} key
 */
async function restToFirstWord(page, key) {
  const word = page.evaluate(
    () =>
      new Promise((resolve) => {
        let pressed = 0;
        window.addEventListener(
          'keydown',
          () => {
            pressed = performance.now();
          },
          { capture: true, once: true },
        );
        new MutationObserver((_, observer) => {
          const article = document.querySelector('.narration-page article');
          if (pressed === 0 || !article || article.classList.contains('narration-stale')) return;
          if (article.getAttribute('aria-busy') !== 'true') return;
          observer.disconnect();
          resolve((performance.now() - pressed) / 1000);
        }).observe(document.querySelector('.narration-page') ?? document.body, {
          attributes: true,
          characterData: true,
          childList: true,
          subtree: true,
        });
      }),
  );
  await page.getByRole('slider', { name: /^Blend towards/ }).press(key);
  return /** @type {Promise<number>} */ (word);
}

/**
 * Seconds from pressing Stop to the last change of the text; 0 when none came after it.
 * @param {import('@playwright/test').Page} page
 */
async function stopToLastWord(page) {
  await page.getByRole('button', { name: 'Narrate' }).click();
  await streaming(page);
  await page.waitForFunction(() => (document.querySelector('article')?.textContent ?? '').length > 30);
  await page.evaluate(() => {
    const times = { stop: 0, last: 0 };
    Object.assign(window, { stopTimes: times });
    window.addEventListener(
      'click',
      () => {
        times.stop = performance.now();
      },
      { capture: true, once: true },
    );
    let text = document.querySelector('article')?.textContent;
    new MutationObserver(() => {
      const now = document.querySelector('article')?.textContent;
      if (now === text) return;
      text = now;
      times.last = performance.now();
    }).observe(document.querySelector('.narration-page') ?? document.body, {
      characterData: true,
      childList: true,
      subtree: true,
    });
  });
  await page.getByRole('button', { name: 'Stop' }).click();
  await finished(page);
  const { stop, last } = await page.evaluate(
    () =>
      /** @type {{ stopTimes: { stop: number, last: number } }} */ (/** @type {unknown} */ (window))
        .stopTimes,
  );
  return Math.max(0, last - stop) / 1000;
}

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

const map = [];
for (let round = 0; round < rounds; round += 1) map.push(await usableMap());

const page = await browser.newPage();
await page.goto(`${url}?backend=wasm${LINK}`);
await finished(page);
const rest = [];
const moving = [];
const stop = [];
for (let round = 0; round < rounds; round += 1) {
  rest.push(await restToFirstWord(page, 'ArrowRight'));
  // The text is still being written when the slider moves on.
  moving.push(await restToFirstWord(page, 'ArrowRight'));
  await finished(page);
  stop.push(await stopToLastWord(page));
}

const result = {
  measuredAt: new Date().toISOString(),
  commit: execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim(),
  browser: `Chromium ${browser.version()}, headless, WASM`,
  machine: { cpu: cpus()[0]?.model, cores: cpus().length, loadAverage: loadavg()[0] },
  note: 'seconds, medians; kilobytes after gzip. The rest that a slider needs, 0.25 s, is counted in.',
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
await browser.close();
await close();
