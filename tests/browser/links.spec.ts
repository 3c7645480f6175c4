import { expect, type Page, test } from '@playwright/test';
import { finished, goTo, open, scoreOf, textOf, wordsOf } from './page.ts';

/** Everything of the page that a link carries, as a person sees it. */
async function stateOf(page: Page) {
  await finished(page);
  const slider = (name: RegExp) => page.getByRole('slider', { name }).getAttribute('aria-valuetext');
  return {
    recipe: await wordsOf(page).textContent(),
    alpha: await slider(/^Blend towards/),
    task: await page.getByRole('combobox', { name: 'Task' }).textContent(),
    text: await textOf(page),
    score: await scoreOf(page),
  };
}

test('a copied link opened elsewhere gives recipe, task, settings, map and the same words', async ({
  page,
  context,
  browser,
  baseURL,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: baseURL ?? '' });
  await open(page);
  await goTo(
    page,
    'start=m912&blend=0.3,s,m1&push=semantic-animation,1.5&task=pitch&set=0.6,0,0.95,1.2,7,24,1&view=0.5,0.5,4&colour=decade',
  );
  const first = await stateOf(page);
  expect(first.text.length).toBeGreaterThan(20);
  expect(first.recipe).toContain('animation');
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByRole('button', { name: 'Link copied' })).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URLSearchParams(new URL(link).hash.slice(1)).get('set')).toBe('0.6,0,0.95,1.2,7,24,1');

  // Another person's: a notebook that has the text already would show it.
  const elsewhere = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    serviceWorkers: 'block',
  });
  const other = await elsewhere.newPage();
  await other.goto(link);
  expect(await stateOf(other)).toEqual(first);
  // The map too: the other page's own link says the same of it.
  await expect.poll(() => new URL(other.url()).hash).toBe(new URL(link).hash);
  await elsewhere.close();
});

test('the evaluation page and back: recipe and words are still there', async ({ page }) => {
  await open(page);
  await goTo(page, 'start=m912&set=0.5,0,0.9,1.2,1,16,1');
  await finished(page);
  const text = await textOf(page);
  await page.getByRole('link', { name: 'Evaluation' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'How far to trust it' })).toBeVisible();
  await page.getByRole('link', { name: 'Back to the map' }).click();
  await expect(page.getByRole('article').first()).toBeVisible();
  expect(await textOf(page)).toBe(text);
  await expect(page).toHaveURL(/#v=1&.*start=m912/);
});

test('a damaged link and one of another version are refused in a sentence, and the page is usable', async ({
  page,
}) => {
  await page.goto('/?backend=wasm#v=1&space=semantic&start=x12&task=summary&set=1,2');
  await expect(page.getByRole('alert')).toContainText('This link is damaged.');
  await page.goto('/?backend=wasm#v=99&start=m912');
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('another version of the page');
  await expect(page.getByRole('button', { name: 'Examples' })).toBeEnabled();
});
