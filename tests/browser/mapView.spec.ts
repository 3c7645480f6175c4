import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { choose, findIn, goTo, wordsOf } from './page.ts';

/**
 * What the map says about the current vector and its surroundings, done with mouse and keys. The language
 * model's weights never arrive: the map must not need them. One page serves all tests.
 */
let context: BrowserContext;
let page: Page;

const CASABLANCA = 912;
const ALIEN = 1214;

test.beforeAll(async ({ browser }) => {
  context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  page = await context.newPage();
  await page.route(/\/(elm|encoder)\/onnx\//, () => undefined);
  await page.goto('/?backend=wasm');
  await expect(part('text', 'region-').first()).toBeVisible({ timeout: 60_000 });
});

test.afterAll(() => context.close());

/** Shapes of the overlay by tag and the beginning of their name. */
function part(tag: string, name: string) {
  return page.locator(`.map-overlay ${tag}[data-part^="${name}"]`);
}

/** Where a circle of the overlay stands. */
async function placeOf(name: string): Promise<{ readonly x: number; readonly y: number }> {
  const circle = page.locator(`.map-overlay circle[data-part="${name}"]`);
  return circle.evaluate((element) => ({
    x: Number(element.getAttribute('cx')),
    y: Number(element.getAttribute('cy')),
  }));
}

/** A place of the overlay once it has come to rest. */
async function restOf(name: string): Promise<{ readonly x: number; readonly y: number }> {
  let before = await placeOf(name);
  await expect(async () => {
    const now = await placeOf(name);
    const moved = Math.hypot(now.x - before.x, now.y - before.y);
    before = now;
    expect(moved).toBe(0);
  }).toPass({ intervals: [120] });
  return before;
}

/** The colours that the map is drawn in, as a number that changes with them. */
function pixelSum(): Promise<number> {
  return page.locator('.map-canvas').evaluate((canvas: HTMLCanvasElement) => {
    const drawing = canvas.getContext('2d') as CanvasRenderingContext2D;
    const { data } = drawing.getImageData(0, 0, canvas.width, canvas.height);
    let sum = 0;
    for (let i = 0; i < data.length; i += 4)
      sum = (sum * 31 + (data[i] ?? 0) + (data[i + 1] ?? 0)) % 1_000_003;
    return sum;
  });
}

test('search forgives a typo, finds users and tags, and works by keys alone', async () => {
  await choose(page, 'casablanca', 'Enter');
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: /film/ });
  await field.fill('terminatr');
  await expect(page.getByRole('option', { name: /Terminator/ }).first()).toBeVisible();
  await expect(page.getByRole('option').first().locator('mark').first()).toBeVisible();
  const second = await page.getByRole('option').nth(1).locator('.marked').textContent();
  await field.press('ArrowDown');
  await expect(page.getByRole('option').nth(1)).toHaveAttribute('aria-selected', 'true');
  await field.press('Enter');
  await expect(wordsOf(page)).toHaveText(second ?? '');

  await page.keyboard.press('Control+k');
  await field.fill('user 7');
  await expect(page.getByRole('option').first()).toContainText('User 7');
  await field.press('Enter');
  await expect(wordsOf(page)).toHaveText('User 7');

  await page.keyboard.press('Control+k');
  await field.fill('zombies');
  await page
    .getByRole('option', { name: /tag, \d+ movies/ })
    .first()
    .click();
  await expect(page.getByText(/^\d+ entities are selected on the map/)).toBeVisible();
  await page.getByRole('button', { name: 'Use the mean of the selection' }).click();
  await expect(wordsOf(page)).toHaveText(/^mean of \d+ selected$/);

  await page.keyboard.press('Control+k');
  await field.fill('qqqzzzxxx');
  await expect(page.getByText('Nothing is called that here.')).toBeVisible();
  await page.keyboard.press('Escape');
});

test('colours by any attribute, found by typing, and by similarity to the vector', async () => {
  await goTo(page, `start=m${CASABLANCA}`);
  const menu = page.getByRole('combobox', { name: 'Colour by' });
  const plain = await pixelSum();
  await menu.focus();
  await page.keyboard.press('Enter');
  const search = page.getByRole('combobox', { name: /^Find a colouring/ });
  await expect(search).toBeFocused();
  const all = await page.getByRole('option').count();
  expect(all).toBeGreaterThan(20);
  expect((await new AxeBuilder({ page }).include('.search-select').analyze()).violations).toEqual([]);
  await page.keyboard.type('horror');
  await expect(page.getByRole('option').first()).toContainText('horror');
  expect(await page.getByRole('option').count()).toBeLessThan(all);
  await page.keyboard.press('Enter');
  await expect(search).toBeHidden();
  await expect(menu).toHaveText('horror');
  const legend = page.getByRole('region', { name: /^Legend: .*horror/ });
  await expect(legend.getByRole('button')).not.toHaveCount(0);
  await expect.poll(pixelSum).not.toBe(plain);

  await findIn(page, 'Colour by', 'Find a colouring or a concept', 'similarity');
  await expect(page.getByRole('region', { name: /^Legend: .*[Ss]imilarity/ })).toBeVisible();
  const near = await pixelSum();
  await goTo(page, `start=m${ALIEN}&colour=probe`);
  await expect.poll(pixelSum).not.toBe(near);

  await menu.click();
  await search.fill('no such thing');
  await expect(page.getByText('Nothing is called that.')).toBeVisible();
  await page.keyboard.press('Escape');
  await findIn(page, 'Colour by', 'Find a colouring or a concept', 'genre');
  await expect(page.getByRole('region', { name: 'Legend: Genre' })).toBeVisible();
});

test('region names change with the zoom, titles come at close range, and both can be put away', async () => {
  await goTo(page, `start=m${CASABLANCA}`);
  await page.getByRole('button', { name: /^Show everything/ }).click();
  const names = async () => (await part('text', 'region-').allTextContents()).sort();
  await expect(part('text', 'region-')).not.toHaveCount(0);
  await expect(part('text', 'title-')).toHaveCount(0);
  const far = await names();
  for (let step = 0; step < 2; step += 1) await page.getByRole('button', { name: /^Zoom in/ }).click();
  await expect.poll(names).not.toEqual(far);
  for (let step = 0; step < 4; step += 1) await page.getByRole('button', { name: /^Zoom in/ }).click();
  await expect(part('text', 'title-')).not.toHaveCount(0);

  const toggle = page.getByRole('button', { name: 'Names', exact: true });
  await toggle.click();
  await expect(part('text', 'title-')).toHaveCount(0);
  await expect(part('text', 'region-')).toHaveCount(0);
  await toggle.click();
  await page.getByRole('button', { name: /^Show everything/ }).click();
  await expect.poll(names).toEqual(far);
});

test('the probe stands with its path and threads; hypothetical, it is hollow and on neither end', async () => {
  await goTo(page, `start=m${CASABLANCA}`);
  await expect(part('circle', 'near-')).toHaveCount(8);
  await expect(part('line', 'thread-')).toHaveCount(8);
  await expect(part('line', 'blend')).toHaveCount(0);
  const real = page.locator('.map-overlay circle[data-part="probe"]');
  await expect(real).not.toHaveAttribute('fill', 'none');

  await goTo(page, `start=m${CASABLANCA}&blend=0.3,l,m${ALIEN}`);
  await expect(page.getByText('Hypothetical: no entity has this vector')).toBeVisible();
  await expect(real).toHaveAttribute('fill', 'none');
  await expect(part('line', 'blend')).toHaveCount(1);
  await expect(part('line', 'tick')).toHaveCount(1);
  await expect(part('text', 'name-A')).toContainText('Casablanca');
  await expect(part('text', 'name-B')).toContainText('Alien');
  const probe = await restOf('probe');
  const [a, b] = [await placeOf('end-A'), await placeOf('end-B')];
  const apart = Math.hypot(b.x - a.x, b.y - a.y);
  expect(Math.hypot(probe.x - a.x, probe.y - a.y)).toBeGreaterThan(0.005 * apart);
  expect(Math.hypot(probe.x - b.x, probe.y - b.y)).toBeGreaterThan(0.01 * apart);

  // Dragging the slider to B moves the probe there, and at the end it is real and on B.
  const slider = page.getByRole('slider', { name: /^Blend towards/ });
  await slider.focus();
  await page.keyboard.press('End');
  await expect(page.getByText('A real entity of the catalogue')).toBeVisible();
  expect(await restOf('probe')).toEqual(await placeOf('end-B'));

  await page.keyboard.press('Home');
  for (let step = 0; step < 5; step += 1) await page.keyboard.press('PageUp');
  const before = await restOf('probe');
  await findIn(page, 'Add an attribute', 'Find an attribute', 'dark comedy');
  const push = page.getByRole('slider', { name: 'dark comedy' });
  await push.focus();
  await page.keyboard.press('End');
  await expect(part('line', 'push-0')).toHaveCount(1);
  expect(await restOf('probe')).not.toEqual(before);
});

test('with less motion wanted the probe jumps, otherwise it glides', async () => {
  const places = async (): Promise<number> => {
    await page.evaluate(() => {
      const seen = new Set<string>();
      const probe = document.querySelector('.map-overlay circle[data-part="probe"]');
      if (!probe) throw new Error('There is no probe.');
      new MutationObserver(() => seen.add(`${probe.getAttribute('cx')} ${probe.getAttribute('cy')}`)).observe(
        probe,
        { attributes: true },
      );
      Object.assign(window, { seenPlaces: seen });
    });
    await page.getByRole('slider', { name: /^Blend towards/ }).press('PageUp');
    await restOf('probe');
    return page.evaluate(() => (window as unknown as { seenPlaces: Set<string> }).seenPlaces.size);
  };
  const start = `start=m${CASABLANCA}&blend=0.3,l,m${ALIEN}`;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await goTo(page, start);
  await restOf('probe');
  expect(await places()).toBe(1);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await goTo(page, start);
  await restOf('probe');
  expect(await places()).toBeGreaterThan(1);
});

test('a saved picture holds the path with its ends', async () => {
  await goTo(page, `start=m${CASABLANCA}&blend=0.4,l,m${ALIEN}`);
  await page.getByRole('button', { name: 'Save the map as a picture' }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: /SVG/ }).click(),
  ]);
  const svg = await readFile(await file.path(), 'utf8');
  expect(svg).toContain('>Casablanca (1942)</text>');
  expect(svg).toContain('>A</text>');
  expect(svg).toContain('>B</text>');
  expect(svg).toContain('Horror');
});

test('at 360 pixels nothing sticks out, and fingers can do it all', async ({ browser }) => {
  const phone = await browser.newContext({
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
  });
  const small = await phone.newPage();
  const width = () => small.evaluate(() => document.documentElement.scrollWidth);
  await small.route(/\/(elm|encoder)\/onnx\//, () => undefined);
  await small.goto('/?backend=wasm');
  await expect(small.locator('.map-overlay text').first()).toBeVisible({ timeout: 60_000 });
  expect(await width()).toBe(360);
  expect((await new AxeBuilder({ page: small }).analyze()).violations).toEqual([]);

  await small.getByRole('button', { name: /^Find a film, a tag/ }).tap();
  await expect(small.getByRole('combobox', { name: /film/ })).toBeVisible();
  for (const way of ['Describe', 'Viewer', 'Vector', 'Find']) {
    await small.getByRole('radio', { name: way }).tap();
    expect(await width(), way).toBe(360);
    // Nor does anything stick out inside the window.
    const spare = await small.locator('.dialog-body').evaluate((body) => body.clientWidth - body.scrollWidth);
    expect(spare, way).toBe(0);
  }
  await small.getByRole('combobox', { name: /film/ }).fill('casablanca');
  await small
    .getByRole('option', { name: /Casablanca/ })
    .first()
    .tap();
  await expect(wordsOf(small)).toContainText('Casablanca');
  await small.getByRole('button', { name: 'Towards: choose' }).tap();
  await small.getByRole('combobox', { name: /film/ }).fill('alien');
  await small
    .getByRole('option', { name: /^Alien/ })
    .first()
    .tap();
  await small.getByRole('combobox', { name: 'Add an attribute' }).tap();
  await small.getByRole('option').first().tap();
  expect(await width()).toBe(360);

  // A slider under a finger: a tap on its track sets it.
  const track = small.locator('.blend-row .slider');
  await track.scrollIntoViewIfNeeded();
  const box = await track.boundingBox();
  if (!box) throw new Error('The slider has no box.');
  await small.touchscreen.tap(box.x + box.width * 0.8, box.y + box.height / 2);
  const slider = small.getByRole('slider', { name: /^Blend towards/ });
  await expect.poll(async () => Number(await slider.getAttribute('aria-valuenow'))).toBeGreaterThan(0.7);

  // A tap on a point offers to select it; the selection can then be a start.
  const surface = small.getByRole('application', { name: /^Map/ });
  await surface.scrollIntoViewIfNeeded();
  const map = await surface.boundingBox();
  await small.touchscreen.tap((map?.x ?? 0) + (map?.width ?? 0) / 2, (map?.y ?? 0) + (map?.height ?? 0) / 2);
  await small.getByRole('button', { name: 'Select', exact: true }).tap();
  await small.getByRole('button', { name: /^Find a film, a tag/ }).tap();
  await small.getByRole('radio', { name: 'Selection' }).tap();
  await expect(small.getByText('One entity is selected on the map.')).toBeVisible();
  await phone.close();
});
