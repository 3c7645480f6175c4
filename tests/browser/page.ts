import { expect, type Locator, type Page } from '@playwright/test';

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
  await expect(page.getByRole('button', { name: 'Narrate', exact: true })).toBeVisible({ timeout: 60_000 });
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

/**
 * Goes to a state of the page by its address, as a link does, without loading the page again.
 * @param parameters of the link, such as `start=m912&push=semantic-horror,2`; task and settings have defaults.
 */
export async function goTo(page: Page, parameters: string): Promise<void> {
  const given = new URLSearchParams(parameters);
  const defaults = { v: '1', space: 'semantic', task: 'summary', set: '0.5,0,0.9,1.2,1,40,1' };
  const missing = Object.entries(defaults).filter(([name]) => !given.has(name));
  const hash = [...missing.map(([name, value]) => `${name}=${value}`), parameters].join('&');
  await page.evaluate((next) => {
    window.location.hash = next;
  }, hash);
}

/** Has texts written in sixteen candidates that do not end by themselves: there are seconds to stop them in. */
export async function lengthen(page: Page): Promise<void> {
  await page.evaluate(() => {
    const parameters = new URLSearchParams(window.location.hash.slice(1));
    parameters.set('set', '2,0,1,1,1,400,16');
    window.location.hash = parameters.toString();
  });
}

/** Makes a change and waits for the text that follows from it: one more in the notebook, and nothing streams. */
export async function renarrated(page: Page, change: () => Promise<unknown>): Promise<void> {
  const kept = async () => {
    const label = await page.getByRole('button', { name: /^Notebook/ }).getAttribute('aria-label');
    return Number(/\d+/.exec(label ?? '')?.[0]);
  };
  const before = await kept();
  await change();
  await expect.poll(kept, { timeout: 90_000 }).toBeGreaterThan(before);
  await finished(page);
}

/** The recipe in words, as the composer has it. */
export function wordsOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Composer' }).getByRole('heading', { level: 2 });
}

/** Takes an entry of a list that has a search field, by typing. */
export async function findIn(page: Page, list: string, field: string, query: string): Promise<void> {
  await page.getByRole('combobox', { name: list, exact: true }).click();
  const search = page.getByRole('combobox', { name: field });
  await search.fill(query);
  await search.press('Enter');
  await expect(search).toBeHidden();
}

/** Drops a file on an element, as a person drags it in from another window. */
export async function dropFile(target: Locator, name: string, content: Buffer): Promise<void> {
  const transfer = await target.page().evaluateHandle(
    ({ name, bytes }) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(bytes)], name));
      return data;
    },
    { name, bytes: [...content] },
  );
  await target.dispatchEvent('drop', { dataTransfer: transfer });
}
