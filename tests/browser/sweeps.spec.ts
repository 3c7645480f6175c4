import { expect, type Locator, type Page, test } from '@playwright/test';
import { importNotebook } from '../../src/core/notebookJson.ts';
import { violations } from './axe.ts';
import { finished, goTo, open } from './page.ts';
import { csvRows, expectDrawing, fromMenu, pngSize } from './saved.ts';
import { sharedPage } from './sharedPage.ts';

// One page for all of it: the sweeps of the first tests are what the later ones find in the notebook.
test.describe.configure({ mode: 'serial' });

const TOY_STORY = 1;
const CASABLANCA = 912;

let page: Page;

test.beforeAll(async ({ browser, baseURL }) => {
  page = await sharedPage(browser, baseURL);
  await open(page);
  await goTo(
    page,
    `start=m${CASABLANCA}&blend=0.5,l,m${TOY_STORY}&push=semantic-animation,0.5&set=0.5,0,0.9,1.2,1,20,1`,
  );
  await finished(page);
});
test.afterAll(() => page.context().close());

function panel(): Locator {
  return page.getByRole('region', { name: 'Sweep' });
}

function drawer(): Locator {
  return page.getByRole('dialog', { name: 'Notebook' });
}

async function sweep(places: string, along: string): Promise<void> {
  await panel().getByRole('button', { name: 'Sweep…' }).click();
  const choice = page.getByRole('dialog', { name: 'Sweep' });
  await choice.getByRole('radio', { name: places, exact: true }).click();
  await choice.getByRole('button', { name: along }).click();
  await expect(panel().getByRole('button', { name: 'Stop' })).toBeVisible();
  await expect(panel().getByRole('button', { name: 'Sweep…' })).toBeVisible({ timeout: 90_000 });
}

/** The figure as it is read out: its title and every number. */
async function spokenCurve(place: Locator): Promise<string> {
  return (await place.getByRole('img', { name: /^Consistency along/ }).getAttribute('aria-label')) ?? '';
}

/** Moves the step's slider to its end and gives each place with its text. */
async function stepsOf(place: Locator): Promise<{ readonly value: string; readonly text: string }[]> {
  const slider = place.getByRole('slider', { name: /^Step along/ });
  await slider.press('Home');
  const steps = [];
  for (let last = ''; ; ) {
    const value = (await slider.getAttribute('aria-valuetext')) ?? '';
    if (value === last) return steps;
    steps.push({ value, text: (await place.locator('.sweep-text').first().textContent()) ?? '' });
    last = value;
    await slider.press('ArrowRight');
  }
}

test('a task is narrated along alpha in one go: a curve, and a text at every place', async () => {
  await sweep('5', 'From one end to the other');
  const spoken = await spokenCurve(panel());
  expect(spoken).toMatch(
    /^Consistency along alpha\. This model: 0 \S+, 0\.25 \S+, 0\.5 \S+, 0\.75 \S+, 1 \S+\. Floor: 0 \S+, 0\.25 /,
  );
  await expect(panel().locator('.curve-own circle')).toHaveCount(5);
  const steps = await stepsOf(panel());
  expect(steps.map(({ value }) => value)).toEqual(['0.00', '0.25', '0.50', '0.75', '1.00']);
  for (const { text } of steps) expect(text.split(/\s+/).length).toBeGreaterThan(4);
  expect(new Set(steps.map(({ text }) => text)).size).toBeGreaterThan(1);
});

test('the text follows the pointer along the curve', async () => {
  await panel()
    .getByRole('slider', { name: /^Step along/ })
    .press('End');
  const curve = panel().getByRole('img', { name: /^Consistency along/ });
  const points = curve.locator('.curve-own circle');
  for (const [at, alpha] of [
    [1, /alpha 0\.25/],
    [3, /alpha 0\.75/],
  ] as const) {
    await points.nth(at).hover();
    await expect(panel().locator('.sweep-value')).toHaveText(alpha);
  }
});

test('the curve is saved as a drawing, a picture and numbers', async () => {
  const svg = await fromMenu(page, 'Save Consistency along alpha', /SVG/);
  expect(svg.name).toBe('consistency-along-alpha.svg');
  await expectDrawing(page, svg.text);
  // Five places of this model's line, five of the floor's.
  expect(svg.text.match(/<circle/g)).toHaveLength(10);
  const [, width, height] = svg.text.match(/viewBox="0 0 (\d+) (\d+)"/)?.map(Number) ?? [];
  const png = await fromMenu(page, 'Save Consistency along alpha', /PNG/);
  expect(pngSize(png.bytes)).toEqual({ width: 2 * (width ?? 0), height: 2 * (height ?? 0) });

  const [columns, ...rows] = csvRows((await fromMenu(page, 'Save Consistency along alpha', /CSV/)).text);
  expect(columns).toEqual(['curve', 'alpha', 'SC']);
  const spoken = await spokenCurve(panel());
  const own = rows.filter(([curve]) => curve === 'This model');
  expect(own.map(([, x, y]) => `${x} ${Number(y).toFixed(2)}`).join(', ')).toBe(
    spoken.split('This model: ')[1]?.split('. Floor')[0],
  );
});

test('a task is narrated along an attribute, and both sweeps are in the notebook', async () => {
  await sweep('7', 'Along animation');
  expect(await spokenCurve(panel())).toContain('This model: -2 ');
  expect((await stepsOf(panel())).map(({ value }) => value.replace(/\s/, ' '))).toEqual([
    '−2.0 sd',
    '−1.3 sd',
    '−0.7 sd',
    '0 sd',
    '+0.7 sd',
    '+1.3 sd',
    '+2.0 sd',
  ]);
  expect(await violations(page), 'sweep beside the narration').toEqual([]);

  await page.getByRole('button', { name: 'Notebook, 13 narrations' }).click();
  const headings = drawer().getByRole('heading', { level: 3, name: /, along / });
  await expect(headings).toHaveText([
    /Casablanca.*Toy Story.*, along animation$/,
    /^Casablanca.* to Toy Story.*, along alpha$/,
  ]);
  // A sweep is one entry; its narrations are below it when asked for.
  await expect(drawer().locator('.runs').first().locator('> li')).toHaveCount(3);
  await drawer().getByRole('button', { name: 'Its 7 narrations' }).click();
  await expect(drawer().locator('.sweep-runs > li')).toHaveCount(7);
  expect(await violations(page), 'sweeps in the notebook').toEqual([]);
});

test('a reload keeps every curve with its texts', async () => {
  const cards = drawer().locator('.sweep-card');
  const before = [];
  for (const at of [0, 1]) {
    before.push({ spoken: await spokenCurve(cards.nth(at)), steps: await stepsOf(cards.nth(at)) });
  }
  await page.reload();
  // It was open, so it is again.
  await expect(drawer()).toBeVisible();
  await expect(cards).toHaveCount(2);
  for (const at of [0, 1]) {
    expect({ spoken: await spokenCurve(cards.nth(at)), steps: await stepsOf(cards.nth(at)) }).toEqual(
      before[at],
    );
  }
});

test('a sweep is removed with its narrations and comes back with Undo; export and import keep it', async () => {
  const exported = await fromMenu(page, 'Export', /JSON/);
  const notebook = importNotebook(exported.text);
  expect(notebook.sweeps.map(({ steps }) => steps.length)).toEqual([7, 5]);
  const markdown = await fromMenu(page, 'Export', /Markdown/);
  expect(markdown.text).toMatch(/\| alpha \| consistency \| text \|/);

  await drawer()
    .getByRole('button', { name: /^Remove .*along alpha$/ })
    .click();
  await expect(drawer()).toContainText('5 narrations were removed.');
  await expect(drawer().locator('.sweep-card')).toHaveCount(1);
  await drawer().getByRole('button', { name: 'Undo' }).click();
  await expect(drawer().locator('.sweep-card')).toHaveCount(2);

  await drawer().getByRole('button', { name: 'Choose all' }).click();
  await drawer().getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(drawer()).toContainText('Nothing narrated yet.');
  const chooser = page.waitForEvent('filechooser');
  await drawer().getByRole('button', { name: 'Import', exact: true }).click();
  await (await chooser).setFiles({ name: 'n.json', mimeType: 'application/json', buffer: exported.bytes });
  await expect(drawer().locator('.sweep-card')).toHaveCount(2);
  const again = await fromMenu(page, 'Export', /JSON/);
  expect(importNotebook(again.text)).toEqual(notebook);
});

test('a step of a kept sweep puts the page into its state', async () => {
  const alongAlpha = drawer().locator('.sweep-card').filter({ hasText: 'along alpha' });
  await alongAlpha.getByRole('slider', { name: 'Step along alpha' }).press('End');
  await alongAlpha.getByRole('slider', { name: 'Step along alpha' }).press('ArrowLeft');
  const text = await alongAlpha.locator('.sweep-text').first().textContent();
  await alongAlpha.getByRole('button', { name: 'Go there' }).click();
  await expect(drawer()).toBeHidden();
  await expect(page.getByRole('slider', { name: /^Blend towards Toy Story/ })).toHaveAttribute(
    'aria-valuetext',
    /^75\s%$/,
  );
  const squeezed = (words: string | null) => (words ?? '').replace(/\s+/g, '');
  await expect
    .poll(async () => squeezed(await page.getByRole('article').first().textContent()))
    .toContain(squeezed(text).slice(0, 40));
});
