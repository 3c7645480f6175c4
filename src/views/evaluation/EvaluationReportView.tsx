import type { EvaluationReport } from '../../core/evaluationReport.ts';
import type { Task } from '../../core/types.ts';
import { RatingSummaryTable } from '../notebook/RatingSummaryTable.tsx';
import { countText } from '../parts/format.ts';
import { useNotebook } from '../stores.ts';
import { Between } from './Between.tsx';
import { Concepts } from './Concepts.tsx';
import { Pushes } from './Pushes.tsx';
import { TaskTables } from './TaskTables.tsx';
import { taskNames } from './tasks.ts';
import { Users } from './Users.tsx';

interface EvaluationReportViewProps {
  readonly report: EvaluationReport;
  readonly tasks: readonly Task[];
}

/** The offline evaluation as tables and figures beside the paper's, with a plain sentence for each. */
export function EvaluationReportView({ report, tasks }: EvaluationReportViewProps) {
  const { parameters, dtype, trainedTokens } = report.model;
  const names = taskNames(tasks);
  return (
    <>
      <p className="evaluation-lead">
        Measured on entities that no training text mentions, with the weights that this page runs:{' '}
        {countText(Math.round(parameters / 1e5) / 10)} million parameters, {dtype}, trained on{' '}
        {countText(Math.round(trainedTokens / 1e6))} million tokens. The paper’s language model is PaLM 2-XS,
        far larger.
      </p>
      <TaskTables report={report} names={names} />
      <People />
      <Between report={report} names={names} />
      <Pushes report={report} names={names} />
      <Users report={report} />
      <Concepts report={report} />
      <p className="soft evaluation-foot">{provenance(report)}</p>
    </>
  );
}

/** The right half of Table 2: what people say. */
function People() {
  const isRated = useNotebook((state) =>
    Object.values(state.notes).some((note) => Object.keys(note.ratings).length > 0),
  );
  return (
    <section aria-labelledby="table-people">
      <h2 id="table-people">What people say (Table 2)</h2>
      <p className="evaluation-sentence">
        {isRated
          ? 'Your ratings of narrations on the paper’s questions, from 0 (not at all) to 1 (fully), beside the means of its 100 raters.'
          : 'Not measured for this model. Rate narrations in the notebook, and their means stand here beside those of the paper’s 100 raters.'}
      </p>
      <RatingSummaryTable />
    </section>
  );
}

function provenance({ commit, seed, sampling }: EvaluationReport): string {
  const how = sampling
    ? [
        sampling.temperature !== null && `temperature ${sampling.temperature}`,
        sampling.top_p !== null && `top-p ${sampling.top_p}`,
        sampling.repetition_penalty !== null && `repetition penalty ${sampling.repetition_penalty}`,
      ].filter((part) => part !== false)
    : [];
  return `${[commit === '' ? 'No commit' : `Commit ${commit.slice(0, 12)}`, `seed ${seed}`, ...how].join(', ')}.`;
}
