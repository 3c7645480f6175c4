#!/usr/bin/env node
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

// The sources are TypeScript; Vite, which builds the page, also runs them here.
const root = fileURLToPath(new URL('..', import.meta.url));
const { module } = await runnerImport(`${root}src/cli/main.ts`, {
  root,
  configFile: false,
  logLevel: 'error',
});
process.exitCode = await module.main(process.argv.slice(2));
