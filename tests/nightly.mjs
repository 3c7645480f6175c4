/**
 * What takes too long for every change: 10,000 cases of each property and 500 narrations in one page.
 * `npm run test:nightly`; FUZZ_RUNS and SOAK_RUNS change the numbers.
 */
import { spawnSync } from 'node:child_process';

const env = { FUZZ_RUNS: '10000', SOAK_RUNS: '500', ...process.env };
const steps = [
  ['vitest', 'run', 'tests/unit/bundle', 'tests/unit/engine', 'tests/unit/fuzz'],
  ['playwright', 'test', 'engine-soak'],
];
for (const [command, ...words] of steps) {
  const { status } = spawnSync(`node_modules/.bin/${command}`, words, { env, stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
