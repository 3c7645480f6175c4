import { useRef, useState } from 'react';
import { ElmError } from '../../core/errors.ts';
import { importText } from '../../state/importText.ts';
import type { ExportFormat } from '../../state/notebookStore.ts';
import { Button } from '../parts/Button.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Menu } from '../parts/Menu.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Segmented } from '../parts/Segmented.tsx';
import { saveText } from '../parts/saveText.ts';
import { useCavs, useNotebook, useSettings, useStores } from '../stores.ts';

interface NotebookToolsProps {
  readonly query: string;
  readonly onQuery: (query: string) => void;
  /** Ids of the runs that the filter leaves. */
  readonly found: readonly string[];
  /** Ids of the chosen runs; none means all. */
  readonly chosen: readonly string[];
  readonly onChosen: (ids: readonly string[]) => void;
}

const formats: readonly {
  readonly format: ExportFormat;
  readonly label: string;
  readonly note: string;
  readonly suffix: string;
  readonly type: string;
}[] = [
  {
    format: 'json',
    label: 'JSON',
    note: 'complete, can be imported',
    suffix: 'json',
    type: 'application/json',
  },
  { format: 'csv', label: 'CSV', note: 'one line a narration', suffix: 'csv', type: 'text/csv' },
  { format: 'markdown', label: 'Markdown', note: 'to read', suffix: 'md', type: 'text/markdown' },
];

/** Filter, export, import, removal. */
export function NotebookTools({ query, onQuery, found, chosen, onChosen }: NotebookToolsProps) {
  const { notebook } = useStores();
  const count = useNotebook((state) => state.runs.length);
  const concepts = useCavs((state) => state.own.length);
  const file = useRef<HTMLInputElement>(null);
  const [outcome, setOutcome] = useState<string | null>(null);
  const [error, setError] = useState<ElmError | null>(null);
  const scope = chosen.length === 0 ? `all ${count}` : `${chosen.length} chosen`;

  const importFile = async (picked: File | undefined) => {
    if (!picked) return;
    try {
      setOutcome(importText(notebook, await picked.text()));
      setError(null);
    } catch (thrown) {
      setOutcome(null);
      setError(ElmError.from(thrown));
    }
  };

  return (
    <>
      <div className="notebook-tools">
        <input
          className="field"
          type="search"
          aria-label="Filter narrations"
          placeholder="Filter"
          value={query}
          onChange={(event) => onQuery(event.target.value)}
        />
        <Menu
          heading={`Export ${scope}`}
          trigger={
            <Button disabled={count === 0 && concepts === 0}>
              <Icon name="download" />
              Export {chosen.length > 0 ? chosen.length : ''}
            </Button>
          }
          actions={formats.map(({ format, label, note, suffix, type }) => ({
            label,
            note:
              format === 'json' && concepts > 0 && chosen.length === 0
                ? `${note}, with your attributes`
                : note,
            disabled: format !== 'json' && count === 0,
            onSelect: () =>
              saveText(
                `narrations.${suffix}`,
                notebook.getState().exportAs(format, chosen.length > 0 ? chosen : undefined),
                type,
              ),
          }))}
        />
        <Button onClick={() => file.current?.click()}>Import</Button>
        <input
          ref={file}
          type="file"
          accept=".json"
          className="visually-hidden"
          tabIndex={-1}
          aria-label="Notebook file to import"
          onChange={(event) => {
            void importFile(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </div>
      {count > 0 && (
        <div className="notebook-chosen">
          <span>{chosen.length === 0 ? countOf(found.length, count) : chosenOf(chosen.length)}</span>
          {chosen.length > 0 && (
            <>
              <Button
                look="quiet"
                onClick={() => {
                  notebook.getState().remove(chosen);
                  onChosen([]);
                }}
              >
                <Icon name="trash" />
                Remove
              </Button>
              <Button look="quiet" onClick={() => onChosen([])}>
                Choose none
              </Button>
            </>
          )}
          {chosen.length === 0 && found.length > 0 && (
            <Button look="quiet" onClick={() => onChosen(found)}>
              Choose all
            </Button>
          )}
          {count > 1 && <SortChoice />}
        </div>
      )}
      {outcome !== null && <Notice tone="plain" message={outcome} />}
      {error && <Notice message={error.message} hint={error.hint} detail={error.detail} />}
    </>
  );
}

function SortChoice() {
  const { settings } = useStores();
  const order = useSettings((state) => state.notebookOrder);
  return (
    <Segmented
      label="Sort by"
      value={order}
      options={[
        { value: 'newest', label: 'Newest' },
        { value: 'sc', label: 'SC' },
        { value: 'task', label: 'Task' },
      ]}
      onChange={(notebookOrder) => settings.getState().set({ notebookOrder })}
    />
  );
}

function countOf(found: number, all: number): string {
  const narrations = all === 1 ? '1 narration' : `${all} narrations`;
  return found === all ? narrations : `${found} of ${narrations}`;
}

function chosenOf(count: number): string {
  return `${count} chosen${count === 1 ? ': choose a second one to compare' : ''}`;
}
