import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ensureBrowser } from './browser.mjs';
import { countJUnit, countPlaywright, countVitest } from './test-counts.mjs';
import { runCommand } from './test-run.mjs';
import { preparePython } from './training-env.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = `${root}test-reports`;
const bin = `${root}node_modules/.bin`;

/** @typedef {{ passed: number, failed: number }} Count */

/** @type {{ title: string, run: () => Promise<Count> }[]} */
const steps = [
  { title: 'Types', run: () => check(`${bin}/tsc`, ['--noEmit']) },
  { title: 'Lint, format and import rules', run: () => check(`${bin}/biome`, ['check', '.']) },
  {
    title: 'Unit tests',
    run: () =>
      suite(
        `${bin}/vitest`,
        ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${reports}/unit.json`],
        () => countVitest(readFileSync(`${reports}/unit.json`, 'utf8')),
      ),
  },
  { title: 'Build', run: () => check(`${bin}/vite`, ['build', '--logLevel', 'warn']) },
  {
    title: 'Browser tests',
    run: async () => {
      ensureBrowser();
      return suite(
        `${bin}/playwright`,
        ['test', '--reporter=list,json'],
        () => countPlaywright(readFileSync(`${reports}/browser.json`, 'utf8')),
        { PLAYWRIGHT_JSON_OUTPUT_FILE: `${reports}/browser.json` },
      );
    },
  },
  {
    title: 'Training package tests',
    run: async () => {
      const python = await preparePython(`${root}training`);
      return suite(
        python,
        ['-m', 'pytest', '-q', `--junitxml=${reports}/training.xml`],
        () => countJUnit(readFileSync(`${reports}/training.xml`, 'utf8')),
        {},
        `${root}training`,
      );
    },
  },
];

/**
 * A step that is one check: its exit code is its result.
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<Count>}
 */
async function check(command, args) {
  const code = await runCommand(command, args, { cwd: root });
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/**
 * A step that is a test runner: counted from its report, and failed as a whole when the runner broke
 * without naming a failed test, or ran none.
 * @param {string} command
 * @param {string[]} args
 * @param {() => Count} count
 * @param {Record<string, string>} [env]
 * @param {string} [cwd]
 * @returns {Promise<Count>}
 */
async function suite(command, args, count, env = {}, cwd = root) {
  const code = await runCommand(command, args, { cwd, env });
  const result = count();
  if (result.passed + result.failed === 0) throw new Error('The runner ran no test.');
  if (code !== 0 && result.failed === 0) return { ...result, failed: 1 };
  return result;
}

rmSync(reports, { recursive: true, force: true });
const total = { passed: 0, failed: 0 };
for (const { title, run } of steps) {
  console.log(`\n== ${title}`);
  mkdirSync(reports, { recursive: true });
  const start = performance.now();
  /** @type {Count} */
  let result;
  try {
    result = await run();
  } catch (error) {
    console.error(`${title}: ${error instanceof Error ? error.message : String(error)}`);
    result = { passed: 0, failed: 1 };
  }
  total.passed += result.passed;
  total.failed += result.failed;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`== ${title}: ${result.passed} passed, ${result.failed} failed in ${seconds} s`);
}
process.exitCode = total.failed > 0 ? 1 : 0;
console.log(`\n${total.passed} passed, ${total.failed} failed`);
