import { group, mean, quantile } from 'd3-array';
import type { EvaluationReport } from '../../core/evaluationReport.ts';
import type { Band, Curve, CurvePoint } from '../figures/CurveFigure.tsx';

/** One small figure: a task and its curves. */
export interface TaskCurves {
  readonly task: string;
  readonly curves: readonly Curve[];
}

type Alpha = { readonly alpha: number };

/** A measure over alpha, in order, without what was not measured. */
function along<Row extends Alpha>(
  rows: readonly Row[],
  value: (row: Row) => number | null,
): readonly CurvePoint[] {
  return rows
    .flatMap((row) => {
      const y = value(row);
      return y === null ? [] : [{ x: row.alpha, y }];
    })
    .sort((a, b) => a.x - b.x);
}

/** SC over alpha for every task: this model, and the text of the nearest real movie (figure 4, left). */
export function interpolationCurves(report: EvaluationReport): TaskCurves[] {
  return [...group(report.interpolation, (row) => row.task)].map(([task, rows]) => {
    const curves: Curve[] = [
      { label: 'Nearest movie’s text', look: 'other', points: along(rows, (row) => row.scNearest) },
      { label: 'This model', look: 'own', points: along(rows, (row) => row.sc) },
    ];
    return { task, curves: curves.filter((curve) => curve.points.length > 0) };
  });
}

/** What was measured of one task at the middle of the blend (figure 3). */
export type Midpoint = EvaluationReport['interpolation'][number];

/** The rows of figure 3: every task at alpha 0.5. */
export function midpoints(report: EvaluationReport): Midpoint[] {
  return report.interpolation.filter(({ alpha }) => alpha === 0.5);
}

/** A measure of the pushed movies over the length of the push: mean over attributes, and where four in five lie. */
export interface PushCurve {
  readonly task: string;
  readonly points: readonly CurvePoint[];
  readonly band: Band | null;
}

/** `sc` or `attribute` over the length of a push for every task (figure 4, right). */
export function pushCurves(report: EvaluationReport, measure: 'sc' | 'attribute' = 'sc'): PushCurve[] {
  return [...group(report.cavPush, (row) => row.task)].flatMap(([task, rows]) => {
    const steps = [...group(rows, (row) => row.alpha)]
      .flatMap(([x, atAlpha]) => {
        const values = atAlpha.flatMap((row) => row[measure] ?? []);
        const y = mean(values);
        if (y === undefined) return [];
        return [{ x, y, low: quantile(values, 0.1) ?? y, high: quantile(values, 0.9) ?? y }];
      })
      .sort((a, b) => a.x - b.x);
    if (steps.length === 0) return [];
    const isSpread = steps.some(({ low, high }) => high > low);
    return [
      {
        task,
        points: steps.map(({ x, y }) => ({ x, y })),
        band: isSpread ? { label: 'four in five attributes', points: steps } : null,
      },
    ];
  });
}

/** NDCG over the length of a push for user profiles (figure 5). */
export function userPushPoints(report: EvaluationReport): readonly CurvePoint[] {
  return along(report.userProfile?.cavPush ?? [], (row) => row.ndcg);
}
