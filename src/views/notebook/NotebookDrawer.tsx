import { useState } from 'react';
import { Dialog } from '../parts/Dialog.tsx';
import { Notice } from '../parts/Notice.tsx';
import { useNotebook, useSettings, useStores } from '../stores.ts';
import { Comparison } from './Comparison.tsx';
import { NotebookTools } from './NotebookTools.tsx';
import { RatingSummaryTable } from './RatingSummaryTable.tsx';
import { RunCard } from './RunCard.tsx';

const PAGE = 50;

/** Every narration that was made, in a drawer. */
export function NotebookDrawer() {
  const { settings } = useStores();
  const open = useSettings((state) => state.notebookOpen);
  return (
    <Dialog
      title="Notebook"
      shape="drawer"
      open={open}
      onOpenChange={(notebookOpen) => settings.getState().set({ notebookOpen })}
    >
      <NotebookPage />
    </Dialog>
  );
}

function NotebookPage() {
  const { notebook } = useStores();
  const runs = useNotebook((state) => state.runs);
  const notes = useNotebook((state) => state.notes);
  const removed = useNotebook((state) => state.removed);
  const error = useNotebook((state) => state.error);
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [shownCount, setShownCount] = useState(PAGE);

  const needle = query.trim().toLowerCase();
  const found = runs.filter((run) => {
    const name = notes[run.id]?.name ?? run.title;
    return needle === '' || `${name}\n${run.text}\n${run.task}`.toLowerCase().includes(needle);
  });
  const ordered = [
    ...found.filter((run) => notes[run.id]?.pinned),
    ...found.filter((run) => !notes[run.id]?.pinned),
  ];
  const compared = chosen.flatMap((id) => runs.find((run) => run.id === id) ?? []);
  const choose = (id: string) =>
    setChosen((ids) => (ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id]));

  return (
    <div className="notebook">
      {error && (
        <Notice
          message={error.message}
          hint={error.hint}
          detail={error.cause}
          action={{ label: 'Dismiss', onAct: () => notebook.getState().dismissError() }}
        />
      )}
      <NotebookTools query={query} onQuery={setQuery} chosen={chosen} onChosen={setChosen} />
      {removed.length > 0 && (
        <Notice
          tone="plain"
          message={
            removed.length === 1 ? 'One narration was removed.' : `${removed.length} narrations were removed.`
          }
          action={{ label: 'Undo', onAct: () => notebook.getState().undoRemove() }}
        />
      )}
      {compared.length === 2 && compared[0] && compared[1] && (
        <Comparison before={compared[0]} after={compared[1]} />
      )}
      {runs.length === 0 && (
        <p className="empty">Nothing narrated yet. Every narration is kept here with all that made it.</p>
      )}
      {runs.length > 0 && found.length === 0 && <p className="empty">No narration says that.</p>}
      <ul className="runs">
        {ordered.slice(0, shownCount).map((run) => (
          <RunCard
            key={run.id}
            run={run}
            note={notes[run.id] ?? null}
            chosen={chosen.includes(run.id)}
            onChoose={() => choose(run.id)}
          />
        ))}
      </ul>
      {ordered.length > shownCount && (
        <button type="button" className="button button-plain" onClick={() => setShownCount((n) => n + PAGE)}>
          Show {Math.min(PAGE, ordered.length - shownCount)} more
        </button>
      )}
      <RatingSummaryTable />
    </div>
  );
}
