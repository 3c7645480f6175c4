import type { EvaluationReport } from '../../core/evaluationReport.ts';
import { CurveFigure } from '../figures/CurveFigure.tsx';
import { pushCurves } from './curves.ts';
import { pushSentence } from './sentences.ts';
import type { TaskNames } from './tasks.ts';

interface PushesProps {
  readonly report: EvaluationReport;
  readonly names: TaskNames;
}

/** Figure 4, right: movies pushed along attributes. */
export function Pushes({ report, names }: PushesProps) {
  const consistency = pushCurves(report, 'sc');
  const attribute = pushCurves(report, 'attribute');
  return (
    <section aria-labelledby="figure-4-right">
      <h2 id="figure-4-right">Beyond the movies (figure 4, right)</h2>
      <p className="evaluation-sentence">{pushSentence(report)}</p>
      <p className="evaluation-paper">
        In the paper consistency generally falls the further a movie is pushed, as vectors outside the data
        are harder to describe.
      </p>
      {consistency.length + attribute.length > 0 && (
        <div className="curves">
          {consistency.map(({ task, points, band }) => (
            <CurveFigure
              key={`sc:${task}`}
              title={`${names.title(task)}: consistency when pushed`}
              xLabel="standard deviations"
              yLabel="SC"
              curves={[{ label: 'mean', look: 'own', points }]}
              band={band}
            />
          ))}
          {attribute.map(({ task, points, band }) => (
            <CurveFigure
              key={`attribute:${task}`}
              title={`${names.title(task)}: how much is heard of the attribute`}
              xLabel="standard deviations of the push"
              yLabel="standard deviations in the text"
              curves={[{ label: 'mean', look: 'own', points }]}
              band={band}
            />
          ))}
        </div>
      )}
    </section>
  );
}
