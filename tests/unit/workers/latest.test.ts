import { describe, expect, it } from 'vitest';
import { Latest } from '../../../src/workers/latest.ts';

/** A job whose runs are ended by hand. */
function manualJob() {
  const runs: { input: string; finish: (output: string) => void; fail: (error: Error) => void }[] = [];
  const job = (input: string) =>
    new Promise<string>((resolve, reject) => {
      runs.push({ input, finish: resolve, fail: reject });
    });
  return { runs, latest: new Latest(job) };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('the newest input wins', () => {
  it('runs one at a time and drops what was overtaken', async () => {
    const { runs, latest } = manualJob();
    const results = ['a', 'b', 'c', 'd'].map((input) => latest.submit(input));
    expect(runs.map(({ input }) => input)).toEqual(['a']);
    runs[0]?.finish('A');
    await settled();
    expect(runs.map(({ input }) => input)).toEqual(['a', 'd']);
    runs[1]?.finish('D');
    expect(await Promise.all(results)).toEqual(['A', null, null, 'D']);
  });

  it('runs the next input after a failure', async () => {
    const { runs, latest } = manualJob();
    const first = latest.submit('a');
    const second = latest.submit('b');
    runs[0]?.fail(new Error('no'));
    await expect(first).rejects.toThrow('no');
    await settled();
    runs[1]?.finish('B');
    expect(await second).toBe('B');
    const third = latest.submit('c');
    runs[2]?.finish('C');
    expect(await third).toBe('C');
  });
});
