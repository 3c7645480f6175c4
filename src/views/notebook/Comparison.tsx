import { useMemo } from 'react';
import type { Run } from '../../core/types.ts';
import { wordDiff } from '../../core/wordDiff.ts';
import { scoreText } from '../parts/format.ts';
import { useBundle } from '../stores.ts';

interface ComparisonProps {
  readonly before: Run;
  readonly after: Run;
  /** What a run is called: its own name, else its recipe. */
  readonly nameOf: (run: Run) => string;
}

/** Two narrations side by side, word by word. */
export function Comparison({ before, after, nameOf }: ComparisonProps) {
  const tasks = useBundle((state) => state.catalogue?.tasks);
  const taskTitle = (id: string): string => tasks?.find((task) => task.id === id)?.title ?? id;
  const parts = useMemo(() => wordDiff(before.text, after.text), [before.text, after.text]);
  return (
    <section className="comparison" aria-label="Comparison">
      {[before, after].map((run, side) => (
        <article key={run.id}>
          <h3>{nameOf(run)}</h3>
          <p className="run-facts soft number">
            <span>{taskTitle(run.task)}</span>
            {run.scores.sc !== null && <span>SC {scoreText(run.scores.sc)}</span>}
            {run.scores.bcSpearman !== null && <span>BC {scoreText(run.scores.bcSpearman)}</span>}
            <span>seed {run.settings.seed}</span>
          </p>
          <p className="comparison-text">
            {parts
              .filter((part) => part.kind !== (side === 0 ? 'added' : 'removed'))
              .map((part, at) => {
                // biome-ignore lint/suspicious/noArrayIndexKey: the parts of two fixed texts never move
                if (part.kind === 'same') return <span key={at}>{part.text}</span>;
                const Tag = side === 0 ? 'del' : 'ins';
                // biome-ignore lint/suspicious/noArrayIndexKey: the parts of two fixed texts never move
                return <Tag key={at}>{part.text}</Tag>;
              })}
          </p>
        </article>
      ))}
    </section>
  );
}
