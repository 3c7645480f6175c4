import { type BrowserContext, expect, type Locator, type Page, test } from '@playwright/test';
import { openBundle } from '../../src/bundle/load.ts';
import { DiskSource } from '../../src/bundle/node-source.ts';
import { type Catalogue, rowById } from '../../src/core/catalogue.ts';
import { nearest } from '../../src/core/neighbours.ts';
import { lerp, normalise } from '../../src/core/vectors.ts';
import { rowVector } from '../../src/core/vectorTable.ts';
import { violations } from './axe.ts';
import { goTo, wordsOf } from './page.ts';
import { csvRows, fromMenu } from './saved.ts';

/**
 * What stands around the current vector, by mouse and keys, against the bundle that ships, which the test
 * reads for itself. The language model's weights never arrive. One page serves all tests.
 */
let context: BrowserContext;
let page: Page;
let catalogue: Catalogue;

const CASABLANCA = 912;
const ALIEN = 1214;

test.beforeAll(async ({ browser }) => {
  catalogue = await (await openBundle(new DiskSource('models/movielens'))).catalogue();
  context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  page = await context.newPage();
  await page.route(/\/elm\/onnx\//, () => undefined);
  await page.goto('/?backend=wasm');
  await expect(page.getByRole('button', { name: 'Examples' })).toBeEnabled();
});

test.afterAll(() => context.close());

function vectorOf(id: number): Float32Array {
  return rowVector(catalogue.semantic.movies, rowById(catalogue.movies, id));
}

/** All attributes of a space with their standard deviations, highest first, as the test computes them. */
function expectedScores(space: 'semantic' | 'behavioral', vector: Float32Array): string[] {
  const sdOf = (direction: Float32Array, mean: number, std: number) =>
    (direction.reduce((sum, value, i) => sum + value * (vector[i] as number), 0) - mean) / std;
  return catalogue.cavs
    .filter((cav) => cav.space === space)
    .map(({ label, direction, mean, std }) => ({ label, sd: sdOf(direction, mean, std) }))
    .sort((a, b) => b.sd - a.sd)
    .map(({ label, sd }) => `${label}, ${sd < 0 ? '−' : '+'}${Math.abs(sd).toFixed(1)} sd`);
}

function attributes(): Locator {
  return page.getByRole('region', { name: 'Attributes' });
}

/** "film noir, +2.1 sd" of every listed attribute, in order of the page. */
async function listedAttributes(): Promise<string[]> {
  const rows = await attributes().getByRole('listitem').getByRole('button').all();
  const labels = await Promise.all(rows.map((row) => row.getAttribute('aria-label')));
  return labels.map((label) => label?.replace(': colour the map by it', '') ?? '');
}

function ends(scores: readonly string[]): string[] {
  return [...scores.slice(0, 5), ...scores.slice(-3).reverse()];
}

test('the attributes of a vector follow a dragged slider, and a click on one colours the map by it', async () => {
  await goTo(page, `start=m${CASABLANCA}&blend=0,l,m${ALIEN}`);
  const head = attributes().getByRole('button', { name: /^Attributes/ });
  const atStart = expectedScores('semantic', vectorOf(CASABLANCA));
  // Folded it names the highest three.
  await expect(head).toContainText(atStart.slice(0, 3).join(' · ').replaceAll(',', ''));
  await head.click();
  await expect(head).toHaveAttribute('aria-expanded', 'true');
  await expect.poll(listedAttributes).toEqual(ends(atStart));
  expect(await violations(page)).toEqual([]);

  const slider = page.getByRole('slider', { name: /^Blend towards/ });
  const box = await page.locator('.blend-row .slider').boundingBox();
  const thumb = await slider.boundingBox();
  if (!box || !thumb) throw new Error('The slider has no box.');
  const y = box.y + box.height / 2;
  await page.mouse.move(thumb.x + thumb.width / 2, y);
  await page.mouse.down();
  for (const share of [0.3, 0.6]) {
    await page.mouse.move(box.x + box.width * share, y, { steps: 4 });
    const alpha = Number(await slider.getAttribute('aria-valuenow'));
    expect(Math.abs(alpha - share)).toBeLessThan(0.1);
    const between = normalise(lerp(vectorOf(CASABLANCA), vectorOf(ALIEN), alpha));
    await expect.poll(listedAttributes).toEqual(ends(expectedScores('semantic', between)));
  }
  await page.mouse.up();

  const first = attributes().getByRole('listitem').getByRole('button').first();
  const label = (await listedAttributes())[0]?.split(',')[0] ?? '';
  const colour = page.getByRole('combobox', { name: 'Colour by' });
  await first.click();
  await expect(first).toHaveAttribute('aria-pressed', 'true');
  await expect(colour).toHaveText(label);
  await expect(page).toHaveURL(/colour=cav/);
  await first.press('Space');
  await expect(first).toHaveAttribute('aria-pressed', 'false');
  await expect(colour).toHaveText('Genre');

  // It stays unfolded for the next visit, and a user has the attributes of taste.
  await page.reload();
  await goTo(page, 'start=u7&space=behavioral&task=user_profile');
  const users = catalogue.behavioral?.users;
  if (!users) throw new Error('The bundle that ships has no users.');
  const user = rowVector(users, rowById(catalogue.users, 7));
  await expect.poll(listedAttributes).toEqual(ends(expectedScores('behavioral', user)));
});

test('an attribute of one’s own is among them once the vector is pushed along it', async () => {
  await goTo(page, `start=m${CASABLANCA}`);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /film/ }).fill('film noir');
  await page
    .getByRole('option', { name: /^.* ?tag, / })
    .first()
    .click();
  await page.keyboard.press('Escape');
  await page
    .getByRole('group', { name: 'Selection' })
    .getByRole('button', { name: 'Make attribute' })
    .click();
  const dialog = page.getByRole('dialog', { name: 'Your own attribute' });
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('shadows');
  await dialog.getByRole('button', { name: 'Make the attribute' }).click();
  await expect(dialog.getByText(/Cross-validated accuracy/)).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press('Escape');
  await page.getByRole('slider', { name: 'shadows' }).press('End');
  await expect(wordsOf(page)).toContainText('+3 sd shadows');
  await expect.poll(async () => (await listedAttributes())[0]).toMatch(/^shadows, \+\d\.\d sd$/);
});

test('25 neighbours are listed on request, and what is listed is copied and saved as CSV', async ({
  baseURL,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: baseURL ?? '' });
  await goTo(page, `start=m${CASABLANCA}`);
  await expect(wordsOf(page)).toHaveText('Casablanca (1942)');
  const { movies, metric } = catalogue.semantic;
  const own = rowById(catalogue.movies, CASABLANCA);
  const expected = nearest(movies, vectorOf(CASABLANCA), metric, 25, own).map(({ row, similarity }) => {
    const movie = catalogue.movies[row];
    return [movie?.title, String(movie?.year ?? ''), String(movie?.id), similarity.toFixed(3)];
  });
  /** Title, year, id and three decimals of the similarity, under the names of the columns. */
  const listed = (text: string) => {
    const [columns, ...lines] = csvRows(text);
    expect(columns).toEqual(['title', 'year', 'id', 'cosine']);
    return lines.map((cells) => [...cells.slice(0, 3), Number(cells[3]).toFixed(3)]);
  };
  const composer = page.getByRole('region', { name: 'Composer' });
  const rows = composer.locator('.neighbours').first().getByRole('listitem');
  await expect(rows).toHaveCount(5);
  const short = await fromMenu(page, 'Save nearest films', /CSV/);
  expect(short.name).toBe('nearest-films.csv');
  expect(listed(short.text)).toEqual(expected.slice(0, 5));

  const more = composer.getByRole('button', { name: 'Show 25 nearest films' });
  await more.press('Enter');
  await expect(rows).toHaveCount(25);
  await expect(rows.last()).toContainText(expected[24]?.[0] ?? 'nothing');
  await composer.getByRole('button', { name: 'Copy nearest films as CSV' }).click();
  await expect(composer.getByRole('button', { name: 'CSV copied' })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(listed(copied)).toEqual(expected);
  expect(await violations(page)).toEqual([]);
  const fewer = composer.getByRole('button', { name: 'Show 5 nearest films' });
  await expect(fewer).toHaveAttribute('aria-expanded', 'true');
  await fewer.click();
  await expect(rows).toHaveCount(5);

  // A user: films by predicted rating, and users.
  await goTo(page, 'start=u7&space=behavioral&task=user_profile');
  await expect(composer.getByRole('button', { name: 'Show 25 films rated highest' })).toBeVisible();
  const users = csvRows((await fromMenu(page, 'Save nearest users', /CSV/)).text);
  expect(users).toHaveLength(4);
  expect(users[1]?.[0]).toMatch(/^User \d+$/);
  expect(users[1]?.[1]).toBe('');
  const rated = csvRows((await fromMenu(page, 'Save films rated highest', /CSV/)).text);
  expect(rated[0]).toEqual(['title', 'year', 'id', 'predicted rating']);
});

test('25 neighbours scroll in the place of the five, by wheel and by keys, and the narration stays in sight', async () => {
  const composer = page.getByRole('region', { name: 'Composer' });
  const list = composer.locator('.neighbours').first().getByRole('list');
  const rows = list.getByRole('button');
  const slider = page.getByRole('slider', { name: /^Blend towards/ });
  const narration = page.getByRole('region', { name: 'Narration', exact: true });
  const top = async () => (await narration.boundingBox())?.y ?? Number.NaN;
  const scrolled = () => list.evaluate((element) => element.scrollTop);
  for (const [width, height] of [
    [1440, 900],
    [768, 1024],
    [360, 740],
  ] as const) {
    await page.setViewportSize({ width, height });
    await goTo(page, `start=m${CASABLANCA}&blend=0.4,l,m${ALIEN}`);
    await expect(wordsOf(page)).toContainText('40 % Alien');
    const more = composer.getByRole('button', { name: 'Show 25 nearest films' });
    await more.scrollIntoViewIfNeeded();
    const row = (await rows.first().boundingBox())?.height ?? 0;
    const before = await top();
    await more.click();
    await expect(rows).toHaveCount(25);
    expect((await top()) - before, `rows moved at ${width} px`).toBeLessThan(row);

    // The wheel over the list moves the list; a slider that moves leaves it where it was scrolled to.
    await list.hover();
    await page.mouse.wheel(0, 4 * row);
    await expect.poll(scrolled).toBeGreaterThan(2 * row);
    const at = await scrolled();
    const third = await rows.nth(2).textContent();
    await slider.evaluate((element: HTMLElement) => element.focus({ preventScroll: true }));
    await page.keyboard.press('Home');
    await expect.poll(() => rows.nth(2).textContent()).not.toBe(third);
    expect(await scrolled()).toBe(at);

    // Keys reach the last one, which comes into view.
    await composer.getByRole('button', { name: 'Show 5 nearest films' }).focus();
    await page.keyboard.press('Shift+Tab');
    await expect(rows.last()).toBeFocused();
    await expect(rows.last()).toBeInViewport();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violations(page)).toEqual([]);
    }
    // A film's own neighbours begin with the nearest.
    const last = (await rows.last().locator('.neighbour-name').textContent()) ?? '';
    await page.keyboard.press('Enter');
    await expect(wordsOf(page)).toHaveText(last);
    await expect(rows.first()).toBeFocused();
    expect(await scrolled()).toBeLessThan(row / 2);
    await composer.getByRole('button', { name: 'Show 5 nearest films' }).click();
    await expect(rows).toHaveCount(5);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
});
