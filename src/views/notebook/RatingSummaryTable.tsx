import { useMemo } from 'react';
import { csvText } from '../../core/csv.ts';
import { type RatingAspect, summariseRatings } from '../../core/raterQuestions.ts';
import { PAPER_TABLE_2 } from '../evaluation/paper.ts';
import { SaveMenu } from '../figures/SaveMenu.tsx';
import { scoreText } from '../parts/format.ts';
import { useBundle, useNotebook } from '../stores.ts';

const aspects: readonly { readonly id: RatingAspect; readonly label: string }[] = [
  { id: 'consistency', label: 'Consistency with plot' },
  { id: 'coherence', label: 'Language' },
  { id: 'quality', label: 'Task quality' },
];

/** The ratings of the notebook by task, as the right half of the paper's Table 2, beside its raters' means. */
export function RatingSummaryTable() {
  const runs = useNotebook((state) => state.runs);
  const notes = useNotebook((state) => state.notes);
  const tasks = useBundle((state) => state.catalogue?.tasks);
  const rows = useMemo(() => summariseRatings(runs, Object.values(notes)), [runs, notes]);
  if (rows.length === 0) return null;
  const titleOf = (id: string): string =>
    tasks?.find((one) => one.id === id)?.title ?? id.replaceAll('_', ' ');
  const numbers = () =>
    csvText([
      ['task', ...aspects.flatMap(({ id }) => [id, `${id} (paper)`]), 'runs'],
      ...rows.map(({ task, means, runs: count }) => [
        task,
        ...aspects.flatMap(({ id }) => [means[id], PAPER_TABLE_2[task]?.human[id] ?? null]),
        count,
      ]),
    ]);
  return (
    <section className="ratings" aria-label="Your ratings">
      <div className="measures-head">
        <h3>Your ratings</h3>
        <SaveMenu title="your ratings" numbers={numbers} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="table-scroll" tabIndex={0} aria-label="Ratings by task">
        <table className="evaluation-table">
          <thead>
            <tr>
              <th scope="col">Task</th>
              {aspects.map(({ id, label }) => (
                <th key={id} scope="col" className="measure">
                  {label} <span className="soft">(paper)</span>
                </th>
              ))}
              <th scope="col" className="measure">
                n
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ task, means, runs: count }) => (
              <tr key={task}>
                <th scope="row">{titleOf(task)}</th>
                {aspects.map(({ id }) => {
                  const [own, paper] = [means[id], PAPER_TABLE_2[task]?.human[id]];
                  return (
                    <td key={id} className="measure">
                      <span className="strong">{own === null ? '–' : scoreText(own)}</span>{' '}
                      <span className="soft">({paper === undefined ? '–' : scoreText(paper)})</span>
                    </td>
                  );
                })}
                <td className="measure soft">{count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
