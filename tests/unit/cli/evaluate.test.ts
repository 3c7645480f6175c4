import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { evaluate } from '../../../src/cli/evaluate.ts';
import { firstOf, parseHeldOut } from '../../../src/cli/evaluation/heldOut.ts';
import { ProgressBar } from '../../../src/cli/evaluation/progress.ts';
import { UsageError } from '../../../src/cli/options.ts';
import { readEvaluation } from '../../../src/core/evaluationReport.ts';

const folder = mkdtempSync(join(tmpdir(), 'elm-evaluate-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('elm evaluate on the bundle that ships', { timeout: 300_000 }, () => {
  const log = join(folder, 'texts.jsonl');
  const words = ['--tasks', 'summary,user_profile', '--limit', '3', '--curves', '0', '--resume', log];

  it('measures a few held-out movies and users in the shape that the page reads', async () => {
    const report = readEvaluation(await evaluate(words));
    const { summary, user_profile: profile } = report.tasks;
    expect(Object.keys(report.tasks).sort()).toEqual(['summary', 'user_profile']);
    expect(summary).toMatchObject({ n: 3, bc: null, copied8: null });
    for (const name of ['sc', 'scFloor', 'scCeiling'] as const) {
      expect(Math.abs(summary?.[name] as number)).toBeLessThanOrEqual(1);
    }
    expect(summary?.rankMedianPercent).toBeGreaterThan(0);
    expect(summary?.rankMedianPercent).toBeLessThanOrEqual(100);
    expect(summary?.meanWords).toBeGreaterThan(5);
    expect(profile).toMatchObject({ n: 3, sc: null });
    expect(report.mean?.sc).toBe(summary?.sc);
    expect(report.model.parameters).toBeGreaterThan(1e6);
  });

  it('goes on from the texts that an interrupted run left', async () => {
    const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(7);
    const left = [...lines.slice(0, 3), lines[3]?.slice(0, 20)];
    writeFileSync(log, left.join('\n'));
    expect(readEvaluation(await evaluate(words)).tasks.summary?.n).toBe(3);
    const again = readFileSync(log, 'utf8').trimEnd().split('\n');
    expect(again.slice(0, 3)).toEqual(lines.slice(0, 3));
    expect(again[3]).toBe(lines[3]?.slice(0, 20));
    const keys = again.slice(4).map((line) => JSON.parse(line).key);
    expect(keys.sort()).toEqual(['summary/2', 'user_profile/0', 'user_profile/1', 'user_profile/2']);
  });

  it('refuses texts of other settings and tasks that are not there', async () => {
    await expect(evaluate([...words, '--seed', '9'])).rejects.toThrow(UsageError);
    await expect(evaluate(['--tasks', 'singing'])).rejects.toThrow('singing');
  });
});

describe('the cases of an evaluation', () => {
  const figures = { movies: [[1], [2], [3]], users: [], scCeiling: [0.5, 0.6, null] };

  it('are cut with their figures', () => {
    const { tasks } = parseHeldOut({ seed: 0, tasks: { summary: figures } });
    expect(firstOf(tasks.summary as (typeof tasks)[string], 2)).toEqual({
      movies: [[1], [2]],
      users: [],
      scCeiling: [0.5, 0.6],
    });
  });

  it('are none in a bundle without the file, and an error where it is not valid', () => {
    expect(parseHeldOut(null).tasks).toEqual({});
    const wrong = { seed: 0, tasks: { summary: { ...figures, movies: 'all' } } };
    expect(() => parseHeldOut(wrong)).toThrow('tasks.summary.movies');
  });
});

describe('the progress bar', () => {
  it('writes a line now and then where there is no terminal', () => {
    const lines: string[] = [];
    const bar = new ProgressBar(400, { isTTY: false, write: (line: string) => lines.push(line) > 0 });
    for (let i = 0; i < 400; i += 1) bar.add(1, 'summary');
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.length).toBeLessThan(30);
    expect(lines.at(-1)).toContain('100 %');
  });
});
