import { expect, type Page, test } from '@playwright/test';
import { finished, goTo, open } from './page.ts';

test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

/** Least side of what a finger has to meet, in CSS pixels (WCAG 2.2, 2.5.8). */
const LEAST = 24;

/** Controls in sight that are smaller than a finger needs; words in a text (hints, links) are excepted. */
async function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate((least) => {
    const controls = document.querySelectorAll<HTMLElement>(
      'button, a[href], input, textarea, summary, [role="checkbox"], [role="slider"]',
    );
    return [...controls].flatMap((control) => {
      if (control.matches('.hint, .visually-hidden') || !control.checkVisibility()) return [];
      const { width, height } = control.getBoundingClientRect();
      if (width === 0 || Math.min(width, height) >= least - 0.5) return [];
      const name = control.getAttribute('aria-label') ?? control.textContent ?? '';
      return [`${control.className} "${name.slice(0, 40)}": ${width.toFixed(0)} x ${height.toFixed(0)}`];
    });
  }, LEAST);
}

test('a word that explains itself does so under a finger, and every control is large enough for one', async ({
  page,
}) => {
  await open(page);
  expect.soft(await tooSmall(page), 'first visit').toEqual([]);
  await goTo(page, 'start=m912&blend=0.5,l,m1&push=semantic-animation,0.5&set=0.5,0,0.9,1.2,1,16,1');
  await finished(page);
  expect.soft(await tooSmall(page), 'narration').toEqual([]);

  const term = page
    .getByRole('region', { name: 'Narration' })
    .getByRole('button', { name: 'Semantic consistency' });
  await term.tap();
  await expect(page.getByRole('tooltip')).toContainText('cosine');
  await term.tap();
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  await term.tap();
  await expect(page.getByRole('tooltip')).toContainText('cosine');
  await page
    .getByRole('heading', { level: 1 })
    .locator('..')
    .tap({ position: { x: 300, y: 4 } });
  await expect(page.getByRole('tooltip')).toHaveCount(0);

  await page.getByRole('button', { name: 'Settings of the narration' }).tap();
  expect.soft(await tooSmall(page), 'settings').toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Your own' }).tap();
  expect.soft(await tooSmall(page), 'own attribute').toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'List what the map shows' }).tap();
  expect.soft(await tooSmall(page), 'list').toEqual([]);
  await page.getByRole('button', { name: 'Close the list' }).tap();
  await page.getByRole('button', { name: 'Legend' }).tap();
  expect.soft(await tooSmall(page), 'legend').toEqual([]);
  await page.getByRole('button', { name: /^Notebook/ }).tap();
  await page.getByRole('button', { name: 'Rate', exact: true }).tap();
  expect.soft(await tooSmall(page), 'notebook').toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Evaluation' }).tap();
  await expect(page.getByRole('heading', { level: 1, name: 'How far to trust it' })).toBeVisible();
  expect.soft(await tooSmall(page), 'evaluation').toEqual([]);
});
