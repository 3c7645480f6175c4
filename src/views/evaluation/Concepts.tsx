import { group } from 'd3-array';
import type { EvaluationReport } from '../../core/evaluationReport.ts';
import { countText, scoreText } from '../parts/format.ts';
import { useBundle } from '../stores.ts';
import { type Column, MeasureTable } from './MeasureTable.tsx';
import { conceptSentence, factorSentence, NOT_MEASURED } from './sentences.ts';

interface Concept {
  readonly semantic: number | null;
  readonly behavioral: number | null;
  readonly positives: number;
  /** What is heard of the attribute without a push and with the longest, in standard deviations. */
  readonly heard: number | null;
  readonly heardPushed: number | null;
  readonly scPushed: number | null;
}

const conceptColumns: readonly Column<Concept>[] = [
  {
    label: 'Semantic',
    hint: 'Area under the ROC curve on held-out movies in the semantic space; 0.5 is chance.',
    look: 'strong',
    value: (row) => row.semantic,
    text: scoreText,
  },
  {
    label: 'Behavioral',
    hint: 'The same in the space of rating factors.',
    value: (row) => row.behavioral,
    text: scoreText,
  },
  {
    label: 'Movies',
    hint: 'Held-out and training movies with this tag.',
    look: 'soft',
    value: (row) => row.positives,
    text: countText,
  },
  {
    label: 'Heard',
    hint: 'The attribute in summaries of unpushed movies, in standard deviations of the catalogue.',
    value: (row) => row.heard,
    text: scoreText,
  },
  {
    label: 'Pushed',
    hint: 'The attribute in summaries after the longest push.',
    value: (row) => row.heardPushed,
    text: scoreText,
  },
  {
    label: 'SC pushed',
    hint: 'Semantic consistency of summaries after the longest push.',
    value: (row) => row.scPushed,
    text: scoreText,
  },
];

interface Factors {
  readonly rmse: number | null;
  readonly spearman: number | null;
}

const factorColumns: readonly Column<Factors>[] = [
  {
    label: 'RMSE',
    hint: 'Root of the mean squared error on held-out ratings, in stars; less is better.',
    value: (row) => row.rmse,
    text: scoreText,
  },
  {
    label: 'Spearman',
    hint: 'Rank correlation with a user’s held-out ratings; more is better.',
    value: (row) => row.spearman,
    text: scoreText,
  },
];

/** The attributes' directions (CAVs) and the factor model (WALS) that everything above rests on. */
export function Concepts({ report }: { readonly report: EvaluationReport }) {
  const cavs = useBundle((state) => state.catalogue?.cavs);
  const label = (id: string): string =>
    cavs?.find((cav) => cav.id === id)?.label ??
    id.replace(/^(semantic|behavioral)-/, '').replaceAll('-', ' ');
  const rows = conceptRows(report, label);
  const { wals } = report;
  return (
    <>
      <section aria-labelledby="table-cavs">
        <h2 id="table-cavs">Attributes</h2>
        <p className="evaluation-sentence">{conceptSentence(report)}</p>
        {rows.length > 0 && (
          <details className="folded">
            <summary>All {rows.length} attributes</summary>
            <MeasureTable
              title="Every attribute"
              first="Attribute"
              groups={[{ label: null, rows }]}
              columns={conceptColumns}
            />
          </details>
        )}
      </section>
      <section aria-labelledby="table-wals">
        <h2 id="table-wals">Rating factors</h2>
        <p className="evaluation-sentence">{factorSentence(report)}</p>
        {wals && factorSentence(report) !== NOT_MEASURED && (
          <>
            <MeasureTable
              title="Prediction of held-out ratings"
              first="Predicted from"
              groups={[
                {
                  label: null,
                  rows: [
                    {
                      id: 'factors',
                      title: `${wals.rank} factors`,
                      row: { rmse: wals.rmse, spearman: wals.spearman },
                    },
                    {
                      id: 'bias',
                      title: 'Biases alone',
                      row: { rmse: wals.rmseBias, spearman: wals.spearmanBias },
                    },
                    {
                      id: 'mean',
                      title: 'Mean of the movie',
                      row: { rmse: wals.rmseItemMean, spearman: wals.spearmanItemMean },
                    },
                  ],
                },
              ]}
              columns={factorColumns}
            />
            <p className="soft">{factorFacts(wals)}</p>
          </>
        )}
      </section>
    </>
  );
}

function conceptRows({ cavs, cavPush }: EvaluationReport, label: (id: string) => string) {
  const named = Object.entries(cavs).map(([id, cav]) => ({ id, label: label(id), cav }));
  const pushes = group(cavPush, (row) => row.cav);
  return [...group(named, (one) => one.label)]
    .map(([name, entries]) => {
      const inSpace = (space: string) => entries.find(({ cav }) => cav.space === space);
      const [semantic, behavioral] = [inSpace('semantic'), inSpace('behavioral')];
      const steps = [...(pushes.get(semantic?.id ?? '') ?? [])].sort((a, b) => a.alpha - b.alpha);
      const row: Concept = {
        semantic: semantic?.cav.auc ?? null,
        behavioral: behavioral?.cav.auc ?? null,
        positives: Math.max(...entries.map(({ cav }) => cav.positives)),
        heard: steps[0]?.attribute ?? null,
        heardPushed: steps.at(-1)?.attribute ?? null,
        scPushed: steps.at(-1)?.sc ?? null,
      };
      return { id: name, title: name, row };
    })
    .sort((a, b) => (b.row.semantic ?? 0) - (a.row.semantic ?? 0));
}

function factorFacts({
  ratings,
  users,
  movies,
  judgedRatings,
  judgedUsers,
}: NonNullable<EvaluationReport['wals']>): string {
  const of = (count: number | null, what: string) => (count === null ? [] : [`${countText(count)} ${what}`]);
  const made = [...of(ratings, 'ratings'), ...of(users, 'users'), ...of(movies, 'movies')].join(', ');
  const judged = [...of(judgedRatings, 'ratings'), ...of(judgedUsers, 'users')].join(' of ');
  return [made && `Made from ${made}.`, judged && `Judged on ${judged}.`]
    .filter((part) => part !== '')
    .join(' ');
}
