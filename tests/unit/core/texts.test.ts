import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { raterQuestions, summariseRatings } from '../../../src/core/raterQuestions.ts';
import { recipeOf } from '../../../src/core/recipe.ts';
import { type LabelledPoint, regionLabels } from '../../../src/core/regionLabels.ts';
import { recipeAt, sweepValues } from '../../../src/core/sweeps.ts';
import { wordDiff } from '../../../src/core/wordDiff.ts';
import { anyRun } from './records.arbitraries.ts';

describe('wordDiff', () => {
  it('marks the words that differ', () => {
    expect(wordDiff('a quiet ship lands', 'a burning ship lands')).toEqual([
      { kind: 'same', text: 'a ' },
      { kind: 'removed', text: 'quiet' },
      { kind: 'added', text: 'burning' },
      { kind: 'same', text: ' ship lands' },
    ]);
  });

  it('gives both texts back', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const parts = wordDiff(before, after);
        const side = (left: 'removed' | 'added') =>
          parts.flatMap(({ kind, text }) => (kind === left ? [] : [text])).join('');
        expect(side('added')).toBe(before);
        expect(side('removed')).toBe(after);
      }),
    );
  });
});

describe('raterQuestions', () => {
  it("are the paper's, three a task and five where it persuades", () => {
    expect(raterQuestions('summary').map(({ aspect }) => aspect)).toEqual([
      'consistency',
      'coherence',
      'quality',
    ]);
    expect(raterQuestions('scarier')[2]?.text).toBe('The scary version is indeed scarier than the original.');
    expect(raterQuestions('dissuade2')).toHaveLength(5);
    expect(new Set(raterQuestions('convince1').map(({ id }) => id)).size).toBe(5);
    expect(raterQuestions('constructor')).toHaveLength(3);
  });

  it('exist for every movie task of the bundle that ships', () => {
    const url = new URL('../../../models/movielens/tasks.json', import.meta.url);
    const tasks = z
      .array(z.object({ id: z.string(), group: z.string() }))
      .parse(JSON.parse(readFileSync(url, 'utf8')));
    const general = raterQuestions('no such task')[0]?.text;
    const without = tasks.filter(
      ({ id, group }) => group !== 'user' && raterQuestions(id)[0]?.text === general,
    );
    expect(tasks.length).toBeGreaterThan(0);
    expect(without).toEqual([]);
  });

  it('are summarised between 0 and 1 as in Table 2', () => {
    const runs = fc.sample(anyRun, { numRuns: 3, seed: 1 }).map((run) => ({ ...run, task: 'summary' }));
    const note = (index: number, ratings: Record<string, number>) => ({
      runId: runs[index]?.id ?? '',
      pinned: false,
      name: null,
      ratings,
    });
    expect(
      summariseRatings(runs, [
        note(0, { consistency: 5, quality: 3 }),
        note(1, { consistency: 3 }),
        note(2, {}),
      ]),
    ).toEqual([{ task: 'summary', runs: 2, means: { consistency: 0.75, coherence: null, quality: 0.5 } }]);
  });
});

describe('sweeps', () => {
  it('take even steps with both ends', () => {
    expect(sweepValues(0, 1, 5)).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(sweepValues(-3, 3, 7)).toEqual([-3, -2, -1, 0, 1, 2, 3]);
  });

  it('move one thing of the recipe', () => {
    const recipe = { ...recipeOf({ kind: 'movie', id: 1 }), pushes: [{ cav: 'a', sd: 1 }] };
    expect(recipeAt(recipe, { by: 'alpha' }, 0.5)).toBeNull();
    expect(recipeAt(recipe, { by: 'push', cav: 'a' }, 2)?.pushes).toEqual([{ cav: 'a', sd: 2 }]);
    expect(recipeAt(recipe, { by: 'push', cav: 'b' }, 2)?.pushes).toHaveLength(2);
  });
});

describe('regionLabels', () => {
  const corner = (x: number, y: number, terms: string[], count = 40): LabelledPoint[] =>
    Array.from({ length: count }, (_, i) => ({ x: x + (i % 5) * 0.1, y: y + (i % 7) * 0.1, terms }));
  const points = [
    ...corner(0, 0, ['drama', 'war']),
    ...corner(10, 0, ['drama', 'western']),
    ...corner(0, 10, ['drama', 'musical']),
    ...corner(10, 10, ['drama']),
    ...corner(10, 10, ['rare'], 2),
  ];

  it('name a region by what sets it apart, where its points are', () => {
    const labels = regionLabels(points, 1);
    expect(labels.map(({ text }) => text).sort()).toEqual(['musical', 'war', 'western']);
    const war = labels.find(({ text }) => text === 'war');
    expect(war?.x).toBeLessThan(1);
    expect(war?.weight).toBe(40);
  });

  it('give finer names with each level and never one name to cells that touch', () => {
    const labels = regionLabels(points, 4);
    expect(new Set(labels.map(({ level }) => level)).size).toBeGreaterThan(1);
    for (const level of [0, 1]) {
      const names = labels.filter((label) => label.level === level).map(({ text }) => text);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('are none for no points', () => {
    expect(regionLabels([], 3)).toEqual([]);
  });
});
