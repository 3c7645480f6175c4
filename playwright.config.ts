import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { defineConfig } from '@playwright/test';
import { browserArgs, findBrowser } from './scripts/browser.mjs';

// Chosen once: the workers read this file again and inherit the environment.
process.env.ELM_TEST_PORT ??= String(await freePort());
const port = Number(process.env.ELM_TEST_PORT);
const executablePath = findBrowser();

export default defineConfig({
  testDir: 'tests/browser',
  testMatch: '**/*.spec.ts',
  // A page that loads and runs a language model on two cores takes its time.
  timeout: 240_000,
  expect: { timeout: 20_000 },
  // One at a time: each page runs a language model, and two of them starve a small machine.
  workers: 1,
  fullyParallel: false,
  // A page that starves for a minute on a shared machine is tried once more there; what fails twice is red.
  retries: process.env.CI ? 1 : 0,
  outputDir: 'test-results',
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    viewport: { width: 1440, height: 900 },
    // Requests that a service worker answers cannot be intercepted; the offline test allows it.
    serviceWorkers: 'block',
    trace: 'retain-on-failure',
    launchOptions: { args: browserArgs, ...(executablePath ? { executablePath } : {}) },
  },
  webServer: {
    command: `node scripts/start.mjs --no-build --no-open --port ${port}`,
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: false,
  },
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
