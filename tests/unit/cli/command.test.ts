import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const elm = fileURLToPath(new URL('../../../bin/elm.mjs', import.meta.url));
const run = (...words: string[]) => promisify(execFile)(process.execPath, [elm, ...words]);
const alien = ['narrate', '--movie', 'Alien', '--task', 'summary', '--max-tokens', '12'];

describe('elm on the bundle that ships', () => {
  it('prints a Run as JSON, the same text for the same seed', async () => {
    const blend = [...alien, '--with', 'Clueless', '--alpha', '0.4', '--seed', '5'];
    const first = JSON.parse((await run(...blend)).stdout);
    expect(first).toMatchObject({
      title: '60 % Alien (1979), 40 % Clueless (1995)',
      task: 'summary',
      settings: { seed: 5, maxTokens: 12 },
      model: { bundle: 'movielens', backend: 'node' },
    });
    expect(first.text.length).toBeGreaterThan(10);
    expect(Math.abs(first.scores.sc)).toBeLessThanOrEqual(1);
    expect(JSON.parse((await run(...blend)).stdout).text).toBe(first.text);
  }, 300_000);

  it('fails with one sentence and nothing on standard output', async () => {
    const failure = await run(
      'narrate',
      '--movie',
      'Alien',
      '--task',
      'summary',
      '--bundle',
      '/nowhere',
    ).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('manifest.json') });
  }, 300_000);
});
