/** @typedef {import('@playwright/test').Page} Page */

const PATIENCE_MS = 240_000;
/** Below this width the zones stand in one column. */
const ONE_COLUMN = 600;

const SET = 'task=summary&set=0.4,0,0.9,1.2,1,110,1';
/** A blend of Casablanca and Alien as a link has it. */
const BLEND = `#v=1&space=semantic&start=m912&blend=0.5,l,m1214&${SET}`;
/** A user of the catalogue, pushed away from an attribute. */
const USER =
  '#v=1&space=behavioral&start=u7&push=behavioral-twist-ending,-2&task=user_profile&set=0.4,0,0.9,1.2,1,110,1';

/** @param {Page} page @param {string} hash */
async function goTo(page, hash) {
  await page.evaluate((next) => {
    window.location.hash = next;
  }, hash);
}

/** @param {Page} page */
async function finished(page) {
  await page
    .locator('article[aria-busy="false"]:not(.narration-stale)')
    .first()
    .waitFor({ timeout: PATIENCE_MS });
  await page.getByRole('button', { name: 'Narrate', exact: true }).waitFor({ timeout: PATIENCE_MS });
  await page
    .getByText(/percentile \d/)
    .first()
    .waitFor({ timeout: PATIENCE_MS });
}

/** @param {Page} page @param {string} selector */
async function showOnSmall(page, selector) {
  if ((page.viewportSize()?.width ?? 0) < ONE_COLUMN) {
    await page
      .locator(selector)
      .first()
      .evaluate((zone) => zone.scrollIntoView());
  }
}

/** @param {Page} page */
async function openConcept(page) {
  await page.getByRole('button', { name: 'Your own' }).click();
  return page.getByRole('dialog');
}

/**
 * Every view of the page; each goes on from the one before.
 * @type {Record<string, (page: Page) => Promise<void>>}
 */
export const views = {
  'first-visit': async (page) => {
    await page.getByRole('region', { name: 'Examples' }).waitFor({ timeout: PATIENCE_MS });
    await page.locator('.map-overlay text').first().waitFor({ timeout: PATIENCE_MS });
    const engine = page.locator('.engine-line');
    await engine.getByText(/WASM|WebGPU/).waitFor({ timeout: PATIENCE_MS });
    await engine.getByRole('progressbar').waitFor({ state: 'detached', timeout: PATIENCE_MS });
  },
  search: async (page) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /film/ }).fill('space');
  },
  narration: async (page) => {
    await page.keyboard.press('Escape');
    await goTo(page, BLEND);
    await finished(page);
    await showOnSmall(page, '.narration');
  },
  settings: async (page) => {
    await page.getByRole('button', { name: 'Settings of the narration' }).click();
    await page.getByRole('slider', { name: 'Temperature' }).waitFor();
  },
  'side-by-side': async (page) => {
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Side by side' }).click();
    await page.locator('.side-score').getByText(/SC/).nth(2).waitFor({ timeout: PATIENCE_MS });
    await page.locator('.sides').scrollIntoViewIfNeeded();
  },
  sweep: async (page) => {
    await page.getByRole('button', { name: 'Close side by side' }).click();
    await page.getByRole('button', { name: 'Sweep…' }).click();
    await page.getByRole('button', { name: 'From one end to the other' }).click();
    const sweep = page.getByRole('region', { name: 'Sweep' });
    await sweep.getByRole('button', { name: 'Close' }).waitFor({ timeout: PATIENCE_MS });
    await sweep.getByRole('slider').press('ArrowRight');
    await sweep.evaluate((zone) => zone.scrollIntoView());
  },
  selection: async (page) => {
    await page
      .getByRole('region', { name: 'Map', exact: true })
      .evaluate((zone) => zone.scrollIntoView({ block: 'end' }));
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /film/ }).fill('film noir');
    await page.getByRole('option', { name: /tag/ }).first().click();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'List what the map shows' }).click();
    await page.locator('.map-list-row').first().waitFor();
  },
  concept: async (page) => {
    await page.getByRole('button', { name: 'Close the list' }).click();
    const dialog = await openConcept(page);
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('bittersweet');
    await dialog.getByLabel('Towards').fill('a film that ends in quiet sorrow and hope');
    await dialog.getByLabel('Away from').fill('a film that ends in triumph');
    await dialog.getByRole('button', { name: 'Make the attribute' }).click();
    await dialog.getByText(/among the attributes now/).waitFor({ timeout: PATIENCE_MS });
    await dialog.getByRole('radio', { name: 'Examples' }).click();
    await dialog.getByRole('button', { name: 'Have it: take the selection' }).click();
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('my noir');
  },
  user: async (page) => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await goTo(page, USER);
    await finished(page);
    await showOnSmall(page, '.composer');
  },
  viewer: async (page) => {
    await page.keyboard.press('Control+k');
    await page.getByRole('radio', { name: 'Viewer' }).click();
    const field = page.getByRole('combobox', { name: /seen/ });
    for (const query of ['alien 1979', 'the matrix', 'toy story 1995']) {
      await field.fill(query);
      await field.press('Enter');
    }
    await page.getByRole('slider', { name: /^Stars for Toy Story/ }).press('Home');
    await field.fill('love actually');
  },
  notebook: async (page) => {
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Notebook/ }).click();
    const drawer = page.getByRole('dialog', { name: 'Notebook' });
    const cards = drawer.locator('.run:not(.sweep-card)');
    await cards.nth(1).getByRole('button', { name: /^Pin/ }).click();
    for (const at of [1, 2]) await cards.nth(at).getByRole('checkbox').click();
    await cards.nth(0).getByRole('button', { name: 'Rate', exact: true }).click();
    for (const [question, answer] of ['4', '3', '5'].entries()) {
      await cards.nth(0).getByRole('radiogroup').nth(question).getByRole('radio', { name: answer }).click();
    }
    await drawer.locator('.dialog-body').evaluate((body) => body.scrollTo(0, 0));
  },
  help: async (page) => {
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Help' }).click();
  },
  evaluation: async (page) => {
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Evaluation' }).click();
    await page
      .getByRole('heading', { level: 1, name: 'How far to trust it' })
      .waitFor({ timeout: PATIENCE_MS });
  },
  'evaluation-figures': async (page) => {
    await page
      .getByRole('figure')
      .first()
      .evaluate((figure) => figure.scrollIntoView({ block: 'center' }));
  },
};
