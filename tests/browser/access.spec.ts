import { expect, test } from '@playwright/test';
import { violations } from './axe.ts';
import { choose, finished, open } from './page.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`every view is free of accessibility violations (${colorScheme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await open(page);
    expect(await violations(page), 'first visit').toEqual([]);

    await choose(page, 'casablanca', 'Enter');
    await choose(page, 'toy story', 'Shift+Enter');
    await page.getByRole('combobox', { name: 'Add an attribute' }).click();
    await page.getByRole('option').first().click();
    await finished(page);
    expect(await violations(page), 'narration').toEqual([]);

    await page.getByRole('button', { name: 'Settings of the narration' }).click();
    await expect(page.getByRole('slider', { name: 'Temperature' })).toBeVisible();
    expect(await violations(page), 'settings').toEqual([]);
    await page.keyboard.press('Escape');

    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /film/ }).fill('alien');
    expect(await violations(page), 'search').toEqual([]);
    await page.getByRole('radio', { name: 'Vector' }).click();
    expect(await violations(page), 'vector').toEqual([]);
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Your own' }).click();
    expect(await violations(page), 'concept').toEqual([]);
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: /^Notebook/ }).click();
    await page.getByRole('button', { name: 'Rate', exact: true }).first().click();
    expect(await violations(page), 'notebook').toEqual([]);
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Help' }).click();
    expect(await violations(page), 'help').toEqual([]);
    await page.keyboard.press('Escape');

    await page.getByRole('link', { name: 'Evaluation' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'How far to trust it' })).toBeVisible();
    expect(await violations(page), 'evaluation').toEqual([]);
  });
}

test('a vector of the wrong length and a broken notebook are refused with a sentence', async ({ page }) => {
  await open(page);
  await choose(page, 'casablanca', 'Enter');
  await page.keyboard.press('Control+k');
  await page.getByRole('radio', { name: 'Vector' }).click();
  const field = page.getByRole('textbox');
  await field.fill('[1, 2, 3]');
  await page.getByRole('button', { name: 'Use this vector' }).click();
  await expect(page.getByRole('alert')).toContainText('has 3 numbers, but this space has 384 dimensions');
  await field.fill('[1, NaN]');
  await page.getByRole('button', { name: 'Use this vector' }).click();
  await expect(page.getByRole('alert')).toContainText('not valid JSON');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: /^Notebook/ }).click();
  await page
    .getByLabel('Notebook file to import')
    .setInputFiles({ name: 'notes.json', mimeType: 'application/json', buffer: Buffer.from('{"runs": []}') });
  await expect(page.getByRole('alert')).toContainText('cannot be read: format is not valid');
});
