import { type EvaluationReport, shareOfCeiling } from '../../core/evaluationReport.ts';
import { countText, percentText, scoreText } from '../parts/format.ts';
import { type Column, MeasureTable } from './MeasureTable.tsx';
import { behaviourSentence, consistencySentence, proseSentence } from './sentences.ts';
import { type TaskNames, type TaskRow, taskGroups } from './tasks.ts';

interface TaskTablesProps {
  readonly report: EvaluationReport;
  readonly names: TaskNames;
}

function rankText(percent: number): string {
  return `${percent.toFixed(percent < 1 ? 2 : 1)} %`;
}

const COUNT: Column<TaskRow> = {
  label: 'n',
  hint: 'Held-out entities measured.',
  look: 'soft',
  value: ({ measures }) => measures.n,
  text: (value) => countText(Math.round(value)),
};

const consistency: readonly Column<TaskRow>[] = [
  { label: 'SC', look: 'strong', value: ({ measures }) => measures.sc, text: scoreText },
  {
    label: 'Floor',
    hint: 'The same texts against vectors of other entities: what a text of no relation reaches.',
    value: ({ measures }) => measures.scFloor,
    text: scoreText,
  },
  {
    label: 'Ceiling',
    hint: 'What a real text of the same entity and task reaches.',
    value: ({ measures }) => measures.scCeiling,
    text: scoreText,
  },
  {
    label: 'Of ceiling',
    hint: 'Where SC lies between its floor (0 %) and its ceiling (100 %).',
    value: ({ measures }) => shareOfCeiling(measures),
    text: percentText,
  },
  {
    label: 'Nearest',
    hint: 'SC of the real text of the nearest movie of the training data: what copying a neighbour would reach.',
    value: ({ measures }) => measures.scNearest,
    text: scoreText,
  },
  {
    label: 'Text only',
    hint: 'SC of a language model that is given the title instead of the vector (appendix F).',
    value: ({ measures }) => measures.scTextOnly,
    text: scoreText,
  },
  {
    label: 'Paper',
    hint: 'SC of the paper’s ELM (Table 2). It has another catalogue, encoder and language model.',
    look: 'soft',
    value: ({ paper }) => paper?.sc ?? null,
    text: scoreText,
  },
  COUNT,
];

const behaviour: readonly Column<TaskRow>[] = [
  {
    label: 'Rank',
    hint: 'Median place at which a text finds its own vector among all entities, in percent of the catalogue.',
    look: 'strong',
    value: ({ measures }) => measures.rankMedianPercent,
    text: rankText,
  },
  {
    label: 'Real text',
    hint: 'The same for real texts of the entities: as good as it gets.',
    value: ({ measures }) => measures.rankMedianPercentCeiling,
    text: rankText,
  },
  {
    label: 'BC',
    hint: 'Behavioral consistency: rank correlation (Spearman) of what the text predicts with real ratings.',
    look: 'strong',
    value: ({ measures }) => measures.bc,
    text: scoreText,
  },
  {
    label: 'Random',
    hint: 'BC of random rankings.',
    value: ({ measures }) => measures.bcRandom,
    text: scoreText,
  },
  {
    label: 'BC, real text',
    hint: 'BC of real texts of the entities: as good as it gets.',
    value: ({ measures }) => measures.bcGroundTruth,
    text: scoreText,
  },
  {
    label: 'Paper',
    hint: 'BC of the paper’s ELM (Table 2).',
    look: 'soft',
    value: ({ paper }) => paper?.bc ?? null,
    text: scoreText,
  },
  COUNT,
];

const prose: readonly Column<TaskRow>[] = [
  {
    label: 'Words',
    hint: 'Mean length of a text.',
    value: ({ measures }) => measures.meanWords,
    text: (value) => String(Math.round(value)),
  },
  {
    label: 'Whole',
    hint: 'Texts whose last sentence ends.',
    value: ({ measures }) => measures.finished,
    text: percentText,
  },
  {
    label: 'In form',
    hint: 'Texts that list as many items as the task asks for, numbered in order; none where it asks for prose.',
    value: ({ measures }) => measures.listed,
    text: percentText,
  },
  {
    label: 'Varied',
    hint: 'Runs of four words that a text says only once.',
    value: ({ measures }) => measures.distinct4,
    text: percentText,
  },
  {
    label: 'Copied',
    hint: 'Runs of eight words that stand in a training text.',
    value: ({ measures }) => measures.copied8,
    text: percentText,
  },
  {
    label: 'Invented',
    hint: 'Words that stand in no text at all.',
    value: ({ measures }) => measures.invented,
    text: (value) => `${(100 * value).toFixed(1)} %`,
  },
];

/** Table 2 in three parts: semantic consistency, behavior and rank, and how the texts read. */
export function TaskTables({ report, names }: TaskTablesProps) {
  const groups = taskGroups(report, names, false);
  const all = taskGroups(report, names, true);
  return (
    <>
      <section aria-labelledby="table-sc">
        <h2 id="table-sc">Does the text mean its vector? (Table 2)</h2>
        <p className="evaluation-sentence">{consistencySentence(report)}</p>
        <MeasureTable
          title="Semantic consistency by task"
          first="Task"
          groups={groups}
          columns={consistency}
          strip={{
            label: 'Semantic consistency',
            hint: 'Cosine between the text’s embedding and the vector that was narrated, from 0 to 1.',
            shown: ['own', 'nearest', 'paper', 'floor', 'ceiling'],
            marks: ({ measures, paper }) => ({
              own: measures.sc,
              floor: measures.scFloor,
              ceiling: measures.scCeiling,
              nearest: measures.scNearest,
              paper: paper?.sc ?? null,
            }),
          }}
        />
      </section>
      <section aria-labelledby="table-bc">
        <h2 id="table-bc">Does it behave like its vector? (Table 2)</h2>
        <p className="evaluation-sentence">{behaviourSentence(report)}</p>
        <MeasureTable
          title="Rank and behavioral consistency by task"
          first="Task"
          groups={all}
          columns={behaviour}
        />
      </section>
      <section aria-labelledby="table-prose">
        <h2 id="table-prose">How the texts read</h2>
        <p className="evaluation-sentence">{proseSentence(report)}</p>
        <MeasureTable title="How the texts read by task" first="Task" groups={all} columns={prose} />
      </section>
    </>
  );
}
