import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { serve } from '../../scripts/serve.mjs';
import { choose, finished, textOf } from './page.ts';

test.use({ serviceWorkers: 'allow' });

test('a second visit needs no network', async ({ page }) => {
  test.setTimeout(300_000);
  const { url, close } = await serve({
    root: fileURLToPath(new URL('../../dist', import.meta.url)),
    port: 4460,
  });
  const visit = async () => {
    await page.goto(`${url}?backend=wasm`);
    await expect(page.getByRole('button', { name: 'Examples' })).toBeEnabled({ timeout: 60_000 });
    await choose(page, 'casablanca', 'Enter');
    await finished(page);
    return textOf(page);
  };
  const first = await visit();
  await expect
    .poll(
      () =>
        page.evaluate(async () => {
          const name = (await caches.keys()).find((key) => key.startsWith('elm-page-'));
          const kept = name ? await (await caches.open(name)).keys() : [];
          return (
            kept.some(({ url }) => url.endsWith('.wasm')) &&
            kept.some(({ url }) => url.endsWith('.html')) &&
            kept.some(({ url }) => url.endsWith('/manifest.json'))
          );
        }),
      { timeout: 120_000 },
    )
    .toBe(true);

  close();
  await expect(fetch(url)).rejects.toThrow();
  expect(await visit()).toBe(first);
});
