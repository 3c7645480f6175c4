import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { violations } from './axe.ts';
import { csvRows, expectDrawing, fromMenu, pngSize, savedBy } from './saved.ts';
import { type Site, siteWithEvaluation } from './site.ts';

const read = async (path: string) =>
  JSON.parse(await readFile(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8'));

let site: Site | null = null;
test.afterEach(() => {
  site?.close();
  site = null;
});

async function openEvaluation(page: Page, base = '/'): Promise<void> {
  await page.goto(base);
  await page.getByRole('link', { name: 'Evaluation' }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Rating factors' })).toBeVisible({
    timeout: 60_000,
  });
}

function section(page: Page, name: RegExp): Locator {
  return page.getByRole('region', { name });
}

/** The cells of a row by the heading of their column; what is not measured reads so. */
async function cellsOf(table: Locator, title: string): Promise<Record<string, string>> {
  const headings = await table.locator('thead th').allTextContents();
  const name = table.page().getByRole('rowheader', { name: title, exact: true });
  const cells = await table.getByRole('row').filter({ has: name }).locator('th, td').allTextContents();
  return Object.fromEntries(headings.map((heading, at) => [heading, (cells[at] ?? '').trim()]));
}

test('the evaluation of the bundle that ships is on the page as it is in the file', async ({ page }) => {
  const [written, tasks] = [
    await read('models/movielens/evaluation.json'),
    await read('models/movielens/tasks.json'),
  ];
  await openEvaluation(page);
  const table = page.getByRole('region', { name: 'Semantic consistency by task' }).getByRole('table');
  const two = (value: number | null | undefined) =>
    value == null ? '–not measured' : value.toFixed(2).replace('-', '−');
  for (const { id, title, group } of tasks) {
    const row = written.tasks[id];
    if (group === 'user' || !row) continue;
    const cells = await cellsOf(table, title);
    expect(cells, id).toMatchObject({
      SC: two(row.sc),
      Floor: two(row.scFloor),
      Ceiling: two(row.scCeiling),
      Nearest: two(row.scNearest),
      'Text only': two(row.scTextOnly),
      n: String(row.n),
    });
  }
  expect(await cellsOf(table, 'Pitch')).toMatchObject({ Paper: '0.96' });
  const saved = await savedBy(page, () => page.getByRole('button', { name: 'Save all numbers' }).click());
  expect(JSON.parse(saved.text)).toEqual(written);
  expect(await violations(page)).toEqual([]);
});

test('with every part measured, each has its figure, a sentence with its numbers, and can be saved', async ({
  page,
}, testInfo) => {
  const golden = await read('tests/golden/evaluation.json');
  site = await siteWithEvaluation(testInfo, golden);
  await openEvaluation(page, site.url);
  await expect(page.getByText('Not measured for this model.', { exact: true })).toHaveCount(0);

  const halfway = golden.interpolation.find(
    (row: { alpha: number; task: string }) => row.alpha === 0.5 && row.task === 'summary',
  );
  const figure3 = section(page, /figure 3/);
  expect(await cellsOf(figure3.getByRole('table'), 'Summary')).toMatchObject({
    SC: halfway.sc.toFixed(2),
    Nearest: halfway.scNearest.toFixed(2),
  });
  await expect(section(page, /figure 4, left/).getByRole('figure')).toHaveCount(6);
  await expect(section(page, /figure 4, right/).getByRole('figure')).toHaveCount(2);
  await expect(section(page, /figure 4, right/)).toContainText(
    `for ${Math.round(100 * golden.cavMonotone)} % of the attributes`.replace(' %', '\u00a0%'),
  );
  const figure5 = section(page, /figure 5/);
  const [first] = golden.userProfile.cavPush;
  await expect(figure5.getByRole('img').last()).toHaveAttribute(
    'aria-label',
    new RegExp(`This model: 0 ${first.ndcg.toFixed(2)}.*random: ${golden.userProfile.ndcgRandom.toFixed(2)}`),
  );
  await page.getByText(/^All \d+ attributes$/).click();
  const attributes = page.getByRole('region', { name: 'Every attribute' });
  expect(await cellsOf(attributes.getByRole('table'), 'dark')).toMatchObject({
    Semantic: golden.cavs['semantic-dark'].auc.toFixed(2),
    Behavioral: golden.cavs['behavioral-dark'].auc.toFixed(2),
  });
  expect(await violations(page)).toEqual([]);

  // Every figure can be taken away: as a drawing that stands by itself, as a picture, as numbers.
  const titles = await page.getByRole('figure').locator('figcaption > span').allTextContents();
  expect(titles).toHaveLength(9);
  const pictures = [...titles, 'Semantic consistency by task', 'Consistency halfway between two movies'];
  for (const title of pictures) {
    const svg = await fromMenu(page, `Save ${title}`, /SVG/);
    await expectDrawing(page, svg.text);
    expect(csvRows((await fromMenu(page, `Save ${title}`, /CSV/)).text).length, title).toBeGreaterThan(2);
  }
  for (const title of [titles[0], 'Semantic consistency by task']) {
    const { width, height } = pngSize((await fromMenu(page, `Save ${title}`, /PNG/)).bytes);
    expect(Math.min(width, height), title).toBeGreaterThan(400);
  }
  const table = await fromMenu(page, 'Save Semantic consistency by task', /SVG/);
  expect(table.text).toContain('>Summary<');
  expect(table.text).toMatch(/<desc[^>]*>Summary: this model 0\.\d\d, nearest movie’s text/);
});

test('what an evaluation lacks is shown as not measured', async ({ page }, testInfo) => {
  const golden = await read('tests/golden/evaluation.json');
  site = await siteWithEvaluation(testInfo, {
    ...golden,
    tasks: { summary: { ...golden.tasks.summary, scTextOnly: null, bc: null } },
    interpolation: [],
    cavPush: [],
    cavMonotone: null,
    userProfile: { spearman: null, cavPush: [] },
    wals: null,
  });
  await openEvaluation(page, site.url);
  for (const name of [/figure 3/, /figure 4, left/, /figure 4, right/, /figure 5/, /Rating factors/]) {
    await expect(section(page, name)).toContainText('Not measured for this model.');
  }
  await expect(page.getByRole('figure')).toHaveCount(0);
  const table = page.getByRole('region', { name: 'Semantic consistency by task' });
  expect(await cellsOf(table, 'Summary')).toMatchObject({ 'Text only': '–not measured' });
  expect(await violations(page)).toEqual([]);
});

test('an evaluation with a wrong field is refused by its name, and the map goes on', async ({
  page,
}, testInfo) => {
  const golden = await read('tests/golden/evaluation.json');
  site = await siteWithEvaluation(testInfo, { ...golden, tasks: { summary: { n: 3, sc: 'high' } } });
  await page.goto(`${site.url}#evaluation`);
  await expect(page.getByRole('alert')).toContainText('tasks.summary.sc');
  await page.getByRole('link', { name: 'Back to the map' }).click();
  await expect(page.getByRole('button', { name: 'Examples' })).toBeEnabled();
});
