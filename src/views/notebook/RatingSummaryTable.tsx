import { useMemo } from 'react';
import { type RatingAspect, summariseRatings } from '../../core/raterQuestions.ts';
import { scoreText } from '../parts/format.ts';
import { useBundle, useNotebook } from '../stores.ts';

const aspects: readonly { readonly id: RatingAspect; readonly label: string }[] = [
  { id: 'consistency', label: 'Consistency with plot' },
  { id: 'coherence', label: 'Language' },
  { id: 'quality', label: 'Task quality' },
];

/** The ratings of the notebook by task, as the right half of the paper's Table 2. */
export function RatingSummaryTable() {
  const runs = useNotebook((state) => state.runs);
  const notes = useNotebook((state) => state.notes);
  const tasks = useBundle((state) => state.catalogue?.tasks);
  const rows = useMemo(() => summariseRatings(runs, Object.values(notes)), [runs, notes]);
  if (rows.length === 0) return null;
  return (
    <section className="ratings">
      <h3>Your ratings</h3>
      <table className="evaluation-table">
        <thead>
          <tr>
            <th scope="col">Task</th>
            {aspects.map(({ id, label }) => (
              <th key={id} scope="col">
                {label}
              </th>
            ))}
            <th scope="col">n</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ task, means, runs: count }) => (
            <tr key={task}>
              <th scope="row">{tasks?.find((one) => one.id === task)?.title ?? task}</th>
              {aspects.map(({ id }) => (
                <td key={id}>{means[id] === null ? '–' : scoreText(means[id])}</td>
              ))}
              <td className="soft">{count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
