import { expect, type Locator, type Page, test } from '@playwright/test';
import { importNotebook } from '../../src/core/notebookJson.ts';
import { violations } from './axe.ts';
import { finished, goTo, open } from './page.ts';
import { csvRows, exportedNotebook, fromMenu } from './saved.ts';
import { sharedPage } from './sharedPage.ts';

// One page with three narrations for all of it: what one test leaves, the next one finds.
test.describe.configure({ mode: 'serial' });

const CASABLANCA = 912;
const TOY_STORY = 1;
const SHORT = '0.5,0,0.9,1.2';

let page: Page;

test.beforeAll(async ({ browser, baseURL }) => {
  page = await sharedPage(browser, baseURL);
  await open(page);
  await narrate(CASABLANCA, 1);
  await narrate(TOY_STORY, 1, 'pitch');
  await narrate(CASABLANCA, 2);
  await page.getByRole('button', { name: 'Notebook, 3 narrations' }).click();
});
test.afterAll(() => page.context().close());

async function narrate(movie: number, seed: number, task = 'summary'): Promise<void> {
  const before = await page
    .getByRole('button', { name: /^Notebook, \d+ narration/ })
    .getAttribute('aria-label');
  await goTo(page, `start=m${movie}&task=${task}&set=${SHORT},${seed},24,1`);
  await expect(page.getByRole('button', { name: /^Notebook, \d+ narration/ })).not.toHaveAttribute(
    'aria-label',
    before ?? '',
  );
  await finished(page);
}

function drawer(): Locator {
  return page.getByRole('dialog', { name: 'Notebook' });
}

/** The narrations from top to bottom. */
function cards(): Locator {
  return drawer().getByRole('listitem');
}

function notebookOf(text: string) {
  return importNotebook(text);
}

test('the newest narration is on top, with its text, score and settings', async () => {
  await expect(cards()).toHaveCount(3);
  await expect(cards().nth(0)).toContainText('Casablanca');
  await expect(cards().nth(0)).toContainText('seed 2');
  await expect(cards().nth(0)).toContainText(/SC 0\.\d\d/);
  await expect(cards().nth(1)).toContainText('Toy Story');
  await expect(cards().nth(2)).toContainText('seed 1');
});

test('the list is sorted by consistency, by task and by age, with mouse and keys', async () => {
  const order = drawer().getByRole('radiogroup', { name: 'Sort by' });
  await expect(order.getByRole('radio', { name: 'Newest' })).toBeChecked();
  await order.getByRole('radio', { name: 'SC' }).click();
  await expect(order.getByRole('radio', { name: 'SC' })).toBeChecked();
  const facts = await cards().locator('.run-facts').allInnerTexts();
  const scores = facts.map((text) => Number(/SC (\d\.\d\d)/.exec(text)?.[1]));
  expect(scores).toHaveLength(3);
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));

  await page.keyboard.press('ArrowRight');
  // Radix moves the focus in a task of its own: a key pressed in the same instant still meets the old one.
  await expect(order.getByRole('radio', { name: 'Task' })).toBeFocused();
  await page.keyboard.press('Space');
  await expect(order.getByRole('radio', { name: 'Task' })).toBeChecked();
  // Pitch, then the two summaries, the newer one first.
  await expect(cards().nth(0)).toContainText('Toy Story');
  await expect(cards().nth(1)).toContainText('seed 2');
  await expect(cards().nth(2)).toContainText('seed 1');
  expect(await violations(page), 'sorted').toEqual([]);

  await order.getByRole('radio', { name: 'Newest' }).click();
  await expect(cards().nth(0)).toContainText('seed 2');
  await expect(cards().nth(1)).toContainText('Toy Story');
});

test('a pinned narration goes to the top', async () => {
  const pin = cards()
    .nth(2)
    .getByRole('button', { name: /^Pin Casablanca/ });
  await expect(pin).toHaveAttribute('aria-pressed', 'false');
  await pin.click();
  await expect(cards().nth(0)).toContainText('seed 1');
  await expect(cards().nth(0).getByRole('button', { name: /^Pin/ })).toHaveAttribute('aria-pressed', 'true');
});

test('a narration is renamed by keyboard; Escape leaves its name alone', async () => {
  const toyStory = cards().nth(2);
  await expect(toyStory).toContainText('Toy Story');
  await toyStory.getByRole('button', { name: /^Rename/ }).press('Enter');
  const field = page.getByRole('textbox', { name: 'Name of the narration' });
  await expect(field).toBeFocused();
  await field.fill('Never mind');
  await field.press('Escape');
  await expect(toyStory).toContainText('Toy Story');
  await expect(drawer()).toBeVisible();

  await toyStory.getByRole('button', { name: /^Rename/ }).press('Enter');
  await field.fill('The one with toys');
  await field.press('Enter');
  await expect(toyStory.getByRole('button', { name: 'The one with toys', exact: true })).toBeVisible();
});

test('the filter looks at names, texts and tasks', async () => {
  const filter = drawer().getByRole('searchbox', { name: 'Filter narrations' });
  await filter.fill('with TOYS');
  await expect(cards()).toHaveCount(1);
  await expect(drawer()).toContainText('1 of 3 narrations');
  const word = ((await cards().nth(0).locator('.run-text').textContent()) ?? '').split(' ')[1] ?? '';
  await filter.fill(word);
  await expect(cards().filter({ hasText: 'The one with toys' })).toHaveCount(1);
  await filter.fill('no narration ever says this');
  await expect(drawer()).toContainText('No narration says that.');
  await filter.fill('');
  await expect(cards()).toHaveCount(3);
});

test('two chosen narrations are compared word by word', async () => {
  for (const at of [0, 1]) await cards().nth(at).getByRole('checkbox').click();
  const comparison = drawer().getByRole('region', { name: 'Comparison' });
  const sides = comparison.getByRole('article');
  await expect(sides).toHaveCount(2);
  // Read with its marks each side is its whole text, and the marks are where the texts differ.
  for (const at of [0, 1]) {
    const whole = await cards().nth(at).locator('.run-text').textContent();
    expect(await sides.nth(at).locator('.comparison-text').textContent()).toBe(whole);
  }
  expect(await sides.nth(0).locator('del').count()).toBeGreaterThan(0);
  expect(await sides.nth(1).locator('ins').count()).toBeGreaterThan(0);
  expect(await sides.nth(0).locator('ins').count()).toBe(0);
  expect(await violations(page), 'comparison').toEqual([]);
  await drawer().getByRole('button', { name: 'Choose none' }).click();
  await expect(comparison).toBeHidden();
});

test('a narration is rated on the paper’s questions, and the ratings are summarised beside the paper’s', async () => {
  const card = cards().nth(0);
  await card.getByRole('button', { name: 'Rate', exact: true }).click();
  const questions = card.getByRole('radiogroup', { name: /summary/ });
  await expect(questions).toHaveText([/^1\s*2\s*3\s*4\s*5$/, /./, /./]);
  await questions.nth(0).getByRole('radio', { name: '5' }).click();
  await questions.nth(1).getByRole('radio', { name: '2' }).click();
  // By keyboard: Tab reaches the row, the arrows move in it, Space chooses.
  await questions.nth(2).getByRole('radio', { name: '1' }).focus();
  for (const answer of ['2', '3', '4']) {
    await page.keyboard.press('ArrowRight');
    await expect(questions.nth(2).getByRole('radio', { name: answer })).toBeFocused();
  }
  await page.keyboard.press('Space');
  await expect(questions.nth(2).getByRole('radio', { name: '4' })).toBeChecked();
  await expect(card.getByRole('button', { name: 'Rated', exact: true })).toBeVisible();

  const summary = drawer().getByRole('region', { name: 'Your ratings' });
  const row = summary.getByRole('row', { name: /^Summary/ });
  await expect(row.getByRole('cell')).toHaveText(['1.00 (0.87)', '0.25 (0.87)', '0.75 (0.85)', '1']);
  expect(await violations(page), 'rating').toEqual([]);

  const table = csvRows((await fromMenu(page, 'Save your ratings', /CSV/)).text);
  expect(table[0]).toEqual([
    'task',
    'consistency',
    'consistency (paper)',
    'coherence',
    'coherence (paper)',
    'quality',
    'quality (paper)',
    'runs',
  ]);
  expect(table[1]).toEqual(['summary', '1', '0.87', '0.25', '0.87', '0.75', '0.85', '1']);
});

test('all or chosen narrations are exported as JSON, CSV and Markdown', async () => {
  const json = notebookOf((await fromMenu(page, 'Export', /JSON/)).text);
  expect(json.runs).toHaveLength(3);
  expect(json.notes.some(({ ratings }) => ratings.quality === 4)).toBe(true);

  const [columns = [], ...rows] = csvRows((await fromMenu(page, 'Export', /CSV/)).text);
  expect(rows).toHaveLength(3);
  const cell = (row: string[] | undefined, column: string) => row?.[columns.indexOf(column)];
  expect(rows.map((row) => cell(row, 'text'))).toEqual(json.runs.map(({ text }) => text));
  expect(rows.map((row) => cell(row, 'rating:quality'))).toContain('4');
  expect(rows.map((row) => cell(row, 'name'))).toContain('The one with toys');
  expect(cell(rows[0], 'vector')?.split(' ')).toHaveLength(384);

  await cards().filter({ hasText: 'The one with toys' }).getByRole('checkbox').click();
  const markdown = await fromMenu(page, 'Export 1', /Markdown/);
  expect(markdown.name).toBe('narrations.md');
  expect(markdown.text.match(/^## /gm)).toHaveLength(1);
  expect(markdown.text).toContain('## The one with toys');
  expect(markdown.text).toMatch(/SC 0\.\d{3} \(floor/);
  const one = notebookOf((await fromMenu(page, 'Export 1', /JSON/)).text);
  expect(one.runs.map(({ recipe }) => recipe.start)).toEqual([
    { type: 'entity', entity: { kind: 'movie', id: TOY_STORY } },
  ]);
  await drawer().getByRole('button', { name: 'Choose none' }).click();
});

test('a removed narration comes back to its place with Undo', async () => {
  const before = await cards().allTextContents();
  await cards()
    .nth(1)
    .getByRole('button', { name: /^Remove/ })
    .click();
  await expect(cards()).toHaveCount(2);
  await expect(drawer()).toContainText('One narration was removed.');
  await drawer().getByRole('button', { name: 'Undo' }).click();
  await expect(cards()).toHaveCount(3);
  expect(await cards().allTextContents()).toEqual(before);
});

test('export, clear, import: the records are equal, and importing again adds nothing', async () => {
  const before = await fromMenu(page, 'Export', /JSON/);
  await drawer().getByRole('button', { name: 'Choose all' }).click();
  await drawer().getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(cards()).toHaveCount(0);
  await expect(drawer()).toContainText('Nothing narrated yet.');

  const file = { name: before.name, mimeType: 'application/json', buffer: before.bytes };
  for (const outcome of ['3 narrations added.', '0 narrations added; 3 were here already.']) {
    const chooser = page.waitForEvent('filechooser');
    await drawer().getByRole('button', { name: 'Import', exact: true }).click();
    await (await chooser).setFiles(file);
    await expect(drawer()).toContainText(outcome);
  }
  const after = await fromMenu(page, 'Export', /JSON/);
  const records = (text: string) => ({ ...JSON.parse(text), exportedAt: null });
  expect(records(after.text)).toEqual(records(before.text));
});

test('a file that is no notebook is refused with the field, and nothing is changed', async () => {
  const exported = JSON.parse((await fromMenu(page, 'Export', /JSON/)).text);
  exported.runs[1].settings.seed = 'lucky';
  const chooser = page.waitForEvent('filechooser');
  await drawer().getByRole('button', { name: 'Import', exact: true }).click();
  await (await chooser).setFiles({
    name: 'broken.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(exported)),
  });
  await expect(drawer().getByRole('alert')).toContainText('runs.1.settings.seed is not valid');
  await expect(cards()).toHaveCount(3);
});

test('a reload keeps narrations, pins, names and ratings', async () => {
  const before = await fromMenu(page, 'Export', /JSON/);
  await page.reload();
  // It was open, so it is again.
  await expect(drawer()).toBeVisible();
  await expect(cards().nth(0)).toContainText('seed 1');
  // Vectors are written out again once the catalogue is back.
  await expect(async () => {
    const after = await fromMenu(page, 'Export', /JSON/);
    expect({ ...JSON.parse(after.text), exportedAt: null }).toEqual({
      ...JSON.parse(before.text),
      exportedAt: null,
    });
  }).toPass();
});

test('opening a narration puts the page into its state', async () => {
  await cards()
    .filter({ hasText: 'The one with toys' })
    .getByRole('button', { name: 'The one with toys', exact: true })
    .click();
  await expect(drawer()).toBeHidden();
  await expect(page).toHaveURL(/start=m1&.*set=0\.5,0,0\.9,1\.2,1,24,1/);
  const kept = (await exportedNotebook(page)).runs.find(
    ({ recipe }) => recipe.start.type === 'entity' && recipe.start.entity.id === TOY_STORY,
  );
  const words = (text: string | null | undefined) => (text ?? '').split(/\s+/).filter(Boolean).join('');
  expect(words(await page.getByRole('article').first().textContent())).toContain(
    words(kept?.text).slice(0, 40),
  );
});
