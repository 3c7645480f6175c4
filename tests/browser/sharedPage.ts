import type { Browser, Page } from '@playwright/test';

/** A page for all tests of a file, as Playwright's own `page` is for one: loading the model takes the longest. */
export async function sharedPage(browser: Browser, baseURL: string | undefined): Promise<Page> {
  const context = await browser.newContext({
    ...(baseURL === undefined ? {} : { baseURL }),
    viewport: { width: 1440, height: 900 },
    serviceWorkers: 'block',
  });
  return context.newPage();
}
