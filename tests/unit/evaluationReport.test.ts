import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ElmError } from '../../src/core/errors.ts';
import { readEvaluation, shareOfCeiling } from '../../src/core/evaluationReport.ts';
import {
  interpolationCurves,
  midpoints,
  pushCurves,
  userPushPoints,
} from '../../src/views/evaluation/curves.ts';
import * as sentences from '../../src/views/evaluation/sentences.ts';
import { taskGroups, taskNames } from '../../src/views/evaluation/tasks.ts';

const { NOT_MEASURED, midpointSentence, alongSentence, pushSentence, userSentence, userPushSentence } =
  sentences;
const { conceptSentence, factorSentence, behaviourSentence, proseSentence, consistencySentence } = sentences;

const base = {
  commit: 'abc',
  seed: 0,
  model: { parameters: 3e7, dtype: 'q4', trainedTokens: 1e8 },
  tasks: { summary: { n: 200, sc: 0.6, scFloor: 0.2, scCeiling: 0.7 } },
};

describe('an evaluation report', () => {
  it('reads a partial report, with null for what was not measured', () => {
    const report = readEvaluation(base);
    expect(report.tasks.summary?.bc).toBeNull();
    expect(report.interpolation).toEqual([]);
    expect(report.tasks.summary && shareOfCeiling(report.tasks.summary)).toBeCloseTo(0.8);
  });

  it('names the offending field', () => {
    const broken = { ...base, tasks: { summary: { n: 200, sc: 'high' } } };
    expect(() => readEvaluation(broken)).toThrow('tasks.summary.sc');
  });

  it('throws an ElmError on anything else', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        try {
          readEvaluation(value);
        } catch (error) {
          return error instanceof ElmError && error.code === 'schema';
        }
        return false;
      }),
    );
  });

  it('makes curves in order of alpha and averages pushes over attributes', () => {
    const report = readEvaluation({
      ...base,
      interpolation: [
        { alpha: 1, task: 'pitch', sc: 0.5, scNearest: 0.4, n: 10 },
        { alpha: 0, task: 'pitch', sc: 0.6, scNearest: null, n: 10 },
      ],
      cavPush: [
        { cav: 'dark', alpha: 1, task: 'pitch', sc: 0.4, n: 5 },
        { cav: 'funny', alpha: 1, task: 'pitch', sc: 0.6, n: 5 },
      ],
    });
    const [nearest, own] = interpolationCurves(report)[0]?.curves ?? [];
    expect(own?.points.map((point) => point.x)).toEqual([0, 1]);
    expect(nearest?.points).toEqual([{ x: 1, y: 0.4 }]);
    const [push] = pushCurves(report);
    expect(push?.points).toEqual([{ x: 1, y: 0.5 }]);
    expect(push?.band?.points[0]).toMatchObject({ low: expect.closeTo(0.42), high: expect.closeTo(0.58) });
    expect(pushCurves(report, 'attribute')).toEqual([]);
  });

  it('reads means over tasks with different numbers of cases', () => {
    const report = readEvaluation({ ...base, mean: { ...base.tasks.summary, n: 187.5 } });
    expect(report.mean?.n).toBe(187.5);
  });

  it('takes null and nothing at all for what was not measured, and says so in each sentence', () => {
    const report = readEvaluation({
      ...base,
      mean: null,
      interpolation: null,
      cavPush: null,
      cavMonotone: null,
      userProfile: { spearman: null, cavPush: [] },
      wals: null,
    });
    for (const sentence of [
      midpointSentence,
      alongSentence,
      pushSentence,
      userSentence,
      userPushSentence,
      conceptSentence,
      factorSentence,
      behaviourSentence,
      proseSentence,
    ]) {
      expect(sentence(report)).toBe(NOT_MEASURED);
    }
  });

  it('reads the evaluation of the bundle that ships', () => {
    const shipped = readEvaluation(JSON.parse(readFileSync('models/movielens/evaluation.json', 'utf8')));
    const tasks = JSON.parse(readFileSync('models/movielens/tasks.json', 'utf8')) as { id: string }[];
    expect(Object.keys(shipped.tasks).sort()).toEqual(tasks.map(({ id }) => id).sort());
  });

  it('reads every field that the evaluation stage writes, and has a sentence for each part', () => {
    const written = JSON.parse(readFileSync('tests/golden/evaluation.json', 'utf8'));
    const report = readEvaluation(written);
    // What the stage writes about one row is what the page reads of it: nothing is dropped.
    for (const [id, row] of Object.entries<object>(written.tasks)) {
      expect(report.tasks[id]).toMatchObject(row);
    }
    expect(report.interpolation).toEqual(written.interpolation);
    expect(report.cavPush).toEqual(written.cavPush);
    expect(report.cavMonotone).toBe(written.cavMonotone);
    expect(report.userProfile).toMatchObject(written.userProfile);
    expect(report.mean).toMatchObject(written.mean);
    expect(report.meanOneMovie).toMatchObject(written.meanOneMovie);
    for (const sentence of Object.values(sentences)) {
      if (typeof sentence === 'string') continue;
      expect(sentence(report)).not.toBe(NOT_MEASURED);
      expect(sentence(report)).not.toMatch(/NaN|undefined|null/);
    }
    expect(consistencySentence(report)).toMatch(/\d\.\d\d/);

    const groups = taskGroups(report, taskNames([]), true);
    expect(groups.map(({ rows }) => rows.length)).toEqual([19, 5, 1, 2]);
    expect(groups[0]?.rows[0]?.id).toBe('summary');
    expect(midpoints(report).map(({ task }) => task)).toHaveLength(5);
    expect(userPushPoints(report).map(({ x }) => x)).toEqual([0, 1, 2, 3]);
  });
});
