import { type BrowserContext, expect, type Locator, type Page, test } from '@playwright/test';
import { openBundle } from '../../src/bundle/load.ts';
import { DiskSource } from '../../src/bundle/node-source.ts';
import { type Catalogue, entityName, rowById } from '../../src/core/catalogue.ts';
import { foldIn } from '../../src/core/foldIn.ts';
import { nearest } from '../../src/core/neighbours.ts';
import { lerp, normalise } from '../../src/core/vectors.ts';
import { rowVector } from '../../src/core/vectorTable.ts';
import { choose, dropFile, findIn, goTo, wordsOf } from './page.ts';

/**
 * Everything a vector can be made from, done with mouse and keys, against the bundle that ships, which the
 * test reads for itself. The language model's weights never arrive; P loads, because the composer embeds
 * texts. One page serves all tests.
 */
let context: BrowserContext;
let page: Page;
let catalogue: Catalogue;
let bundle: Awaited<ReturnType<typeof openBundle>>;

const CASABLANCA = 912;
const ALIEN = 1214;
const TOY_STORY = 1;

test.beforeAll(async ({ browser }) => {
  bundle = await openBundle(new DiskSource('models/movielens'));
  catalogue = await bundle.catalogue();
  context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  page = await context.newPage();
  await page.route(/\/elm\/onnx\//, () => undefined);
  await page.goto('/?backend=wasm');
  await expect(page.getByRole('button', { name: 'Examples' })).toBeEnabled();
  await page.getByRole('button', { name: 'Find a film or a user' }).waitFor();
});

test.afterAll(() => context.close());

function composer(): Locator {
  return page.getByRole('region', { name: 'Composer' });
}

function vectorOf(id: number): Float32Array {
  return rowVector(catalogue.semantic.movies, rowById(catalogue.movies, id));
}

/** Names and similarities of the neighbours that the composer lists. */
async function listed(): Promise<string[]> {
  return composer().locator('.neighbour').allInnerTexts();
}

/** The same list as the test computes it. */
function expected(vector: Float32Array, skip = -1): string[] {
  const { movies, metric } = catalogue.semantic;
  return nearest(movies, vector, metric, 5, skip).map(({ row, similarity }) => {
    const name = entityName(catalogue, { kind: 'movie', id: catalogue.movies[row]?.id ?? 0 });
    return `${name}\n${similarity.toFixed(2)}`;
  });
}

/** Opens the choice of a source and one of its ways. */
async function way(name: string): Promise<Locator> {
  await page.keyboard.press('Control+k');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name }).click();
  return dialog;
}

/** A NumPy file, version 1.0, little-endian float32. */
function npy(values: readonly number[]): Buffer {
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${values.length},), }`;
  const padded = `${header.padEnd(128 - 10 - 1)}\n`;
  const head = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, padded.length, 0]);
  return Buffer.concat([head, Buffer.from(padded, 'latin1'), Buffer.from(Float32Array.from(values).buffer)]);
}

test('neighbours, gauge and norm are those of the original space', async () => {
  await goTo(page, `start=m${CASABLANCA}`);
  await expect(wordsOf(page)).toHaveText('Casablanca (1942)');
  await expect.poll(listed).toEqual(expected(vectorOf(CASABLANCA), rowById(catalogue.movies, CASABLANCA)));
  await expect(composer().getByText('norm 1.00')).toBeVisible();
  const gauge = composer().getByRole('meter', { name: 'Distance from the data' });
  await expect(gauge).toHaveAttribute('aria-valuetext', /^percentile \d+$/, { timeout: 60_000 });

  const between = normalise(lerp(vectorOf(CASABLANCA), vectorOf(ALIEN), 0.4));
  await goTo(page, `start=m${CASABLANCA}&blend=0.4,l,m${ALIEN}`);
  await expect.poll(listed).toEqual(expected(between));
  await expect(composer().getByText('norm 1.00')).toHaveCount(0);

  // A click on a neighbour starts from it.
  const first = (await listed())[0]?.split('\n')[0] ?? '';
  await composer().locator('.neighbour').first().click();
  await expect(wordsOf(page)).toContainText(first);
});

test('a blend by mouse and keys: line, arc, swap, the words at the ends, undo and redo', async () => {
  await goTo(page, `start=m${CASABLANCA}`);
  await choose(page, 'toy story', 'Shift+Enter');
  await expect(wordsOf(page)).toHaveText('50 % Casablanca (1942), 50 % Toy Story (1995)');
  const slider = page.getByRole('slider', { name: /^Blend towards/ });
  const box = await page.locator('.blend-row .slider').boundingBox();
  if (!box) throw new Error('The slider has no box.');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.25, box.y + box.height / 2, { steps: 6 });
  await page.mouse.up();
  const alpha = Number(await slider.getAttribute('aria-valuenow'));
  expect(alpha).toBeGreaterThan(0.15);
  expect(alpha).toBeLessThan(0.35);

  const norm = () => composer().getByText(/^norm/).textContent();
  const onLine = await norm();
  await page.getByRole('radio', { name: 'arc' }).click();
  await expect(wordsOf(page)).toContainText('on the sphere');
  await expect.poll(norm).not.toBe(onLine);
  await page.getByRole('radio', { name: 'line' }).click();

  await slider.focus();
  await page.keyboard.press('Home');
  await expect(wordsOf(page)).toHaveText('Casablanca (1942)');
  await page.keyboard.press('End');
  await expect(wordsOf(page)).toHaveText('Toy Story (1995)');
  await page.keyboard.press('ArrowLeft');
  await page.getByRole('button', { name: 'Swap the two ends' }).click();
  await expect(wordsOf(page)).toHaveText('99 % Toy Story (1995), 1 % Casablanca (1942)');

  await page.keyboard.press('Control+z');
  await expect(wordsOf(page)).toHaveText('1 % Casablanca (1942), 99 % Toy Story (1995)');
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect(wordsOf(page)).toHaveText('99 % Toy Story (1995), 1 % Casablanca (1942)');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.keyboard.press('Control+Shift+z');
  await expect(wordsOf(page)).toHaveText('99 % Toy Story (1995), 1 % Casablanca (1942)');
  await page.getByRole('button', { name: 'Remove Casablanca (1942)' }).click();
  await expect(wordsOf(page)).toHaveText('Toy Story (1995)');
});

test('attributes are found by typing and pushed by keys; films are added and taken away', async () => {
  await goTo(page, `start=m${TOY_STORY}`);
  const before = await listed();
  await findIn(page, 'Add an attribute', 'Find an attribute', 'dark comedy');
  await findIn(page, 'Add an attribute', 'Find an attribute', 'space');
  const first = page.getByRole('slider', { name: 'dark comedy' });
  await first.focus();
  for (let step = 0; step < 15; step += 1) await page.keyboard.press('ArrowRight');
  await expect(first).toHaveAttribute('aria-valuetext', '+1.5 sd');
  await expect(wordsOf(page)).toHaveText('Toy Story (1995), +1.5 sd dark comedy');
  const second = composer().getByRole('slider', { name: /^space/ });
  await second.focus();
  await page.keyboard.press('Home');
  await expect(second).toHaveAttribute('aria-valuetext', '−3.0 sd');
  await expect(wordsOf(page)).toContainText('−3 sd space');
  await expect.poll(listed).not.toEqual(before);
  await expect(page.getByText('Hypothetical: no entity has this vector')).toBeVisible();
  await composer()
    .getByRole('button', { name: /^Remove space/ })
    .click();
  await composer().getByRole('button', { name: 'Remove dark comedy' }).click();
  await expect(wordsOf(page)).toHaveText('Toy Story (1995)');
  await expect.poll(listed).toEqual(before);

  for (const [name, query] of [
    ['Add a vector to the start', 'alien'],
    ['Take a vector away from the start', 'casablanca'],
  ] as const) {
    await page.getByRole('button', { name }).click();
    const field = page.getByRole('combobox', { name: /film/ });
    await field.fill(query);
    await field.press('Enter');
  }
  await expect(wordsOf(page)).toHaveText(/^Toy Story \(1995\) \+ Alien \(1979\) − Casablanca \(1942\)$/);
  await expect.poll(listed).not.toEqual(before);
  await composer().getByRole('button', { name: 'Remove Alien (1979)' }).click();
  await expect(wordsOf(page)).toHaveText('Toy Story (1995) − Casablanca (1942)');
});

test('the vector is copied as numbers, and pasted it is the same vector again', async ({ baseURL }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: baseURL ?? '' });
  await goTo(page, `start=m${CASABLANCA}&blend=0.4,l,m${ALIEN}`);
  await expect(wordsOf(page)).toContainText('40 % Alien');
  const before = await listed();
  await composer().getByRole('button', { name: 'Copy the vector' }).click();
  await expect(composer().getByRole('button', { name: 'Vector copied' })).toBeVisible();
  const numbers: number[] = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  const [from, to] = [normalise(vectorOf(CASABLANCA)), normalise(vectorOf(ALIEN))];
  const blend = normalise(lerp(from, to, 0.4));
  expect(numbers).toHaveLength(blend.length);
  for (const [at, value] of blend.entries()) expect(numbers[at]).toBeCloseTo(value, 6);
  await goTo(page, `start=m${TOY_STORY}`);
  await expect(wordsOf(page)).toHaveText('Toy Story (1995)');
  const dialog = await way('Vector');
  await dialog.getByRole('textbox').focus();
  await page.keyboard.press('Control+v');
  await dialog.getByRole('button', { name: /use/i }).click();
  await expect(wordsOf(page)).toHaveText('Pasted vector');
  expect(await listed()).toEqual(before);
});

test('a vector is pasted, dropped as CSV and chosen as NPY; what is none is refused with a sentence', async () => {
  const values = [...vectorOf(ALIEN)];
  const own = expected(vectorOf(ALIEN));
  await goTo(page, `start=m${CASABLANCA}`);
  let dialog = await way('Vector');
  const text = dialog.getByRole('textbox');
  const alert = dialog.getByRole('alert');
  const use = dialog.getByRole('button', { name: 'Use this vector' });
  for (const [bad, sentence] of [
    ['[1, 2, 3]', 'has 3 numbers, but this space has 384 dimensions'],
    [JSON.stringify(values).replace(/^\[[^,]+/, '["many"'), 'has no usable number at place 1'],
    [`nan,${values.slice(1).join(',')}`, 'has no usable number at place 1'],
    [JSON.stringify(values.map(() => 0)), 'is zero everywhere'],
    ['{"a": ', 'not valid JSON'],
  ] as const) {
    await text.fill(bad);
    await use.click();
    await expect(alert).toContainText(sentence);
  }
  await dropFile(dialog.locator('form'), 'cut.npy', npy(values).subarray(0, 200));
  await expect(alert).toBeVisible();
  // The page behind the window is as it was.
  await expect(page.locator('.recipe-words')).toHaveText('Casablanca (1942)');

  await text.fill(JSON.stringify(values));
  await use.click();
  await expect(wordsOf(page)).toHaveText('Pasted vector');
  await expect.poll(listed).toEqual(own);

  await goTo(page, `start=m${CASABLANCA}`);
  dialog = await way('Vector');
  await dropFile(dialog.locator('form'), 'mine.csv', Buffer.from(values.join(',')));
  await expect(wordsOf(page)).toContainText('mine');
  await expect.poll(listed).toEqual(own);

  await goTo(page, `start=m${CASABLANCA}`);
  dialog = await way('Vector');
  await dialog
    .locator('input[type=file]')
    .setInputFiles({ name: 'saved.npy', mimeType: 'application/octet-stream', buffer: npy(values) });
  await expect(wordsOf(page)).toContainText('saved');
  await expect.poll(listed).toEqual(own);
});

test('a description is embedded in the page and placed among the films', async () => {
  await goTo(page, `start=m${CASABLANCA}`);
  const dialog = await way('Describe');
  await dialog
    .getByRole('textbox')
    .fill('Toys come to life when no one is looking, and a cowboy doll is jealous of a spaceman.');
  await dialog.getByRole('button', { name: 'Use this description' }).click();
  await expect(wordsOf(page)).toHaveText('“Toys come to life when no one is…”');
  await expect(page.getByText('Hypothetical: no entity has this vector')).toBeVisible();
  await expect(composer().locator('.neighbour').first()).toBeVisible({ timeout: 90_000 });
  expect((await listed()).join('\n')).toContain('Toy Story');
});

test('a viewer is made from a few rated films by one linear solve', async () => {
  await goTo(page, `start=m${CASABLANCA}`);
  const dialog = await way('Viewer');
  const use = dialog.getByRole('button', { name: 'Use this viewer' });
  await expect(use).toBeDisabled();
  const field = dialog.getByRole('combobox', { name: /seen/ });
  for (const query of ['alien 1979', 'the matrix', 'toy story 1995']) {
    await field.fill(query);
    await field.press('Enter');
  }
  const stars = dialog.getByRole('slider');
  await expect(stars).toHaveCount(3);
  await expect(stars.nth(2)).toHaveAttribute('aria-label', 'Stars for Toy Story (1995)');
  await stars.nth(2).focus();
  await page.keyboard.press('Home');
  await expect(stars.nth(2)).toHaveAttribute('aria-valuetext', '0.5 ★');
  await stars.nth(1).focus();
  await page.keyboard.press('ArrowLeft');
  await use.click();
  await expect(wordsOf(page)).toHaveText('a viewer who loves 2 films and hates 1 film');
  await expect(page.getByText('Hypothetical: no entity has this vector')).toBeVisible();
  await expect(page.locator('.map-overlay circle[data-part="probe"]')).toHaveAttribute('fill', 'none');

  // The films that the page predicts are those that the test's own solve predicts.
  const movies = catalogue.behavioral?.movies;
  if (!movies) throw new Error('The bundle that ships has no behavioral space.');
  const rated = [ALIEN, 2571, TOY_STORY].map((id, i) => ({
    row: rowById(catalogue.movies, id),
    stars: [5, 4.5, 0.5][i] ?? 0,
  }));
  const viewer = foldIn(movies, rated, bundle.manifest.foldIn as unknown as Parameters<typeof foldIn>[2]);
  const best = nearest(movies, viewer, 'dot', 5).map(({ row }) =>
    entityName(catalogue, { kind: 'movie', id: catalogue.movies[row]?.id ?? 0 }),
  );
  const users = catalogue.behavioral?.users;
  if (!users) throw new Error('The bundle that ships has no users.');
  const alike = nearest(users, viewer, 'cosine', 3).map(({ row }) =>
    entityName(catalogue, { kind: 'user', id: catalogue.users[row]?.id ?? 0 }),
  );
  expect((await listed()).map((line) => line.split('\n')[0])).toEqual([...best, ...alike]);
});

test('an own attribute: from phrases, from a selection, warned about, renamed, kept over a reload', async () => {
  await goTo(page, `start=m${TOY_STORY}`);
  await page.getByRole('button', { name: 'Your own' }).click();
  const dialog = page.getByRole('dialog', { name: 'Your own attribute' });
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('bittersweet');
  await dialog.getByLabel('Towards').fill('a film that ends in quiet sorrow and hope');
  await dialog.getByLabel('Away from').fill('a film that ends in triumph');
  await dialog.getByRole('button', { name: 'Make the attribute' }).click();
  await expect(dialog.getByText('“bittersweet” is among the attributes now.')).toBeVisible({
    timeout: 60_000,
  });
  await expect(dialog.getByText(/not checked against any movie/)).toBeVisible();
  await page.keyboard.press('Escape');
  const slider = composer().getByRole('slider', { name: 'bittersweet' });
  await slider.focus();
  await page.keyboard.press('PageUp');
  await expect(wordsOf(page)).toContainText('sd bittersweet');

  // Two films selected on the map: too few, and the page says so; a lasso gives enough.
  const surface = page.getByRole('application', { name: /^Map/ });
  const map = await surface.boundingBox();
  const [x, y] = [(map?.x ?? 0) + (map?.width ?? 0) / 2, (map?.y ?? 0) + (map?.height ?? 0) / 2];
  const lasso = async (half: number) => {
    await page.keyboard.down('Shift');
    await page.mouse.move(x - half, y - half);
    await page.mouse.down();
    await page.mouse.move(x + half, y - half, { steps: 3 });
    await page.mouse.move(x + half, y + half, { steps: 3 });
    await page.mouse.move(x - half, y + half, { steps: 3 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
  };
  await surface.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Your own' }).click();
  await dialog.getByRole('radio', { name: 'Examples' }).click();
  await expect(dialog.getByText('2 selected on the map.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('mine');
  await dialog.getByRole('button', { name: 'Have it: take the selection' }).click();
  await dialog.getByRole('button', { name: 'Make the attribute' }).click();
  await expect(dialog.getByText(/With 2 examples on a side the direction is a guess/)).toBeVisible();
  await page.keyboard.press('Escape');

  await lasso(40);
  await page.getByRole('button', { name: 'Your own' }).click();
  await dialog.getByRole('radio', { name: 'Examples' }).click();
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('middle of the map');
  await dialog.getByRole('button', { name: 'Have it: take the selection' }).click();
  await dialog.getByRole('button', { name: 'Make the attribute' }).click();
  await expect(dialog.getByText(/Cross-validated accuracy \d+ %, AUC [01]\.\d\d/)).toBeVisible({
    timeout: 60_000,
  });

  await dialog.getByRole('button', { name: 'Rename mine' }).click();
  await dialog.getByRole('textbox', { name: 'Name of the attribute' }).fill('my pair');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Remove middle of the map' }).click();
  await expect(dialog.getByRole('region', { name: 'Made here' }).getByRole('listitem')).toHaveCount(2);
  await page.keyboard.press('Escape');

  // An attribute that the address does not carry is kept all the same.
  await composer().getByRole('button', { name: 'Remove my pair' }).click();
  await expect(page).toHaveURL(/push=own-/);
  await expect(page).not.toHaveURL(/my\+pair/);
  await page.reload();
  await expect(wordsOf(page)).toContainText('sd bittersweet', { timeout: 60_000 });
  await page.getByRole('combobox', { name: 'Add an attribute' }).click();
  await expect(
    page.getByRole('group', { name: 'Your own' }).getByRole('option', { name: /my pair/ }),
  ).toBeVisible();
  await page.keyboard.press('Escape');
});
