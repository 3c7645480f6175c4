import AxeBuilder from '@axe-core/playwright';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import type { Run } from '../../src/core/types.ts';
import {
  choose,
  findIn,
  finished,
  goTo,
  open,
  renarrated as renarratedOn,
  scoreOf,
  textOf,
  wordsOf,
} from './page.ts';
import { exportedNotebook } from './saved.ts';

/**
 * Narrating as a person does it, with the model that ships, on WASM. One page serves all tests, in order: a
 * first visit comes first. Texts are kept short; no test knows their words.
 */
let context: BrowserContext;
let page: Page;

test.beforeAll(async ({ browser }) => {
  context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addInitScript(slowableWords);
  page = await context.newPage();
  await open(page);
});

test.afterAll(() => context.close());

const CASABLANCA = 912;
const ALIEN = 1214;

/** Settings as links write them, with a length limit in tokens and a number of candidates. */
function settings(tokens: number, bestOf = 1): string {
  return `set=0.5,0,0.9,1.2,1,${tokens},${bestOf}`;
}

async function newestRun(): Promise<Run> {
  const [run] = (await exportedNotebook(page)).runs;
  if (!run) throw new Error('The notebook is empty.');
  return run;
}

const renarrated = (change: () => Promise<unknown>) => renarratedOn(page, change);

/**
 * Notes what a meter reads while a text streams. The values come too fast on one machine and too slowly on
 * another for looking at them from outside.
 */
async function watchMeter(name: string): Promise<() => Promise<string[]>> {
  await page.evaluate((label) => {
    const values: string[] = [];
    new MutationObserver(() => {
      const busy = document.querySelector('article[aria-busy="true"]');
      const value = document
        .querySelector(`[role="meter"][aria-label="${label}"]`)
        ?.getAttribute('aria-valuetext');
      if (busy && value && /^−?\d/.test(value) && values.at(-1) !== value) values.push(value);
    }).observe(document.body, { attributes: true, childList: true, subtree: true });
    Object.assign(window, { meterValues: values });
  }, name);
  return () => page.evaluate(() => (window as unknown as { meterValues: string[] }).meterValues);
}

/**
 * Has the words of the model's worker reach the page `window.wordMs` apart, as they do from a slower machine: here
 * a text is there before a score could be followed.
 */
function slowableWords(): void {
  const RealWorker = window.Worker;
  const later = (listener: (event: MessageEvent) => void) => {
    let before = Promise.resolve();
    return (event: MessageEvent) => {
      const isWord = event.data?.type === 'event' && Array.isArray(event.data.event);
      before = before
        .then(() => {
          const { wordMs = 0 } = window as { wordMs?: number };
          return isWord && wordMs > 0
            ? new Promise<void>((resolve) => setTimeout(resolve, wordMs))
            : undefined;
        })
        .then(() => listener(event));
    };
  };
  window.Worker = class extends RealWorker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      if (options?.name !== 'elm') return;
      const add = this.addEventListener.bind(this);
      this.addEventListener = (type: string, listener: never) =>
        add(type, type === 'message' ? (later(listener) as EventListener) : listener);
    }
  };
}

const wordsComeEvery = (ms: number) => page.evaluate((wordMs) => Object.assign(window, { wordMs }), ms);

test('a first visit: what the page is, in a sentence, and examples that run with one click', async () => {
  const examples = page.getByRole('region', { name: 'Examples' }).getByRole('button');
  expect(await examples.count()).toBeGreaterThanOrEqual(4);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await examples.filter({ hasText: 'Between two classics' }).click();
  await expect(wordsOf(page)).toHaveText(/^50 % .+, 50 % .+$/);
  await finished(page);
  expect((await textOf(page)).split(/\s+/).length).toBeGreaterThan(5);
  // Help stands where a question arises: on hover, on focus, and in one window.
  const term = page
    .getByRole('region', { name: 'Narration' })
    .getByRole('button', { name: 'Semantic consistency' });
  await term.hover();
  await expect(page.getByRole('tooltip')).toContainText('cosine');
  await page.mouse.move(5, 5, { steps: 8 });
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  await page.getByRole('button', { name: 'Help' }).click();
  await expect(page.getByRole('dialog', { name: 'What this is' })).toBeVisible();
  await page.keyboard.press('Escape');
});

test('a real film: the score moves while words come, then stands beside floor and rank', async () => {
  const live = await watchMeter('Semantic consistency');
  await wordsComeEvery(60);
  await renarrated(() => goTo(page, `start=m${CASABLANCA}&${settings(120)}`));
  await wordsComeEvery(0);
  // On a starved machine one score may be all that comes in time; it is not yet the final one.
  expect(await live()).not.toEqual([]);
  expect((await live())[0]).not.toBe(await scoreOf(page));
  expect(await scoreOf(page)).toMatch(/^\d\.\d\d, floor −?\d\.\d\d/);
  await expect(page.getByText(/^finds its vector [\d,]+(st|nd|rd|th) of [\d,]+$/)).toBeVisible();
  const { scores } = await newestRun();
  expect(scores.sc).not.toBeNull();
  expect(scores.sc ?? 0).toBeGreaterThan(scores.scFloor ?? 1);
  expect(scores.rank).toBeGreaterThan(0);
});

test('a film with a text of its own has a ceiling too', async ({ request }) => {
  const references = (await (await request.get('/models/movielens/references.json')).json()) as {
    readonly task: string;
    readonly movies: readonly number[];
  }[];
  const id = references.find(({ task, movies }) => task === 'summary' && movies.length === 1)?.movies[0];
  await renarrated(() => goTo(page, `start=m${id}&${settings(24)}`));
  expect(await scoreOf(page)).toMatch(/^\d\.\d\d, floor −?\d\.\d\d, ceiling \d\.\d\d$/);
});

test('tasks stand in groups; slots are filled from the recipe, and what is missing is said', async () => {
  await renarrated(() => goTo(page, `start=m${CASABLANCA}&${settings(20)}`));
  const task = page.getByRole('combobox', { name: 'Task' });
  const pick = async (name: string) => {
    await task.click();
    await page.getByRole('option').filter({ hasText: name }).first().click();
  };
  await task.click();
  const groups = page.getByRole('listbox').getByRole('group');
  expect(await groups.count()).toBeGreaterThanOrEqual(5);
  expect(await page.getByRole('option').count()).toBeGreaterThanOrEqual(10);
  await page.keyboard.press('Escape');

  const pitchText = await textOf(page);
  await renarrated(() => pick('Pitch'));
  expect(await textOf(page)).not.toBe(pitchText);
  await pick('needs two');
  await expect(page.getByRole('status').filter({ hasText: 'needs a second movie' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Narrate', exact: true })).toBeDisabled();
  await renarrated(() => choose(page, 'alien', 'Shift+Enter'));
  const pair = await newestRun();
  expect(pair.recipe.blend?.with).toEqual({ type: 'entity', entity: { kind: 'movie', id: ALIEN } });
  await pick('User profile');
  await expect(page.getByRole('status').filter({ hasText: 'behavioral space' })).toBeVisible();
});

test('a user: behavioral consistency moves while words come and stands at the end', async () => {
  const live = await watchMeter('Behavioral consistency');
  await wordsComeEvery(40);
  await renarrated(() => choose(page, 'user 7', 'Enter'));
  await wordsComeEvery(0);
  expect(await live()).not.toEqual([]);
  const meter = page.getByRole('meter', { name: 'Behavioral consistency' });
  await expect(meter).toHaveAttribute('aria-valuetext', /^−?\d\.\d\d, chance 0\.00$/);
  await expect(page.getByText(/^NDCG \d\.\d\d$/)).toBeVisible();
  expect((await newestRun()).scores.bcSpearman).not.toBeNull();
});

test('settings by keys: length, seed, best of several by consistency, and no narrating by itself', async () => {
  await renarrated(() => goTo(page, `start=m${CASABLANCA}&${settings(16)}`));
  await expect(page.getByText('cut off at the length limit')).toBeVisible();
  await expect(page.getByText('16 tokens', { exact: true })).toBeVisible();
  const first = await newestRun();

  await page.getByRole('button', { name: 'Settings of the narration' }).click();
  await page.getByRole('switch', { name: 'Narrate by itself when a slider rests' }).click();
  const bestOf = page.getByRole('slider', { name: 'Best of' });
  await bestOf.focus();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowRight');
  await expect(bestOf).toHaveAttribute('aria-valuetext', '4 texts');
  await page.keyboard.press('Escape');
  // Nothing is narrated by itself now: the text is outdated until a person asks.
  await expect(page.getByRole('article')).toHaveClass(/narration-stale/);
  await expect(page.getByRole('button', { name: 'Stop' })).toHaveCount(0);
  await renarrated(() => page.getByRole('button', { name: 'Narrate', exact: true }).click());
  await expect(page.getByText('best of 4')).toBeVisible();
  const best = await newestRun();
  // The first of the four has the seed of the single text before, so the best is at least as consistent.
  expect(best.settings.bestOf).toBe(4);
  expect(best.scores.sc ?? 0).toBeGreaterThanOrEqual((first.scores.sc ?? 1) - 1e-4);

  await page.getByRole('button', { name: 'Settings of the narration' }).click();
  await page.getByRole('switch', { name: 'Narrate by itself when a slider rests' }).click();
  await bestOf.focus();
  await page.keyboard.press('Home');
  await renarrated(async () => {
    await page.getByRole('spinbutton', { name: 'Seed' }).fill('99');
    await page.keyboard.press('Escape');
  });
  expect((await newestRun()).settings.seed).toBe(99);
});

test('dragging narrates again only when the slider rests, and the text never goes empty', async () => {
  await renarrated(() => goTo(page, `start=m${CASABLANCA}&blend=0.2,l,m${ALIEN}&${settings(24)}`));
  const before = (await exportedNotebook(page)).runs.length;
  await page.evaluate(() => {
    const narration = document.querySelector('.narration-page');
    if (!narration) throw new Error('There is no narration.');
    const seen = { empty: 0, changes: 0, stale: 0 };
    new MutationObserver(() => {
      seen.changes += 1;
      if (narration.querySelector('article.narration-stale')) seen.stale += 1;
      if ((narration.querySelector('article')?.textContent ?? '').trim() === '') seen.empty += 1;
    }).observe(narration, {
      childList: true,
      subtree: true,
      characterData: true,
      attributeFilter: ['class'],
    });
    Object.assign(window, { seenTexts: seen });
  });
  const box = await page.locator('.blend-row .slider').boundingBox();
  if (!box) throw new Error('The slider has no box.');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.2, y);
  await page.mouse.down();
  // In one go: on a busy machine a command for each move would let the slider rest between them.
  await page.mouse.move(box.x + box.width * 0.8, y, { steps: 30 });
  await page.mouse.up();
  const alpha = await page.getByRole('slider', { name: /^Blend towards/ }).getAttribute('aria-valuenow');
  await finished(page);
  await expect(page.getByRole('article')).not.toHaveClass(/narration-stale/);
  const seen = await page.evaluate(
    () => (window as unknown as { seenTexts: { empty: number; changes: number; stale: number } }).seenTexts,
  );
  expect(seen.changes).toBeGreaterThan(0);
  expect(seen.empty).toBe(0);
  // What is shown meanwhile is marked as the text of another vector.
  expect(seen.stale).toBeGreaterThan(0);
  const { runs } = await exportedNotebook(page);
  expect(runs[0]?.recipe.blend?.alpha).toBe(Number(alpha));
  // Thirty moves, one text: what was begun on the way is cancelled and not kept.
  expect(runs.length - before).toBeLessThanOrEqual(2);
});

test('A, blend and B side by side: three texts of one batch; the middle follows the slider', async () => {
  await renarrated(() => goTo(page, `start=m${CASABLANCA}&blend=0.4,l,m${ALIEN}&${settings(24)}`));
  const before = (await exportedNotebook(page)).runs.length;
  await page.getByRole('button', { name: 'Side by side' }).click();
  const sides = page.getByRole('region', { name: 'Side by side' });
  const columns = sides.getByRole('group');
  await expect(columns).toHaveCount(3);
  await expect(sides.getByText(/^SC −?\d\.\d\d$/)).toHaveCount(3, { timeout: 60_000 });
  await expect(columns.nth(0)).toContainText('Casablanca (1942)');
  await expect(columns.nth(1)).toContainText('60 % Casablanca (1942), 40 % Alien (1979)');
  await expect(columns.nth(2)).toContainText('Alien (1979)');
  const texts = () => columns.locator('.side-text').allTextContents();
  const [a, middle, b] = await texts();
  expect(new Set([a, middle, b]).size).toBe(3);
  expect((await exportedNotebook(page)).runs.length - before).toBe(3);
  expect((await new AxeBuilder({ page }).include('.sides').analyze()).violations).toEqual([]);

  const slider = page.getByRole('slider', { name: /^Blend towards/ });
  await slider.focus();
  await renarrated(() => page.keyboard.press('PageUp'));
  await expect(columns.nth(1)).toContainText('50 % Casablanca (1942), 50 % Alien (1979)');
  expect((await texts())[1]).toBe(await textOf(page));
  expect([(await texts())[0], (await texts())[2]]).toEqual([a, b]);

  await page.getByRole('combobox', { name: 'Task' }).click();
  await page.getByRole('option', { name: 'Pitch' }).first().click();
  await expect(sides.getByRole('button', { name: 'Narrate again' })).toBeVisible();
  await sides.getByRole('button', { name: 'Close side by side' }).click();
  await expect(sides).toHaveCount(0);
});

test('an own attribute goes with the narrations that it made, into the export and the link', async () => {
  await goTo(page, `start=m${CASABLANCA}&${settings(16)}`);
  await page.getByRole('button', { name: 'Your own' }).click();
  const dialog = page.getByRole('dialog', { name: 'Your own attribute' });
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('at sea');
  await dialog.getByLabel('Towards').fill('a film about sailors on a ship');
  await dialog.getByLabel('Away from').fill('a film about farmers in the hills');
  await dialog.getByRole('button', { name: 'Make the attribute' }).click();
  await expect(dialog.getByText('“at sea” is among the attributes now.')).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press('Escape');
  const slider = page.getByRole('slider', { name: 'at sea' });
  await slider.focus();
  await renarrated(() => page.keyboard.press('End'));
  const { runs, cavs } = await exportedNotebook(page);
  const push = runs[0]?.recipe.pushes[0];
  expect(push?.sd).toBe(3);
  expect(cavs.map(({ id, label }) => ({ id, label }))).toContainEqual({ id: push?.cav, label: 'at sea' });
  await expect(page).toHaveURL(/push=own-.*,3/);
  await expect(page).toHaveURL(/cav=/);
  await findIn(page, 'Colour by', 'Find a colouring or a concept', 'at sea');
  await expect(page.getByRole('region', { name: /^Legend: .*at sea/ })).toBeVisible();
});
