import { Checkbox } from 'radix-ui';
import { useState } from 'react';
import type { Run, RunNote } from '../../core/types.ts';
import { IconButton } from '../parts/Button.tsx';
import { countText, scoreText } from '../parts/format.ts';
import { Icon } from '../parts/Icon.tsx';
import { NameField } from '../parts/NameField.tsx';
import { useBundle, useStores } from '../stores.ts';
import { RatingForm } from './RatingForm.tsx';

interface RunCardProps {
  readonly run: Run;
  readonly note: RunNote | null;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

const finishes: Readonly<Record<Run['finish'], string>> = {
  end: '',
  length: 'cut off',
  stopped: 'stopped',
  error: 'broke off',
};

/** One narration of the notebook. */
export function RunCard({ run, note, chosen, onChoose }: RunCardProps) {
  const { notebook, narration, settings } = useStores();
  const task = useBundle((state) => state.catalogue?.tasks.find((one) => one.id === run.task)?.title);
  const [editing, setEditing] = useState(false);
  const [rating, setRating] = useState(false);
  const name = note?.name ?? run.title;
  const reopen = () => {
    narration.getState().show(run);
    settings.getState().set({ notebookOpen: false });
  };
  return (
    <li className={`run ${note?.pinned ? 'run-pinned' : ''}`}>
      <div className="run-head">
        <Checkbox.Root
          className="checkbox"
          checked={chosen}
          onCheckedChange={onChoose}
          aria-label={`Choose ${name}`}
        >
          <Checkbox.Indicator>
            <Icon name="check" />
          </Checkbox.Indicator>
        </Checkbox.Root>
        {editing ? (
          <NameField
            label="Name of the narration"
            name={name}
            onDone={(next) => {
              if (next !== null) notebook.getState().rename(run.id, next);
              setEditing(false);
            }}
          />
        ) : (
          <button type="button" className="run-name" onClick={reopen} title="Open it as it was">
            {name}
          </button>
        )}
        <IconButton label={`Rename ${name}`} onClick={() => setEditing(true)}>
          <Icon name="pencil" />
        </IconButton>
        <IconButton
          label={`Pin ${name}`}
          aria-pressed={note?.pinned ?? false}
          onClick={() => notebook.getState().togglePinned(run.id)}
        >
          <Icon name="pin" />
        </IconButton>
        <IconButton label={`Remove ${name}`} onClick={() => notebook.getState().remove([run.id])}>
          <Icon name="trash" />
        </IconButton>
      </div>
      <p className="run-text">{run.text}</p>
      <p className="run-facts soft number">
        <span>{task ?? run.task}</span>
        {run.scores.sc !== null && <span>SC {scoreText(run.scores.sc)}</span>}
        {run.scores.bcSpearman !== null && <span>BC {scoreText(run.scores.bcSpearman)}</span>}
        {run.scores.rank !== null && <span>rank {countText(run.scores.rank)}</span>}
        <span>seed {run.settings.seed}</span>
        {finishes[run.finish] !== '' && <span className="flag">{finishes[run.finish]}</span>}
        <time dateTime={run.createdAt}>{new Date(run.createdAt).toLocaleString()}</time>
        <button type="button" className="run-rate" onClick={() => setRating(!rating)} aria-expanded={rating}>
          {note && Object.keys(note.ratings).length > 0 ? 'Rated' : 'Rate'}
        </button>
      </p>
      {rating && <RatingForm run={run} ratings={note?.ratings ?? {}} />}
    </li>
  );
}
