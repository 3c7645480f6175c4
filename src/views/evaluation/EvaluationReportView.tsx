import { type EvaluationReport, shareOfCeiling } from '../../core/evaluationReport.ts';
import { countText, percentText, scoreText } from '../parts/format.ts';
import { CurveFigure } from './CurveFigure.tsx';
import { interpolationCurves, pushCurves, userPushPoints } from './curves.ts';
import { TaskTable } from './TaskTable.tsx';

interface EvaluationReportViewProps {
  readonly report: EvaluationReport;
  readonly taskTitle: (id: string) => string;
}

/** The offline evaluation as tables and figures, with a plain sentence for each. */
export function EvaluationReportView({ report, taskTitle }: EvaluationReportViewProps) {
  const { parameters, dtype, trainedTokens } = report.model;
  return (
    <>
      <p className="evaluation-lead">
        Measured on entities that no training text mentions, with the weights that this page runs:{' '}
        {countText(Math.round(parameters / 1e5) / 10)} million parameters, {dtype}, trained on{' '}
        {countText(Math.round(trainedTokens / 1e6))} million tokens. The paper’s language model is PaLM 2-XS,
        far larger.
      </p>
      <section>
        <h2>Every task (the paper’s Table 2)</h2>
        <p className="evaluation-sentence">{tableSentence(report)}</p>
        <TaskTable report={report} taskTitle={taskTitle} />
      </section>
      <Interpolation report={report} taskTitle={taskTitle} />
      <Pushes report={report} taskTitle={taskTitle} />
      <Users report={report} />
      <Concepts report={report} />
      <p className="soft evaluation-foot">
        Commit {report.commit.slice(0, 12)}, seed {report.seed}.
      </p>
    </>
  );
}

function tableSentence(report: EvaluationReport): string {
  const mean = report.mean;
  if (!mean || mean.sc === null) return 'A text is good when its dot lies near the right end of its range.';
  const share = shareOfCeiling(mean);
  const parts = [
    `On average a text’s own embedding has a cosine of ${scoreText(mean.sc)} with the vector it was written from`,
  ];
  if (share !== null) {
    parts.push(`, ${percentText(share)} of the way from a text about another entity to a real text`);
  }
  if (mean.rankMedianPercent !== null) {
    parts.push(
      `, and finds that vector again within the nearest ${mean.rankMedianPercent.toFixed(1)}\u00a0% of the catalogue (median)`,
    );
  }
  return `${parts.join('')}.`;
}

function Interpolation({ report, taskTitle }: EvaluationReportViewProps) {
  const figures = interpolationCurves(report);
  if (figures.length === 0) return null;
  return (
    <section>
      <h2>Between two movies (figures 3 and 4)</h2>
      <p className="evaluation-sentence">
        Alpha is the weight of the second movie. Where the orange line is above the grey one, the text says
        more about the point in between than the text of the nearest real movie does.
      </p>
      <div className="curves">
        {figures.map(({ task, curves }) => (
          <CurveFigure key={task} title={taskTitle(task)} xLabel="alpha" yLabel="SC" curves={curves} />
        ))}
      </div>
    </section>
  );
}

function Pushes({ report, taskTitle }: EvaluationReportViewProps) {
  const figures = pushCurves(report);
  if (figures.length === 0) return null;
  return (
    <section>
      <h2>Beyond the movies (figure 4)</h2>
      <p className="evaluation-sentence">
        Movies are pushed along an attribute, by standard deviations of that attribute over the catalogue. The
        further a vector leaves the data, the harder it is to describe.
      </p>
      <div className="curves">
        {figures.map(({ task, curves }) => (
          <CurveFigure
            key={task}
            title={taskTitle(task)}
            xLabel="standard deviations"
            yLabel="SC, mean over attributes"
            curves={curves}
          />
        ))}
      </div>
    </section>
  );
}

function Users({ report }: { readonly report: EvaluationReport }) {
  const users = report.userProfile;
  if (!users) return null;
  const { ndcg, ndcgRandom, ndcgGroundTruth, spearman } = users;
  const points = userPushPoints(report);
  const baselines = [
    ...(ndcgRandom === null ? [] : [{ label: 'random', y: ndcgRandom }]),
    ...(ndcgGroundTruth === null ? [] : [{ label: 'real profile', y: ndcgGroundTruth }]),
  ];
  return (
    <section>
      <h2>User profiles (figure 5)</h2>
      <p className="evaluation-sentence">
        Movies ranked by their likeness to the written profile, against the user’s own ratings: NDCG{' '}
        {ndcg === null ? '–' : scoreText(ndcg)}
        {ndcgRandom !== null && ` (random ${scoreText(ndcgRandom)})`}
        {ndcgGroundTruth !== null && `, with the real profile ${scoreText(ndcgGroundTruth)}`}
        {spearman !== null && `, rank correlation ${scoreText(spearman)}`}.
      </p>
      {points.length > 0 && (
        <div className="curves">
          <CurveFigure
            title="User profile, pushed along attributes"
            xLabel="standard deviations"
            yLabel="NDCG"
            curves={[{ label: 'This model', look: 'own', points }]}
            baselines={baselines}
          />
        </div>
      )}
    </section>
  );
}

function Concepts({ report }: { readonly report: EvaluationReport }) {
  const rows = Object.entries(report.cavs).sort(([, a], [, b]) => (b.auc ?? 0) - (a.auc ?? 0));
  if (rows.length === 0 && !report.wals) return null;
  return (
    <section>
      <h2>Attributes and factors</h2>
      <p className="evaluation-sentence">
        How well each attribute’s direction tells held-out movies with that tag from others (area under the
        ROC curve; 0.5 is chance).
        {report.wals &&
          ` The behavioral space has ${report.wals.rank} factors${report.wals.rmse === null ? '' : ` and predicts held-out ratings to ${scoreText(report.wals.rmse)} stars (RMSE)`}.`}
      </p>
      <ul className="concepts">
        {rows.map(([tag, { auc, positives, space }]) => (
          <li key={`${space}:${tag}`} title={`${positives} movies with this tag, ${space} space`}>
            <span>{tag}</span>
            <span className="number soft">{auc === null ? '–' : scoreText(auc)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
