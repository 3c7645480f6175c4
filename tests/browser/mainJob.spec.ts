import { expect, test } from '@playwright/test';
import { choose, finished, lengthen, open, renarrated, scoreOf, textOf } from './page.ts';
import { exportedNotebook } from './saved.ts';

test('a person finds two films, drags between them, reads, stops and takes the result away', async ({
  page,
}) => {
  await open(page);

  await choose(page, 'casablanca', 'Enter');
  await expect(page.getByRole('heading', { level: 2 }).first()).toContainText('Casablanca');
  await choose(page, 'toy story', 'Shift+Enter');
  const alpha = page.getByRole('slider', { name: /^Blend towards Toy Story/ });
  await expect(alpha).toHaveAttribute('aria-valuetext', '50 %');
  await expect(page.getByText('Hypothetical: no entity has this vector')).toBeVisible();

  // The text streams by itself once the slider rests, and its score moves while it does.
  await finished(page);
  const first = await textOf(page);
  expect(first.split(/\s+/).length).toBeGreaterThan(5);

  // A text is written in a tenth of a second: for what happens meanwhile it must be a long one.
  await lengthen(page);
  await alpha.focus();
  for (let step = 0; step < 20; step += 1) await alpha.press('ArrowRight');
  await expect(alpha).toHaveAttribute('aria-valuetext', '70 %');
  const scores = new Set<string>();
  await expect(async () => {
    scores.add(await scoreOf(page));
    expect(scores.size).toBeGreaterThan(2);
  }).toPass({ intervals: [100] });
  await finished(page);

  await page.getByRole('button', { name: 'Narrate', exact: true }).click();
  await expect(page.getByRole('article')).toHaveAttribute('aria-busy', 'true');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('stopped early')).toBeVisible();

  const notebook = await exportedNotebook(page);
  const newest = notebook.runs[0];
  expect(notebook.runs.length).toBeGreaterThanOrEqual(3);
  expect(newest?.finish).toBe('stopped');
  expect(newest?.recipe.blend?.alpha).toBe(0.7);
  expect(newest?.scores.sc).not.toBeNull();
  expect(notebook.runs.some((run) => run.text.replace(/\s+/g, '') === first.replace(/\s+/g, ''))).toBe(true);
});

test('the same seed gives the same words, another seed other words', async ({ page }) => {
  await open(page);
  await choose(page, 'casablanca', 'Enter');
  await finished(page);
  const text = () => textOf(page);
  const first = await text();

  await renarrated(page, () => page.getByRole('button', { name: 'Narrate', exact: true }).click());
  expect(await text()).toBe(first);

  await renarrated(page, () => page.getByRole('button', { name: 'Another wording' }).click());
  expect(await text()).not.toBe(first);
});

test('a link reopened in another page gives the same words', async ({ page, browser }) => {
  await open(page);
  await choose(page, 'casablanca', 'Enter');
  await finished(page);
  const text = await textOf(page);
  await expect(page).toHaveURL(/#v=1&.*start=m912/);

  // Another person's: a notebook that has the text already would show it.
  const elsewhere = await browser.newContext({ serviceWorkers: 'block' });
  const other = await elsewhere.newPage();
  await other.goto(page.url());
  await finished(other);
  expect(await textOf(other)).toBe(text);
  await elsewhere.close();
});
