import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { serve } from './serve.mjs';

const { values: options } = parseArgs({
  options: {
    port: { type: 'string', default: '4173' },
    'no-build': { type: 'boolean', default: false },
    'no-open': { type: 'boolean', default: false },
  },
});

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = fileURLToPath(new URL('../dist', import.meta.url));

if (!options['no-build']) {
  const { build } = await import('vite');
  await build({ root, logLevel: 'warn' });
}
if (!existsSync(dist)) {
  console.error('There is no dist/ to serve: run without --no-build.');
  process.exit(1);
}

const { url } = await serve({ root: dist, port: Number(options.port) });
console.log(`ELM Explorer is at ${url} (Ctrl-C stops it)`);
if (!options['no-open'] && !process.env.CI) openBrowser(url);

/** @param {string} url */
function openBrowser(url) {
  const hasDisplay = Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
  /** @type {Partial<Record<NodeJS.Platform, [string, string[]]>>} */
  const openers = {
    darwin: ['open', [url]],
    win32: ['cmd', ['/c', 'start', '', url]],
    ...(hasDisplay ? { linux: ['xdg-open', [url]] } : {}),
  };
  const opener = openers[process.platform];
  if (!opener) return;
  const child = spawn(opener[0], opener[1], { stdio: 'ignore', detached: true });
  // The address is on the screen already; a machine without a browser is not an error.
  child.on('error', () => {});
  child.unref();
}
