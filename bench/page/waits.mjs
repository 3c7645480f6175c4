// What a person waits for, by the page's own clock. Each wait ends by the limit that its caller sets.

/** @typedef {import('@playwright/test').Page} Page */

/** No wait of Playwright's ends before the step that it belongs to. */
const NO_LIMIT = { timeout: 0 };

/**
 * Goes to a state of the page by its address, as a link does, without loading the page again.
 * @param {Page} page
 * @param {string} hash
 */
export async function goTo(page, hash) {
  await page.evaluate((next) => {
    window.location.hash = next;
  }, hash);
}

/**
 * A text is on show that is neither written nor outdated, and the next can be asked for.
 * @param {Page} page
 */
export async function finished(page) {
  await page.locator('article[aria-busy="false"]:not(.narration-stale)').waitFor(NO_LIMIT);
  await page.getByRole('button', { name: 'Narrate', exact: true }).waitFor(NO_LIMIT);
}

/** @param {Page} page */
export async function streaming(page) {
  await page.locator('article[aria-busy="true"]').waitFor(NO_LIMIT);
}

/**
 * Seconds from opening the address to points and names on the map.
 * @param {import('@playwright/test').Browser} browser
 * @param {string} url
 */
export async function usableMap(browser, url) {
  const page = await browser.newPage();
  await page.goto(`${url}?backend=wasm`, { waitUntil: 'commit' });
  const handle = await page.waitForFunction(
    () => {
      const drawn = document.querySelector('.map-canvas') && document.querySelector('.map-overlay text');
      return drawn ? performance.now() : 0;
    },
    null,
    { polling: 'raf', ...NO_LIMIT },
  );
  const milliseconds = await handle.jsonValue();
  await page.close();
  return milliseconds / 1000;
}

/**
 * Seconds from a key on the blend's slider to the first word of the text that belongs to it: the text before
 * is outdated from the key to that word.
 * @param {Page} page
 * @returns {Promise<number>}
 */
export async function pressToFirstWord(page) {
  const word = page.evaluate(
    () =>
      new Promise((resolve) => {
        let pressed = 0;
        let wasOutdated = false;
        window.addEventListener(
          'keydown',
          () => {
            pressed = performance.now();
          },
          { capture: true, once: true },
        );
        new MutationObserver((_, observer) => {
          const article = document.querySelector('.narration-page article');
          if (pressed === 0 || !article) return;
          if (article.classList.contains('narration-stale')) wasOutdated = true;
          else if (wasOutdated) {
            observer.disconnect();
            resolve((performance.now() - pressed) / 1000);
          }
        }).observe(document.querySelector('.narration-page') ?? document.body, {
          attributes: true,
          characterData: true,
          childList: true,
          subtree: true,
        });
      }),
  );
  await page.getByRole('slider', { name: /^Blend towards/ }).press('ArrowRight');
  return /** @type {Promise<number>} */ (word);
}

/**
 * Presses Stop while a text is written. Seconds from there until none is written any more.
 * @param {Page} page
 * @returns {Promise<number>}
 */
export async function stopToLastWord(page) {
  const end = page.evaluate(
    () =>
      new Promise((resolve) => {
        let stopped = 0;
        window.addEventListener(
          'click',
          () => {
            stopped = performance.now();
          },
          { capture: true, once: true },
        );
        new MutationObserver((_, observer) => {
          if (stopped === 0 || document.querySelector('article[aria-busy="true"]')) return;
          observer.disconnect();
          resolve((performance.now() - stopped) / 1000);
        }).observe(document.querySelector('.narration-page') ?? document.body, {
          attributeFilter: ['aria-busy'],
          subtree: true,
        });
      }),
  );
  await page.getByRole('button', { name: 'Stop' }).click(NO_LIMIT);
  return /** @type {Promise<number>} */ (end);
}
