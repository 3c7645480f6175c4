import { useMemo } from 'react';
import type { Run } from '../../core/types.ts';
import { wordDiff } from '../../core/wordDiff.ts';
import { scoreText } from '../parts/format.ts';

interface ComparisonProps {
  readonly before: Run;
  readonly after: Run;
}

/** Two narrations side by side, word by word. */
export function Comparison({ before, after }: ComparisonProps) {
  const parts = useMemo(() => wordDiff(before.text, after.text), [before.text, after.text]);
  return (
    <section className="comparison" aria-label="Comparison">
      {[before, after].map((run, side) => (
        <article key={run.id}>
          <h3>{run.title}</h3>
          <p className="soft number">{run.scores.sc === null ? '' : `SC ${scoreText(run.scores.sc)}`}</p>
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
