import { raterQuestions } from '../../core/raterQuestions.ts';
import type { Run } from '../../core/types.ts';
import { Segmented } from '../parts/Segmented.tsx';
import { useStores } from '../stores.ts';

interface RatingFormProps {
  readonly run: Run;
  readonly ratings: Readonly<Record<string, number>>;
}

const answers = ['1', '2', '3', '4', '5'] as const;

/** The paper's rater questions for the run's task (appendix C), 1 to 5. */
export function RatingForm({ run, ratings }: RatingFormProps) {
  const { notebook } = useStores();
  return (
    <div className="rating">
      <p className="soft">How much do you agree? 1 is not at all, 5 is fully.</p>
      {raterQuestions(run.task).map(({ id, text }) => (
        <div key={id} className="rating-question">
          <span>{text}</span>
          <Segmented
            label={text}
            value={(ratings[id]?.toString() ?? '') as (typeof answers)[number]}
            options={answers.map((value) => ({ value, label: value }))}
            onChange={(value) => notebook.getState().rate(run.id, id, Number(value))}
          />
        </div>
      ))}
    </div>
  );
}
