import { expect, type Page, test } from '@playwright/test';
import { lengthen, open, wordsOf } from './page.ts';
import { savedBy } from './saved.ts';

/** What has the focus, by role and name as a screen reader says it; '' when nothing has it. */
async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return '';
    const label =
      element.getAttribute('aria-label') ?? (element as HTMLInputElement).labels?.[0]?.textContent;
    const role = element.getAttribute('role') ?? element.localName;
    return `${role} ${label ?? element.textContent ?? ''}`.trim();
  });
}

/** Presses Tab until the focus is on what matches; every stop on the way has a name. */
async function tabTo(page: Page, name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<string[]> {
  const stops: string[] = [];
  for (let step = 0; step < 90; step += 1) {
    await page.keyboard.press(key);
    const at = await focused(page);
    stops.push(at);
    if (name.test(at)) return stops;
    if (at !== '') expect(at, 'a stop of the Tab key has a name').toMatch(/^\S+ \S/);
  }
  throw new Error(`${name} is not reached by ${key}: ${stops.join(' | ')}`);
}

/** Types into the search as soon as it has the focus. */
async function search(page: Page, query: string): Promise<void> {
  await expect(page.getByRole('combobox', { name: /film/ })).toBeFocused();
  await page.keyboard.type(query);
}

async function find(page: Page, query: string, key: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await search(page, query);
  await expect(page.getByRole('option').first()).toContainText(new RegExp(query, 'i'));
  await page.keyboard.press(key);
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

test('search, blend, push, narrate, stop and export by keyboard alone, and the focus is never lost', async ({
  page,
}) => {
  await open(page);
  await find(page, 'casablanca', 'Enter');
  // Nothing had the focus before, so the recipe has it now.
  await expect.poll(() => focused(page)).toMatch(/From: Casablanca/);
  await find(page, 'toy story', 'Control+Enter');
  await expect.poll(() => focused(page)).toMatch(/From: Casablanca/);

  await tabTo(page, /^slider Blend towards Toy Story/);
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowLeft');
  await expect(wordsOf(page)).toHaveText('53 % Casablanca (1942), 47 % Toy Story (1995)');

  await tabTo(page, /Add an attribute/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Find an attribute' })).toBeFocused();
  await page.keyboard.type('dark comedy');
  await page.keyboard.press('Enter');
  // The slider that was asked for is what the keys move next.
  await expect.poll(() => focused(page)).toBe('slider dark comedy');
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowRight');
  await expect(wordsOf(page)).toContainText('+0.5 sd dark comedy');

  const between = await tabTo(page, /^combobox Task/);
  // Composer first, in the order in which it is read.
  expect(between[0]).toBe('button Remove dark comedy');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('listbox')).toBeVisible();
  await page.keyboard.type('Long desc');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Task' })).toContainText('Long description');
  expect(await focused(page)).toMatch(/^combobox Task/);

  // A text may be written in a tenth of a second; this one is long enough to be stopped.
  await expect(page).toHaveURL(/task=long_description/);
  await lengthen(page);
  await tabTo(page, /^button (Narrate|Stop)$/);
  const narrate = page.getByRole('button', { name: 'Narrate', exact: true });
  const stop = page.getByRole('button', { name: 'Stop' });
  // It began by itself, and is stopped; then once more by asking for it.
  for (const begin of [async () => {}, () => page.keyboard.press('Enter')]) {
    await begin();
    await expect(page.getByRole('article')).toHaveAttribute('aria-busy', 'true', { timeout: 90_000 });
    await expect(stop).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(narrate).toBeFocused({ timeout: 90_000 });
  }
  await expect(page.getByText('stopped early')).toBeVisible();

  await tabTo(page, /^button Notebook, \d+ narrations?$/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Notebook' })).toBeVisible();
  await tabTo(page, /^button Export/);
  const file = await savedBy(page, async () => {
    await page.keyboard.press('Enter');
    await expect(page.getByRole('menuitem', { name: /JSON/ })).toBeFocused();
    await page.keyboard.press('Enter');
  });
  const { runs } = JSON.parse(file.text);
  expect(runs[0]).toMatchObject({
    finish: 'stopped',
    task: 'long_description',
    recipe: { blend: { alpha: 0.47 } },
  });
  await page.keyboard.press('Escape');
  await expect.poll(() => focused(page)).toMatch(/^button Notebook/);
});

test('what goes away hands the focus on to its neighbour', async ({ page }) => {
  await open(page);
  await tabTo(page, /^button Between two classics/);
  await page.keyboard.press('Enter');
  await expect(wordsOf(page)).toContainText('Casablanca');
  await expect.poll(() => focused(page), 'the examples are gone').not.toBe('');

  await page.getByRole('button', { name: 'Add a vector to the start' }).focus();
  await page.keyboard.press('Enter');
  await search(page, 'heat 1995');
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page)).toBe('button Add a vector to the start');
  await page.keyboard.press('Shift+Tab');
  expect(await focused(page)).toBe('button Remove Heat (1995)');
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page), 'the term is gone').toBe('button Add a vector to the start');

  await page.getByRole('button', { name: 'Remove Alien (1979)' }).focus();
  await page.keyboard.press('Enter');
  await expect(wordsOf(page)).toHaveText('Casablanca (1942)');
  await expect.poll(() => focused(page), 'the blend is gone').not.toBe('');

  const undo = page.getByRole('button', { name: 'Undo' });
  await undo.focus();
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('Enter');
  await expect.poll(() => focused(page), 'nothing is left to undo').not.toBe('');
});

test('an emptied seed stays empty until it is a seed, and a wrong one is explained', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Settings of the narration' }).press('Enter');
  const seed = page.getByRole('spinbutton', { name: 'Seed' });
  await seed.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Backspace');
  await expect(seed).toHaveValue('');
  await page.keyboard.type('99999999999');
  await expect(page.getByRole('alert')).toHaveText('A whole number from 0 to 1,000,000.');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('42');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.keyboard.press('Tab');
  await expect(seed).toHaveValue('42');
});
