import { group, mean } from 'd3-array';
import type { EvaluationReport } from '../../core/evaluationReport.ts';
import { CurveFigure, type CurvePoint, reachOf } from '../figures/CurveFigure.tsx';
import { countText, percentText, scoreText } from '../parts/format.ts';
import { interpolationCurves, type Midpoint, midpoints } from './curves.ts';
import { type Column, MeasureTable } from './MeasureTable.tsx';
import { alongSentence, midpointSentence } from './sentences.ts';
import type { TaskNames } from './tasks.ts';

interface BetweenProps {
  readonly report: EvaluationReport;
  readonly names: TaskNames;
}

const columns: readonly Column<Midpoint>[] = [
  { label: 'SC', look: 'strong', value: (row) => row.sc, text: scoreText },
  {
    label: 'Nearest',
    hint: 'SC of the real text of the movie nearest to the blend.',
    value: (row) => row.scNearest,
    text: scoreText,
  },
  {
    label: 'Above it',
    hint: 'Texts that are closer to the blend than the text of the nearest movie.',
    value: (row) => row.aboveNearest,
    text: percentText,
  },
  { label: 'n', hint: 'Pairs measured.', look: 'soft', value: (row) => row.n, text: countText },
];

/** Figures 3 and 4, left: vectors between two movies. */
export function Between({ report, names }: BetweenProps) {
  const halves = midpoints(report);
  const figures = interpolationCurves(report);
  const above = aboveCurve(report);
  return (
    <>
      <section aria-labelledby="figure-3">
        <h2 id="figure-3">Halfway between two movies (figure 3)</h2>
        <p className="evaluation-sentence">{midpointSentence(report)}</p>
        <p className="evaluation-paper">
          The paper draws this figure without printing its numbers: ELM’s texts of the middle are far more
          consistent than those of PaLM 2-L and GPT 4, which were given real texts of both ends. Its second
          half, blends of two users, is not measured here.
        </p>
        {halves.length > 0 && (
          <MeasureTable
            title="Consistency halfway between two movies"
            first="Task"
            groups={[
              {
                label: null,
                rows: halves.map((row) => ({ id: row.task, title: names.title(row.task), row })),
              },
            ]}
            columns={columns}
            strip={{
              label: 'Semantic consistency',
              hint: 'Cosine between the text’s embedding and the blended vector, from 0 to 1.',
              shown: ['own', 'nearest'],
              marks: (row) => ({ own: row.sc, nearest: row.scNearest }),
            }}
          />
        )}
      </section>
      <section aria-labelledby="figure-4-left">
        <h2 id="figure-4-left">All along the way (figure 4, left)</h2>
        <p className="evaluation-sentence">{alongSentence(report)}</p>
        <p className="evaluation-paper">
          In the paper consistency is high all along, and lowest far from both movies.
        </p>
        {figures.length > 0 && (
          <div className="curves">
            {figures.map(({ task, curves }) => (
              <CurveFigure
                key={task}
                title={names.title(task)}
                xLabel="alpha"
                yLabel="SC"
                curves={curves}
                reach={reachOf(figures)}
              />
            ))}
            {above.length > 1 && (
              <CurveFigure
                title="Texts above the nearest movie’s"
                xLabel="alpha"
                yLabel="share, mean over tasks"
                curves={[{ label: 'This model', look: 'own', points: above }]}
                reach={1}
              />
            )}
          </div>
        )}
      </section>
    </>
  );
}

/** Share of texts above the nearest movie's over alpha, as the mean over tasks. */
function aboveCurve({ interpolation }: EvaluationReport): CurvePoint[] {
  return [...group(interpolation, (row) => row.alpha)]
    .flatMap(([x, rows]) => {
      const y = mean(rows, (row) => row.aboveNearest ?? undefined);
      return y === undefined ? [] : [{ x, y }];
    })
    .sort((a, b) => a.x - b.x);
}
