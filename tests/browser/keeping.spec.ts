import { expect, type Locator, type Page, test } from '@playwright/test';
import { violations } from './axe.ts';
import { dropFile, finished, goTo, open, renarrated, textOf, wordsOf } from './page.ts';
import { exportedNotebook, fromMenu } from './saved.ts';

/** Nothing that a person made is lost: by a closed window, a full disk, another tab, a wrong file. */
const SHORT = 'set=0.5,0,0.9,1.2,1,16,1';

function drawer(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Notebook' });
}

function conceptDialog(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Your own attribute' });
}

/** Selects all films of a tag, as the search offers it. */
async function selectTag(page: Page, tag: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /film/ }).fill(tag);
  await page
    .getByRole('option', { name: /^.* ?tag, / })
    .first()
    .click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('group', { name: 'Selection' })).toContainText('selected');
}

test('an attribute from films for and against, gathered in two goes, exported without any narration, imported elsewhere', async ({
  page,
  browser,
  baseURL,
}) => {
  await open(page);
  await selectTag(page, 'film noir');
  const selection = page.getByRole('group', { name: 'Selection' });
  await selection.getByRole('button', { name: 'Make attribute' }).click();
  const dialog = conceptDialog(page);
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('shadows');
  await page.keyboard.press('Escape');

  // What was filled in is still there after another selection was made.
  await selectTag(page, 'musical');
  await selection.getByRole('button', { name: 'Make attribute' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('shadows');
  const sides = dialog.locator('.side-row');
  await expect(sides.nth(0)).toContainText(/and \d+ more/);
  await expect(sides.nth(1)).toContainText('films at random');
  await dialog.getByRole('button', { name: 'Lack it: take the selection' }).click();
  await expect(sides.nth(1)).toContainText(/and \d+ more/);
  await dialog.getByRole('button', { name: 'Make the attribute' }).click();
  await expect(dialog.getByText(/Cross-validated accuracy (8|9)\d %/)).toBeVisible({ timeout: 60_000 });

  const made = dialog.getByRole('region', { name: 'Made here' });
  await made.getByRole('button', { name: 'Remove shadows' }).click();
  await expect(made).toContainText('“shadows” was removed.');
  await made.getByRole('button', { name: 'Undo' }).click();
  await expect(made.getByRole('listitem')).toContainText('shadows');
  await page.keyboard.press('Escape');
  await selection.getByRole('button', { name: 'Clear the selection (Escape)' }).click();
  await expect(selection).toHaveCount(0);

  await page.getByRole('button', { name: 'Notebook, 0 narrations' }).click();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(page.getByRole('menuitem', { name: /CSV/ })).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Escape');
  const file = await fromMenu(page, 'Export', /JSON.*with your attributes/);

  const elsewhere = await browser.newContext({ ...(baseURL ? { baseURL } : {}), serviceWorkers: 'block' });
  const other = await elsewhere.newPage();
  await open(other);
  await other.getByRole('button', { name: /^Notebook/ }).click();
  const chooser = other.waitForEvent('filechooser');
  await drawer(other).getByRole('button', { name: 'Import', exact: true }).click();
  await (await chooser).setFiles({ name: file.name, mimeType: 'application/json', buffer: file.bytes });
  await expect(drawer(other)).toContainText('0 narrations and 1 attribute added.');
  await other.keyboard.press('Escape');
  const { cavs } = await exportedNotebook(other);
  expect(cavs).toEqual((await JSON.parse(file.text)).cavs.map(asRead));
  await goTo(other, `start=m1&${SHORT}`);
  await other.getByRole('combobox', { name: 'Add an attribute' }).click();
  await expect(
    other.getByRole('group', { name: 'Your own' }).getByRole('option', { name: /shadows/ }),
  ).toBeVisible();
  await elsewhere.close();
});

/** A concept of the file as the page's own reading gives it. */
function asRead(record: { readonly direction: readonly number[] }): unknown {
  return { ...record, direction: Float32Array.from(record.direction) };
}

test('what was done in the moment before a reload is there after it: a new name, and the recipe', async ({
  page,
}) => {
  await open(page);
  await goTo(page, `start=m912&${SHORT}`);
  await expect(wordsOf(page)).toHaveText('Casablanca (1942)');
  await selectTag(page, 'film noir');
  await page
    .getByRole('group', { name: 'Selection' })
    .getByRole('button', { name: 'Make attribute' })
    .click();
  const dialog = conceptDialog(page);
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('shadows');
  await dialog.getByRole('button', { name: 'Make the attribute' }).click();
  await expect(dialog.getByText(/Cross-validated accuracy/)).toBeVisible({ timeout: 60_000 });
  // The address carries the attribute with its first name.
  await expect(page).toHaveURL(/shadows/);
  await dialog.getByRole('button', { name: 'Rename shadows' }).click();
  await dialog.getByRole('textbox', { name: 'Name of the attribute' }).fill('half light');
  await page.keyboard.press('Enter');
  await page.reload();
  const slider = page.getByRole('slider', { name: 'half light' });
  await expect(slider).toBeVisible();
  await finished(page);

  await slider.focus();
  await slider.press('PageUp');
  await expect(wordsOf(page)).toContainText('sd half light');
  const words = (await wordsOf(page).textContent()) ?? '';
  await page.reload();
  await expect(wordsOf(page)).toHaveText(words);
});

test('what was typed and not used outlives its window, and a description can be edited', async ({ page }) => {
  await open(page);
  const plot = 'A lighthouse keeper hears the sea answer.';
  await page.keyboard.press('Control+k');
  await page.getByRole('radio', { name: 'Describe' }).click();
  await page.getByRole('textbox').fill(plot);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.getByRole('radio', { name: 'Describe' }).click();
  await expect(page.getByRole('textbox')).toHaveValue(plot);
  await page.getByRole('button', { name: 'Use this description' }).click();
  await expect(wordsOf(page)).toHaveText(`“${plot}”`);

  await page.getByRole('button', { name: /^From: / }).click();
  await expect(page.getByRole('textbox')).toHaveValue(plot);
  await page.getByRole('textbox').fill('A lighthouse keeper is alone.');
  await page.getByRole('button', { name: 'Use this description' }).click();
  await expect(wordsOf(page)).toHaveText('“A lighthouse keeper is alone.”');
  await page.keyboard.press('Control+k');
  await page.getByRole('radio', { name: 'Describe' }).click();
  await expect(page.getByRole('textbox')).toHaveValue('');
});

test('files dropped anywhere: a vector becomes the start, a notebook is imported, others are refused', async ({
  page,
}) => {
  await open(page);
  const body = page.locator('body');
  const numbers = Array.from({ length: 384 }, (_, i) => Math.sin(i));
  await dropFile(body, 'mine.csv', Buffer.from(numbers.join(',')));
  await expect(wordsOf(page)).toHaveText('mine.csv');
  const notice = page.locator('.page-notices');
  await expect(notice.getByRole('status')).toContainText('The recipe starts from mine.csv now.');

  for (const [name, content, sentence] of [
    ['short.csv', '1,2,3', 'short.csv has 3 numbers, but this space has 384 dimensions'],
    ['huge.csv', numbers.map(() => '1e300').join(','), 'huge.csv has no usable number at place 1'],
    ['letter.txt', 'Dear reader', 'letter.txt has no usable number at place 1'],
    ['photo.png', '\x89PNG\r\n\x1a\n\xff\xfe', 'photo.png'],
    [
      'cut.json',
      '{\n "format": "elm-explorer-notebook",\n "version": 1,\n "runs": [{"id"',
      'This notebook is cut off',
    ],
  ] as const) {
    await dropFile(body, name, Buffer.from(content, 'latin1'));
    await expect(notice.getByRole('alert')).toContainText(sentence);
  }
  await notice.getByRole('button', { name: 'Dismiss' }).click();
  await expect(notice).toHaveCount(0);
  await expect(wordsOf(page)).toHaveText('mine.csv');

  const notebook = await exportedNotebook(page);
  const file = { format: 'elm-explorer-notebook', version: 1, ...notebook, sweeps: [] };
  await dropFile(body, 'n.json', Buffer.from(JSON.stringify(file)));
  await expect(notice.getByRole('status')).toContainText('0 narrations added');
});

test('a notice that comes while a window is open is read and put away there, by mouse and by keys', async ({
  page,
}) => {
  await open(page);
  const dialog = page.getByRole('dialog', { name: 'Start from' });
  const notice = dialog.getByRole('alert').filter({ hasText: 'short.csv has 3 numbers' });
  const complain = () => dropFile(page.locator('body'), 'short.csv', Buffer.from('1,2,3'));
  await page.keyboard.press('Control+k');
  const field = dialog.getByRole('combobox', { name: /film/ });
  await field.fill('alien');
  await complain();
  await notice.getByRole('button', { name: 'Dismiss' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(field).toHaveValue('alien');

  await field.focus();
  await complain();
  const dismiss = notice.getByRole('button', { name: 'Dismiss' });
  await expect(async () => {
    await page.keyboard.press('Tab');
    await expect(dismiss).toBeFocused({ timeout: 50 });
  }).toPass();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(field).toHaveValue('alien');
  await expect(dialog.locator(':focus')).toHaveCount(1);

  // What was not put away outlives the window.
  await complain();
  await expect(notice).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('alert').getByRole('button', { name: 'Dismiss' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a full disk is said at once wherever one is, and what was made is saved as soon as there is room', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args: Parameters<typeof put>) {
      if (Object.hasOwn(window, 'diskIsFull')) throw new DOMException('full', 'QuotaExceededError');
      return put.apply(this, args);
    };
  });
  await open(page);
  await page.evaluate(() => Object.assign(window, { diskIsFull: true }));
  await goTo(page, `start=m912&${SHORT}`);
  await finished(page);
  const alert = page.getByRole('alert').filter({ hasText: 'There is no room left to keep the notebook.' });
  await expect(alert).toContainText('Export it, then remove old narrations.');
  await page.evaluate(() => Reflect.deleteProperty(window, 'diskIsFull'));
  await alert.getByRole('button', { name: 'Open the notebook' }).click();
  await drawer(page).getByRole('button', { name: /^Pin/ }).click();
  await expect(alert).toHaveCount(0);
  await page.reload();
  await expect(drawer(page).getByRole('listitem')).toHaveCount(1);
  await expect(drawer(page).getByRole('button', { name: /^Pin/ })).toHaveAttribute('aria-pressed', 'true');
});

test('two tabs have one notebook', async ({ page, context }) => {
  await open(page);
  const other = await context.newPage();
  await open(other);
  await goTo(page, `start=m912&${SHORT}`);
  await finished(page);
  await other.getByRole('button', { name: 'Notebook, 1 narration' }).click();
  await drawer(other)
    .getByRole('button', { name: /^Rename/ })
    .click();
  await other.getByRole('textbox', { name: 'Name of the narration' }).fill('seen twice');
  await other.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Notebook/ }).click();
  await expect(drawer(page).getByRole('button', { name: 'seen twice', exact: true })).toBeVisible();
  await drawer(page).getByRole('button', { name: 'Remove seen twice' }).click();
  await expect(drawer(other)).toContainText('Nothing narrated yet.');
  await drawer(page).getByRole('button', { name: 'Undo' }).click();
  await expect(drawer(other).getByRole('button', { name: 'seen twice', exact: true })).toBeVisible();
});

test('back and forth in history: each page is as it was left, with its words, and a damaged link hurts nothing', async ({
  page,
}) => {
  await open(page);
  await goTo(page, `start=m912&${SHORT}`);
  await finished(page);
  const casablanca = await textOf(page);
  await goTo(page, `start=m1&${SHORT}`);
  await expect(wordsOf(page)).toHaveText('Toy Story (1995)');
  await finished(page);
  const toyStory = await textOf(page);
  expect(toyStory).not.toBe(casablanca);
  await page.getByRole('link', { name: 'Evaluation' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'How far to trust it' })).toBeVisible();
  const isAt = async (title: string, words: string) => {
    await expect(wordsOf(page)).toHaveText(title);
    await expect(page.getByRole('article')).toHaveText(words);
    await expect(page.getByRole('article')).not.toHaveClass(/narration-stale/);
    await expect(page.getByRole('button', { name: 'Notebook, 2 narrations' })).toBeVisible();
  };
  await page.goBack();
  await isAt('Toy Story (1995)', toyStory);
  await page.goBack();
  await isAt('Casablanca (1942)', casablanca);
  const kept = page.getByText(/^From your notebook, (a moment|\d+ minutes?) ago\./);
  await expect(kept).toBeVisible();
  await page.goForward();
  await isAt('Toy Story (1995)', toyStory);
  await goTo(page, 'start=nonsense');
  const alert = page.getByRole('alert').filter({ hasText: 'This link is damaged.' });
  await expect(alert).toBeVisible();
  await expect(wordsOf(page)).toHaveText('Toy Story (1995)');
  await alert.getByRole('button', { name: 'Dismiss' }).click();
  await page.goBack();
  await isAt('Toy Story (1995)', toyStory);
  await expect(page.getByRole('alert')).toHaveCount(0);

  // Loaded anew, without the model: the words are there all the same.
  await page.route(/\/elm\/onnx\//, () => undefined);
  await page.reload();
  await isAt('Toy Story (1995)', toyStory);
  await expect(kept).toBeVisible();
});

test('a text that comes from the notebook says so, and is narrated again on request', async ({ page }) => {
  await open(page);
  await goTo(page, `start=m912&${SHORT}`);
  await finished(page);
  const words = await textOf(page);
  const kept = page.getByText(/^From your notebook, /);
  await expect(kept).toHaveCount(0);
  await goTo(page, `start=m1&${SHORT}`);
  await expect(wordsOf(page)).toHaveText('Toy Story (1995)');
  await finished(page);
  await goTo(page, `start=m912&${SHORT}`);
  await expect(kept).toContainText(/(a moment|\d+ minutes?) ago\. Narrate again$/);
  expect(await violations(page)).toEqual([]);
  await renarrated(page, () => page.getByRole('button', { name: 'Narrate again' }).press('Enter'));
  await expect(kept).toHaveCount(0);
  // The same seed gives the same words.
  expect(await textOf(page)).toBe(words);
});
