import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { notebookEntries } from '../../../src/core/notebookEntries.ts';
import type { SweepRecord } from '../../../src/core/sweeps.ts';
import type { Run, RunNote } from '../../../src/core/types.ts';
import { anyRun } from './records.arbitraries.ts';

const [template] = fc.sample(anyRun, { numRuns: 1, seed: 3 }) as [Run];

function run(id: string, text = '', title = ''): Run {
  return { ...template, id, text, title, task: 'summary' };
}

function sweep(id: string, ...runIds: string[]): SweepRecord {
  const steps = runIds.map((runId, i) => ({ runId, value: i }));
  return {
    id,
    createdAt: template.createdAt,
    title: '',
    axis: { by: 'alpha' },
    label: 'alpha',
    task: 'summary',
    steps,
  };
}

function note(runId: string, changes: Partial<RunNote>): Record<string, RunNote> {
  return { [runId]: { runId, pinned: false, name: null, ratings: {}, ...changes } };
}

/** The list in short: ids of runs, `sweep:` and the ids of its steps. */
function listOf(...parameters: Parameters<typeof notebookEntries>): string[] {
  return notebookEntries(...parameters).map((entry) =>
    entry.kind === 'run'
      ? entry.run.id
      : `${entry.sweep.id}:${entry.steps.map((step) => step.run.id).join(',')}`,
  );
}

describe('the list of the notebook', () => {
  const runs = [run('d'), run('c', 'a storm at sea'), run('b'), run('a', 'a quiet town', 'Casablanca')];

  it('puts the runs of a sweep under it, at the place of its newest', () => {
    expect(listOf(runs, [sweep('s', 'a', 'c')], {}, '')).toEqual(['d', 's:a,c', 'b']);
  });

  it('puts pinned narrations first, and a sweep with a pinned one', () => {
    expect(listOf(runs, [], note('a', { pinned: true }), '')).toEqual(['a', 'd', 'c', 'b']);
    expect(listOf(runs, [sweep('s', 'a', 'b')], note('a', { pinned: true }), '')).toEqual([
      's:a,b',
      'd',
      'c',
    ]);
  });

  it('finds by name, title, text and task, and a sweep by any of its runs', () => {
    expect(listOf(runs, [], {}, ' STORM ')).toEqual(['c']);
    expect(listOf(runs, [], {}, 'casablanca')).toEqual(['a']);
    expect(listOf(runs, [], note('b', { name: 'My favourite' }), 'favour')).toEqual(['b']);
    expect(listOf(runs, [], {}, 'summary')).toHaveLength(4);
    expect(listOf(runs, [], {}, 'nothing says this')).toEqual([]);
    const [found] = notebookEntries(runs, [sweep('s', 'a', 'c')], {}, 'storm');
    expect(found).toMatchObject({ kind: 'sweep', found: new Set(['c']) });
  });

  it('lists what is left of a sweep as a narration, and every run once', () => {
    expect(listOf(runs, [sweep('s', 'a', 'removed')], {}, '')).toEqual(['d', 'c', 'b', 'a']);
    const twice = [sweep('s', 'a', 'b'), sweep('t', 'b', 'c', 'd')];
    expect(listOf(runs, twice, {}, '')).toEqual(['t:c,d', 's:a,b']);
  });

  it('sorts by consistency, a sweep by its best run and what has no score last, pinned ones before all', () => {
    const scored = [run('d'), run('c'), run('b'), run('a')].map((one, i) => ({
      ...one,
      scores: { ...one.scores, sc: [null, 0.2, 0.6, 0.4][i] ?? null },
    }));
    expect(listOf(scored, [], {}, '', 'sc')).toEqual(['b', 'a', 'c', 'd']);
    expect(listOf(scored, [sweep('s', 'c', 'd')], {}, '', 'sc')).toEqual(['b', 'a', 's:c,d']);
    expect(listOf(scored, [sweep('s', 'b', 'd')], {}, '', 'sc')).toEqual(['s:b,d', 'a', 'c']);
    expect(listOf(scored, [], note('d', { pinned: true }), '', 'sc')).toEqual(['d', 'b', 'a', 'c']);
    const none = scored.map((one) => ({ ...one, scores: { ...one.scores, sc: null } }));
    expect(listOf(none, [], {}, '', 'sc')).toEqual(['d', 'c', 'b', 'a']);
  });

  it('sorts by the task’s title, newest first within a task', () => {
    const tasks = ['summary', 'pitch', 'summary', 'review'];
    const made = ['d', 'c', 'b', 'a'].map((id, i) => ({ ...run(id), task: tasks[i] ?? '' }));
    expect(listOf(made, [], {}, '', 'task')).toEqual(['c', 'a', 'd', 'b']);
    const titles: Record<string, string> = { summary: 'A summary', pitch: 'Pitch', review: 'Review' };
    expect(listOf(made, [], {}, '', 'task', (id) => titles[id] ?? id)).toEqual(['d', 'b', 'c', 'a']);
  });
});
