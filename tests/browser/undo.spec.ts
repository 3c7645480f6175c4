import { expect, test } from '@playwright/test';
import { finished, goTo, open, renarrated, textOf, wordsOf } from './page.ts';

/** A step of undo goes back to all that decides a text. The notebook has each text once. */
test('undo and redo go over recipe, task and settings, each with its words; back and forth in history still do', async ({
  page,
}) => {
  await open(page);
  const temperature = page.getByRole('slider', { name: 'Temperature' });
  const settings = page.getByRole('button', { name: 'Settings of the narration' });
  const task = page.getByRole('combobox', { name: 'Task' });
  const isAt = async (words: string, title: string, text: string) => {
    await expect(wordsOf(page)).toHaveText(words);
    await expect(task).toHaveText(title);
    await expect(page.getByRole('article')).toHaveText(text);
    await expect(page.getByRole('article')).not.toHaveClass(/narration-stale/);
  };
  const heatIs = async (value: string) => {
    await settings.click();
    await expect(temperature).toHaveAttribute('aria-valuetext', value);
    await page.keyboard.press('Escape');
    await expect(settings).toBeFocused();
  };

  await goTo(page, 'start=m912&set=0.5,0,0.9,1.2,1,16,1');
  await finished(page);
  const summary = await textOf(page);
  await renarrated(page, async () => {
    await task.click();
    await page.getByRole('option', { name: 'Pitch' }).first().click();
  });
  const pitch = await textOf(page);
  const title = (await task.textContent()) ?? '';
  await renarrated(page, async () => {
    await settings.click();
    await temperature.press('ArrowRight');
  });
  await page.keyboard.press('Escape');
  await expect(settings).toBeFocused();
  const warmer = await textOf(page);
  expect(new Set([summary, pitch, warmer]).size).toBe(3);
  await renarrated(page, () => page.getByRole('button', { name: 'Another wording' }).press('Enter'));
  await expect(page.getByRole('button', { name: 'Notebook, 4 narrations' })).toBeVisible();

  await page.keyboard.press('Control+z');
  await isAt('Casablanca (1942)', title, warmer);
  await heatIs('0.55');
  await page.keyboard.press('Control+z');
  await isAt('Casablanca (1942)', title, pitch);
  await heatIs('0.50');
  await page.getByRole('button', { name: 'Undo' }).click();
  await isAt('Casablanca (1942)', 'Summary', summary);
  await expect(page.getByText(/^From your notebook, /)).toBeVisible();
  await page.keyboard.press('Control+Shift+z');
  await isAt('Casablanca (1942)', title, pitch);
  await page.getByRole('button', { name: 'Redo' }).click();
  await isAt('Casablanca (1942)', title, warmer);
  await heatIs('0.55');
  await expect(page).toHaveURL(/task=pitch.*set=0\.55/);

  await renarrated(page, () => goTo(page, 'start=m1&set=0.5,0,0.9,1.2,1,16,1'));
  const toyStory = await textOf(page);
  await page.goBack();
  await isAt('Casablanca (1942)', title, warmer);
  await page.keyboard.press('Control+z');
  await isAt('Toy Story (1995)', 'Summary', toyStory);
  await page.keyboard.press('Control+z');
  await isAt('Casablanca (1942)', title, warmer);
  // Nothing was narrated twice.
  await expect(page.getByRole('button', { name: 'Notebook, 5 narrations' })).toBeVisible();
});
