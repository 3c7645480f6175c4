import { Checkbox } from 'radix-ui';
import { useState } from 'react';
import type { NotebookEntry } from '../../core/notebookEntries.ts';
import type { Run } from '../../core/types.ts';
import { IconButton } from '../parts/Button.tsx';
import { Icon } from '../parts/Icon.tsx';
import { useBundle, useNotebook, useStores } from '../stores.ts';
import { RunCard } from './RunCard.tsx';
import { SweepSteps } from './SweepSteps.tsx';

interface SweepCardProps {
  readonly entry: Extract<NotebookEntry, { kind: 'sweep' }>;
  readonly chosen: readonly string[];
  /** Chooses or lets go of runs. */
  readonly onChoose: (ids: readonly string[], isChosen: boolean) => void;
  /** Whether the list is filtered: then the runs that were found are shown at once. */
  readonly isFiltered: boolean;
  readonly onOpen: (run: Run) => void;
}

/** A sweep of the notebook: its curve, the text of each step, and its narrations below when asked for. */
export function SweepCard({ entry, chosen, onChoose, isFiltered, onOpen }: SweepCardProps) {
  const { notebook } = useStores();
  const notes = useNotebook((state) => state.notes);
  const { sweep, steps, found } = entry;
  const task = useBundle((state) => state.catalogue?.tasks.find((one) => one.id === sweep.task)?.title);
  const [isUnfolded, setUnfolded] = useState(false);
  const ids = steps.map(({ run }) => run.id);
  const chosenCount = ids.filter((id) => chosen.includes(id)).length;
  const name = `${sweep.title}, along ${sweep.label}`;
  const shown = steps.filter(({ run }) => found.has(run.id));
  const isOpen = isUnfolded || isFiltered;
  return (
    <li className={`run sweep-card ${ids.some((id) => notes[id]?.pinned) ? 'run-pinned' : ''}`}>
      <div className="run-head">
        <Checkbox.Root
          className="checkbox"
          checked={chosenCount === ids.length ? true : chosenCount > 0 ? 'indeterminate' : false}
          onCheckedChange={(next) => onChoose(ids, next === true)}
          aria-label={`Choose all of ${name}`}
        >
          <Checkbox.Indicator>
            <Icon name="check" />
          </Checkbox.Indicator>
        </Checkbox.Root>
        <h3 className="run-name">{name}</h3>
        <IconButton label={`Remove ${name}`} onClick={() => notebook.getState().remove(ids)}>
          <Icon name="trash" />
        </IconButton>
      </div>
      <p className="run-facts soft number">
        <span>{task ?? sweep.task}</span>
        <span>{steps.length} places</span>
      </p>
      <SweepSteps
        axis={sweep.axis}
        label={sweep.label}
        title={`Consistency along ${sweep.label}`}
        steps={steps.map(({ value, run }) => ({ value, run, text: run.text }))}
        onOpen={onOpen}
      />
      <button
        type="button"
        className="run-rate"
        aria-expanded={isOpen}
        disabled={isFiltered}
        onClick={() => setUnfolded((open) => !open)}
      >
        {isOpen ? 'Fold its narrations' : `Its ${steps.length} narrations`}
      </button>
      {isOpen && (
        <ul className="runs sweep-runs">
          {shown.map(({ run }) => (
            <RunCard
              key={run.id}
              run={run}
              note={notes[run.id] ?? null}
              chosen={chosen.includes(run.id)}
              onChoose={() => onChoose([run.id], !chosen.includes(run.id))}
            />
          ))}
        </ul>
      )}
    </li>
  );
}
