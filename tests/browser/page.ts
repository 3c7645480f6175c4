import { expect, type Page } from '@playwright/test';

/** Opens the page and waits for its map; narrations run on WASM so that a seed means the same everywhere. */
export async function open(page: Page, hash = ''): Promise<void> {
  await page.goto(`/?backend=wasm${hash}`);
  await expect(page.getByRole('button', { name: 'Examples' })).toBeEnabled();
}

/** Finds an entity with Ctrl-K and takes the first hit. */
export async function choose(page: Page, query: string, key: 'Enter' | 'Shift+Enter'): Promise<void> {
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: /film/ });
  await field.fill(query);
  await expect(page.getByRole('option').first()).toContainText(new RegExp(query, 'i'));
  await field.press(key);
  await expect(field).toBeHidden();
}

/** Waits until a narration is on show that is neither streaming nor outdated, with its score. */
export async function finished(page: Page): Promise<void> {
  await expect(page.getByRole('article')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('button', { name: 'Narrate' })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('button', { name: 'Pin' })).toBeEnabled();
}

/** The semantic consistency as it is read out. */
export async function scoreOf(page: Page): Promise<string> {
  const meter = page.getByRole('meter', { name: 'Semantic consistency' });
  return (await meter.getAttribute('aria-valuetext')) ?? '';
}

/** The words of the narration on show. */
export async function textOf(page: Page): Promise<string> {
  return (await page.getByRole('article').textContent()) ?? '';
}
