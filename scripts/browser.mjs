import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const installedPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
];

/** @returns {string | null} path of a Chrome or Chromium; `CHROME_PATH` comes first, Playwright's own last */
export function findBrowser() {
  const candidates = [process.env.CHROME_PATH, ...installedPaths, chromium.executablePath()];
  return candidates.find((path) => path && existsSync(path)) ?? null;
}

/** @returns {string} path of a browser, installed now if there was none; throws when none can be had */
export function ensureBrowser() {
  const found = findBrowser();
  if (found) return found;
  const isRoot = process.getuid?.() === 0;
  /** @type {[string, string[]][]} */
  const ways = [
    ['npx', ['playwright', 'install', 'chromium']],
    ...(isRoot && existsSync('/usr/bin/apt-get')
      ? /** @type {[string, string[]][]} */ ([
          ['apt-get', ['update', '-qq']],
          ['apt-get', ['install', '-y', '-qq', 'chromium']],
        ])
      : []),
  ];
  for (const [command, args] of ways) {
    try {
      console.log(`No Chrome or Chromium found: ${command} ${args.join(' ')}`);
      execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], timeout: 5 * 60_000 });
    } catch {
      continue;
    }
    const installed = findBrowser();
    if (installed) return installed;
  }
  throw new Error('The browser tests need Chrome or Chromium: install one or set CHROME_PATH.');
}

/** Switches that make a headless browser on a plain machine behave: no sandbox for root, WebGPU in software. */
export const browserArgs = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--enable-unsafe-webgpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];
