import type { EvaluationReport } from '../../core/evaluationReport.ts';
import { CurveFigure } from '../figures/CurveFigure.tsx';
import { scoreText } from '../parts/format.ts';
import { userPushPoints } from './curves.ts';
import { type Column, MeasureTable } from './MeasureTable.tsx';
import { PAPER_AMAZON_USER } from './paper.ts';
import { NOT_MEASURED, userPushSentence, userSentence } from './sentences.ts';

interface UserMeasure {
  readonly own: number | null;
  readonly random: number | null;
  readonly real: number | null;
  readonly paper: number | null;
}

const columns: readonly Column<UserMeasure>[] = [
  { label: 'This model', look: 'strong', value: (row) => row.own, text: scoreText },
  { label: 'Random', hint: 'Random rankings.', value: (row) => row.random, text: scoreText },
  {
    label: 'Real profile',
    hint: 'Rankings by the profile that was written from the user’s ratings: as good as it gets.',
    value: (row) => row.real,
    text: scoreText,
  },
  {
    label: 'Paper',
    hint: 'The paper prints numbers of user profiles for its Amazon data only (Table 4).',
    look: 'soft',
    value: (row) => row.paper,
    text: scoreText,
  },
];

/** User profiles: their behavioral consistency, and figure 5. */
export function Users({ report }: { readonly report: EvaluationReport }) {
  const users = report.userProfile;
  const points = userPushPoints(report);
  const baselines = [
    ...(users?.ndcgRandom == null ? [] : [{ label: 'random', y: users.ndcgRandom }]),
    ...(users?.ndcgGroundTruth == null ? [] : [{ label: 'real profile', y: users.ndcgGroundTruth }]),
  ];
  const isMeasured = userSentence(report) !== NOT_MEASURED;
  return (
    <section aria-labelledby="figure-5">
      <h2 id="figure-5">User profiles (figure 5)</h2>
      <p className="evaluation-sentence">{userSentence(report)}</p>
      {users && isMeasured && (
        <MeasureTable
          title="Behavioral consistency of user profiles"
          first={users.n === null ? 'Measure' : `Measure, ${Math.round(users.n)} users`}
          groups={[
            {
              label: null,
              rows: [
                {
                  id: 'ndcg',
                  title: 'NDCG',
                  row: {
                    own: users.ndcg,
                    random: users.ndcgRandom,
                    real: users.ndcgGroundTruth,
                    paper: null,
                  },
                },
                {
                  id: 'spearman',
                  title: 'Rank correlation (Spearman)',
                  row: {
                    own: users.spearman ?? users.bc,
                    random: users.bcRandom,
                    real: users.bcGroundTruth,
                    paper: PAPER_AMAZON_USER.bc,
                  },
                },
              ],
            },
          ]}
          columns={columns}
        />
      )}
      <h3>Pushed along attributes</h3>
      <p className="evaluation-sentence">{userPushSentence(report)}</p>
      <p className="evaluation-paper">
        In the paper profiles grow more predictable the further users are pushed, because their taste becomes
        extreme.
      </p>
      {points.length > 0 && (
        <div className="curves">
          <CurveFigure
            title="User profile, pushed along attributes"
            xLabel="standard deviations"
            yLabel="NDCG"
            curves={[{ label: 'This model', look: 'own', points }]}
            baselines={baselines}
            fromZero={false}
          />
        </div>
      )}
    </section>
  );
}
