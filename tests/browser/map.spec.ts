import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page, test } from '@playwright/test';

/** Opens the page; the language model's weights never arrive, because the map must not need them. */
async function openMap(page: Page, hash = ''): Promise<Locator> {
  await page.route(/\/(elm|encoder)\/onnx\//, () => undefined);
  await page.goto(`/?backend=wasm${hash}`);
  const surface = page.getByRole('application', { name: /^Map/ });
  await expect(page.locator('.map-overlay text').first()).toBeVisible({ timeout: 60_000 });
  return surface;
}

/** The middle of the map in page coordinates. */
async function middle(surface: Locator): Promise<{ readonly x: number; readonly y: number }> {
  const box = await surface.boundingBox();
  if (!box) throw new Error('The map has no box.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Moves the mouse to and fro until a card shows; returns the title on it. */
async function hoverPoint(page: Page, surface: Locator, from: number): Promise<string> {
  const { x, y } = await middle(surface);
  const card = page.locator('.map-card-title');
  for (let step = 0; step < 60; step += 1) {
    await page.mouse.move(x - 150 + from + step * 5, y + (step % 2));
    await page.waitForTimeout(40);
    if (await card.isVisible()) return (await card.textContent()) ?? '';
  }
  throw new Error('There is no point along the middle of the map.');
}

/** Sum of the canvas's pixels: changes when anything is drawn otherwise. */
function pixelSum(page: Page): Promise<number> {
  return page.locator('.map-canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData(
      0,
      0,
      canvas.width,
      canvas.height,
    );
    let sum = 0;
    for (let i = 0; i < data.length; i += 4)
      sum = (sum * 31 + (data[i] ?? 0) + (data[i + 1] ?? 0)) % 1_000_003;
    return sum;
  });
}

test('the map is whole before the language model is there, and a click takes a film', async ({ page }) => {
  const surface = await openMap(page);
  const title = await hoverPoint(page, surface, 0);
  await page.mouse.down();
  await page.mouse.up();
  await expect(page.getByRole('heading', { level: 2 }).first()).toContainText(title);

  const other = await hoverPoint(page, surface, 120);
  await page.keyboard.down('Control');
  await page.mouse.down();
  await page.mouse.up();
  await page.keyboard.up('Control');
  await expect(page.locator('.map-overlay').getByText('A', { exact: true })).toBeVisible();
  await expect(page.locator('.map-overlay').getByText('B', { exact: true })).toBeVisible();
  await expect(page.locator('.map-overlay')).toContainText(other);
  await expect(page).toHaveURL(/blend=0\.5/);
});

test('wheel, drag, double click and the buttons move the view; the address keeps it', async ({ page }) => {
  const surface = await openMap(page);
  const before = await pixelSum(page);
  const { x, y } = await middle(surface);
  await page.mouse.move(x, y);
  await page.mouse.wheel(0, -600);
  await expect.poll(() => pixelSum(page)).not.toBe(before);
  const zoomed = await pixelSum(page);
  await page.mouse.down();
  await page.mouse.move(x + 80, y + 40, { steps: 5 });
  await page.mouse.up();
  await expect.poll(() => pixelSum(page)).not.toBe(zoomed);
  // The drag ended on a point or beside one, but it was no click.
  await expect(page).not.toHaveURL(/start=/);

  await page.getByRole('button', { name: /^Show everything/ }).click();
  await page.mouse.move(10, 10);
  await expect.poll(() => pixelSum(page)).toBe(before);
  await page.getByRole('button', { name: /^Zoom in/ }).click();
  await expect.poll(() => pixelSum(page)).not.toBe(before);
  await page.getByRole('button', { name: /^Show everything/ }).click();
  await expect.poll(() => pixelSum(page)).toBe(before);
  // Beside the points, where a double click means nothing else.
  const box = await surface.boundingBox();
  await page.mouse.dblclick((box?.x ?? 0) + 30, (box?.y ?? 0) + 110);
  await expect.poll(() => pixelSum(page)).not.toBe(before);
});

test('lasso and shift-click select, Escape clears', async ({ page }) => {
  const surface = await openMap(page);
  const before = await pixelSum(page);
  const { x, y } = await middle(surface);
  await page.getByRole('button', { name: /^Lasso/ }).click();
  await page.mouse.move(x - 90, y - 90);
  await page.mouse.down();
  await page.mouse.move(x + 90, y - 90, { steps: 4 });
  await page.mouse.move(x + 90, y + 90, { steps: 4 });
  await expect(page.locator('.map-lasso')).toBeVisible();
  await page.mouse.move(x - 90, y + 90, { steps: 4 });
  await page.mouse.up();
  await expect(page.locator('.map-lasso')).toBeHidden();
  await expect.poll(() => pixelSum(page)).not.toBe(before);
  await expect(page.getByRole('button', { name: /^Lasso/ })).toHaveAttribute('aria-pressed', 'false');
  await surface.focus();
  await page.keyboard.press('Escape');
  await page.mouse.move(10, 10);
  await expect.poll(() => pixelSum(page)).toBe(before);

  await hoverPoint(page, surface, 0);
  await page.keyboard.down('Shift');
  await page.mouse.down();
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await expect.poll(() => pixelSum(page)).not.toBe(before);
  await expect(page).not.toHaveURL(/start=/);
  await surface.focus();
  await page.keyboard.press('Escape');
  await page.mouse.move(10, 10);
  await expect.poll(() => pixelSum(page)).toBe(before);

  await page.keyboard.down('Shift');
  await page.mouse.move(x - 60, y - 60);
  await page.mouse.down();
  await page.mouse.move(x + 60, y - 60, { steps: 3 });
  await page.mouse.move(x, y + 60, { steps: 3 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await expect.poll(() => pixelSum(page)).not.toBe(before);
});

test('the keyboard goes from point to point and picks both ends', async ({ page }) => {
  const surface = await openMap(page);
  const before = await pixelSum(page);
  await surface.focus();
  await page.keyboard.press('+');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => pixelSum(page)).not.toBe(before);
  await page.keyboard.press('0');
  await expect.poll(() => pixelSum(page)).toBe(before);

  await page.keyboard.press('Enter');
  const card = page.locator('.map-card-title');
  await expect(card).toBeVisible();
  const first = (await card.textContent()) ?? '';
  await expect(page.locator('.map-stage [aria-live]')).toContainText(first);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 2 }).first()).toContainText(first);
  await page.keyboard.press('ArrowRight');
  await expect(card).not.toHaveText(first);
  const second = (await card.textContent()) ?? '';
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('.map-overlay')).toContainText(second);
  await page.keyboard.press('Escape');
  await expect(card).toBeHidden();
});

test('the list offers the same films without the picture', async ({ page }) => {
  await openMap(page);
  await page.getByRole('button', { name: 'List what the map shows' }).click();
  const list = page.getByRole('region', { name: 'What the map shows' });
  const rows = list.getByRole('row').getByRole('button');
  await expect(rows.first()).toBeVisible();
  await rows.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(rows.nth(1)).toBeFocused();
  const title = (await rows.nth(1).locator('.map-list-title').textContent()) ?? '';
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 2, name: title })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();
});

test('colours and their legend: every mode, and a click on an entry keeps its points', async ({ page }) => {
  await openMap(page);
  const select = page.getByRole('combobox', { name: 'Colour by' });
  for (const mode of ['Decade', 'Mean rating', 'Popularity']) {
    const before = await pixelSum(page);
    await select.click();
    await page.getByRole('option', { name: mode, exact: true }).click();
    await expect(page.getByRole('region', { name: `Legend: ${mode}` })).toBeVisible();
    await expect.poll(() => pixelSum(page)).not.toBe(before);
  }
  await select.click();
  await page.getByRole('option', { name: 'Genre', exact: true }).click();
  const legend = page.getByRole('region', { name: 'Legend: Genre' });
  const all = await pixelSum(page);
  const horror = legend.getByRole('button', { name: /^Horror/ });
  await horror.click();
  await expect(horror).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(() => pixelSum(page)).not.toBe(all);
  await legend.getByRole('button', { name: 'Show all' }).click();
  await expect.poll(() => pixelSum(page)).toBe(all);

  await page.getByRole('button', { name: 'Users', exact: true }).click();
  await expect(legend.getByRole('button', { name: /^Users/ })).toBeVisible();
});

test('the map is saved as SVG and PNG', async ({ page }) => {
  const surface = await openMap(page);
  await hoverPoint(page, surface, 0);
  await page.mouse.down();
  await page.mouse.up();
  const save = async (name: RegExp) => {
    await page.getByRole('button', { name: 'Save the map as a picture' }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name }).click(),
    ]);
    return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
  };
  const svg = await save(/SVG/);
  expect(svg.name).toMatch(/-map\.svg$/);
  const text = svg.bytes.toString('utf8');
  expect(text.match(/<circle/g)?.length).toBeGreaterThan(5000);
  expect(text).toContain('Sci-fi, fantasy');
  const parsed = await page.evaluate(
    (source) =>
      new DOMParser().parseFromString(source, 'image/svg+xml').querySelector('parsererror')?.textContent,
    text,
  );
  expect(parsed).toBeUndefined();
  const png = await save(/PNG/);
  expect(png.name).toMatch(/-map\.png$/);
  const box = await surface.boundingBox();
  expect(png.bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
  expect(png.bytes.readUInt32BE(16)).toBe(Math.round((box?.width ?? 0) * 2));
});

test('the theme changes the picture, and nothing is wrong for assistive technology', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await openMap(page);
  const scan = async () => (await new AxeBuilder({ page }).include('.map').analyze()).violations;
  expect(await scan()).toEqual([]);
  const light = await pixelSum(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => pixelSum(page)).not.toBe(light);
  await page.getByRole('button', { name: 'List what the map shows' }).click();
  expect(await scan()).toEqual([]);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test('a tap shows a card that offers what clicks do; pinch zooms; the legend unfolds', async ({ page }) => {
    const surface = await openMap(page);
    const { x, y } = await middle(surface);
    await page.touchscreen.tap(x, y);
    const card = page.locator('.map-card-title');
    await expect(card).toBeVisible();
    const title = (await card.textContent()) ?? '';
    await page.getByRole('button', { name: 'Use as A' }).tap();
    await expect(page.getByRole('heading', { level: 2 }).first()).toContainText(title);
    await expect(card).toBeHidden();

    const before = await pixelSum(page);
    const touch = await page.context().newCDPSession(page);
    const fingers = (spread: number) => [
      { x: x - spread, y, id: 0 },
      { x: x + spread, y, id: 1 },
    ];
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: fingers(20) });
    for (const spread of [35, 55, 80]) {
      await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: fingers(spread) });
    }
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await expect.poll(() => pixelSum(page)).not.toBe(before);

    await page.getByRole('button', { name: 'Legend' }).tap();
    await expect(page.getByRole('region', { name: 'Legend: Genre' })).toBeVisible();
  });
});
