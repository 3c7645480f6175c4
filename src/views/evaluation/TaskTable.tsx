import { scaleLinear } from 'd3-scale';
import { type EvaluationReport, shareOfCeiling, type TaskMeasures } from '../../core/evaluationReport.ts';
import { percentText, scoreText } from '../parts/format.ts';
import { Hint } from '../parts/Hint.tsx';
import { PAPER_TABLE_2 } from './paper.ts';

interface TaskTableProps {
  readonly report: EvaluationReport;
  readonly taskTitle: (id: string) => string;
}

const STRIP_WIDTH = 260;
const strip = scaleLinear([0, 1], [0, STRIP_WIDTH]).clamp(true);

function number(value: number | null, text: (value: number) => string): string {
  return value === null ? '–' : text(value);
}

/** Table 2: every task on held-out entities, beside the paper's numbers. */
export function TaskTable({ report, taskTitle }: TaskTableProps) {
  const rows = Object.entries(report.tasks);
  return (
    <div className="table-scroll">
      <table className="evaluation-table">
        <thead>
          <tr>
            <th scope="col">Task</th>
            <th scope="col" className="strip-head">
              <Hint text="Semantic consistency: cosine between the text's embedding and the vector that was narrated. Floor: texts of shuffled vectors. Ceiling: real text of the same entity.">
                Semantic consistency
              </Hint>
              <StripLegend />
            </th>
            <th scope="col">SC</th>
            <th scope="col">Paper</th>
            <th scope="col">
              <Hint text="Where SC lies between its floor (0 %) and its ceiling (100 %).">Of ceiling</Hint>
            </th>
            <th scope="col">
              <Hint text="Median place at which a text finds its own vector among all entities, in percent of the catalogue.">
                Rank
              </Hint>
            </th>
            <th scope="col">
              <Hint text="Behavioral consistency: rank correlation (Spearman) between the movies ranked by the text and by the factor model.">
                BC
              </Hint>
            </th>
            <th scope="col">Paper</th>
            <th scope="col">
              <Hint text="Held-out entities measured.">n</Hint>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([id, task]) => (
            <TaskRow key={id} title={taskTitle(id)} task={task} paper={PAPER_TABLE_2[id]} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface TaskRowProps {
  readonly title: string;
  readonly task: TaskMeasures;
  readonly paper: { readonly sc: number; readonly bc: number } | undefined;
}

function TaskRow({ title, task, paper }: TaskRowProps) {
  return (
    <tr>
      <th scope="row">{title}</th>
      <td>
        <Strip title={title} task={task} paper={paper?.sc ?? null} />
      </td>
      <td className="strong">{number(task.sc, scoreText)}</td>
      <td className="soft">{number(paper?.sc ?? null, scoreText)}</td>
      <td>{number(shareOfCeiling(task), percentText)}</td>
      <td>{number(task.rankMedianPercent, (value) => `${value.toFixed(value < 1 ? 2 : 1)} %`)}</td>
      <td>{number(task.bc, scoreText)}</td>
      <td className="soft">{number(paper?.bc ?? null, scoreText)}</td>
      <td className="soft">{task.n}</td>
    </tr>
  );
}

interface StripProps {
  readonly title: string;
  readonly task: TaskMeasures;
  readonly paper: number | null;
}

/** Floor, ceiling, nearest movie's text, the paper and this model on one line from 0 to 1. */
function Strip({ title, task, paper }: StripProps) {
  const label = [
    `${title}: SC ${number(task.sc, scoreText)}`,
    `floor ${number(task.scFloor, scoreText)}`,
    `ceiling ${number(task.scCeiling, scoreText)}`,
    `nearest movie's text ${number(task.scNearest, scoreText)}`,
    `paper ${number(paper, scoreText)}`,
  ].join(', ');
  const { sc, scFloor, scCeiling, scNearest } = task;
  return (
    <svg className="strip" viewBox={`-6 0 ${STRIP_WIDTH + 12} 20`} role="img" aria-label={label}>
      <title>{label}</title>
      <line className="strip-rule" x1={0} x2={STRIP_WIDTH} y1={10} y2={10} />
      {scFloor !== null && scCeiling !== null && (
        <line className="strip-range" x1={strip(scFloor)} x2={strip(scCeiling)} y1={10} y2={10} />
      )}
      {scFloor !== null && (
        <line className="strip-tick" x1={strip(scFloor)} x2={strip(scFloor)} y1={4} y2={16} />
      )}
      {scCeiling !== null && (
        <line className="strip-tick" x1={strip(scCeiling)} x2={strip(scCeiling)} y1={4} y2={16} />
      )}
      {scNearest !== null && <circle className="strip-nearest" cx={strip(scNearest)} cy={10} r={3.5} />}
      {paper !== null && (
        <path className="strip-paper" d="M0-5 5 0 0 5-5 0z" transform={`translate(${strip(paper)} 10)`} />
      )}
      {sc !== null && <circle className="strip-own" cx={strip(sc)} cy={10} r={5} />}
    </svg>
  );
}

function StripLegend() {
  return (
    <span className="strip-legend">
      <span>
        <i className="key key-own" /> this model
      </span>
      <span>
        <i className="key key-nearest" /> nearest movie’s text
      </span>
      <span>
        <i className="key key-paper" /> paper
      </span>
      <span>
        <i className="key key-range" /> floor to ceiling
      </span>
    </span>
  );
}
