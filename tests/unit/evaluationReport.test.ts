import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ElmError } from '../../src/core/errors.ts';
import { readEvaluation, shareOfCeiling } from '../../src/core/evaluationReport.ts';
import { interpolationCurves, pushCurves } from '../../src/views/evaluation/curves.ts';

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
    expect(pushCurves(report)[0]?.curves[0]?.points).toEqual([{ x: 1, y: 0.5 }]);
  });

  it('reads the evaluation of the bundle that ships', () => {
    const shipped = readEvaluation(JSON.parse(readFileSync('models/movielens/evaluation.json', 'utf8')));
    const tasks = JSON.parse(readFileSync('models/movielens/tasks.json', 'utf8')) as { id: string }[];
    expect(Object.keys(shipped.tasks).sort()).toEqual(tasks.map(({ id }) => id).sort());
  });
});
