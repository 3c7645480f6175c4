import { expect, test } from '@playwright/test';
import { choose, finished, open } from './page.ts';

test('sends nothing anywhere and keeps to its content security policy', async ({ page, baseURL }) => {
  const requests: { url: string; method: string }[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push({ url: request.url(), method: request.method() }));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) complaints.push(message.text());
  });

  await open(page);
  await choose(page, 'casablanca', 'Enter');
  await finished(page);
  const loaded = requests.length;
  expect(loaded).toBeGreaterThan(10);
  await page.getByRole('button', { name: 'Narrate', exact: true }).click();
  await finished(page);

  const policy = (await (await page.request.get('/')).headers())['content-security-policy'] ?? '';
  expect(policy).toContain("'wasm-unsafe-eval'");
  expect(policy).not.toContain("'unsafe-eval'");
  expect(
    requests.filter(({ url }) => !/^(blob|data):/.test(url) && !url.startsWith(baseURL as string)),
  ).toEqual([]);
  expect(requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  expect(requests.slice(loaded)).toEqual([]);
  expect(complaints).toEqual([]);
});
