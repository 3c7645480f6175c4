import { group, mean } from 'd3-array';
import type { EvaluationReport } from '../../core/evaluationReport.ts';
import type { Curve } from './CurveFigure.tsx';

/** One small figure: a task and its curves. */
export interface TaskCurves {
  readonly task: string;
  readonly curves: readonly Curve[];
}

/** SC over alpha for every task: this model, and the text of the nearest real movie. */
export function interpolationCurves(report: EvaluationReport): TaskCurves[] {
  return [...group(report.interpolation, (row) => row.task)].map(([task, rows]) => {
    const along = (value: 'sc' | 'scNearest') =>
      rows
        .flatMap((row) => {
          const y = row[value];
          return y === null ? [] : [{ x: row.alpha, y }];
        })
        .sort((a, b) => a.x - b.x);
    const curves: Curve[] = [
      { label: 'Nearest movie’s text', look: 'other', points: along('scNearest') },
      { label: 'This model', look: 'own', points: along('sc') },
    ];
    return { task, curves: curves.filter((curve) => curve.points.length > 0) };
  });
}

/** SC over the length of a push for every task, as the mean over all CAVs. */
export function pushCurves(report: EvaluationReport): TaskCurves[] {
  return [...group(report.cavPush, (row) => row.task)].map(([task, rows]) => {
    const points = [...group(rows, (row) => row.alpha)]
      .flatMap(([x, atAlpha]) => {
        const y = mean(atAlpha, (row) => row.sc ?? undefined);
        return y === undefined ? [] : [{ x, y }];
      })
      .sort((a, b) => a.x - b.x);
    return { task, curves: [{ label: 'This model', look: 'own', points }] };
  });
}

/** NDCG over the length of a push for user profiles (figure 5). */
export function userPushPoints(report: EvaluationReport): { readonly x: number; readonly y: number }[] {
  return (report.userProfile?.cavPush ?? [])
    .flatMap(({ alpha, ndcg }) => (ndcg === null ? [] : [{ x: alpha, y: ndcg }]))
    .sort((a, b) => a.x - b.x);
}
