import { useMemo, useState } from 'react';
import { notebookEntries } from '../../core/notebookEntries.ts';
import type { Run } from '../../core/types.ts';
import { Dialog } from '../parts/Dialog.tsx';
import { Notice } from '../parts/Notice.tsx';
import { useBundle, useNotebook, useSettings, useStores } from '../stores.ts';
import { Comparison } from './Comparison.tsx';
import { NotebookTools } from './NotebookTools.tsx';
import { RatingSummaryTable } from './RatingSummaryTable.tsx';
import { RunCard } from './RunCard.tsx';
import { SweepCard } from './SweepCard.tsx';

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
  const { notebook, narration, settings } = useStores();
  const runs = useNotebook((state) => state.runs);
  const sweeps = useNotebook((state) => state.sweeps);
  const notes = useNotebook((state) => state.notes);
  const removed = useNotebook((state) => state.removals.at(-1)?.runs.length ?? 0);
  const error = useNotebook((state) => state.error);
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [shownCount, setShownCount] = useState(PAGE);

  const order = useSettings((state) => state.notebookOrder);
  const tasks = useBundle((state) => state.catalogue?.tasks);
  const entries = useMemo(() => {
    const titleOf = (id: string) => tasks?.find((task) => task.id === id)?.title ?? id;
    return notebookEntries(runs, sweeps, notes, query, order, titleOf);
  }, [runs, sweeps, notes, query, order, tasks]);
  const found = entries.flatMap((entry) => (entry.kind === 'run' ? [entry.run.id] : [...entry.found]));
  const isFiltered = query.trim() !== '';
  // A run that was removed since is chosen no longer.
  const here = chosen.filter((id) => runs.some((run) => run.id === id));
  const compared = here.flatMap((id) => runs.find((run) => run.id === id) ?? []);
  const choose = (ids: readonly string[], isChosen: boolean) =>
    setChosen((before) => [...before.filter((id) => !ids.includes(id)), ...(isChosen ? ids : [])]);
  const open = (run: Run) => {
    narration.getState().show(run);
    settings.getState().set({ notebookOpen: false });
  };

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
      <NotebookTools query={query} onQuery={setQuery} found={found} chosen={here} onChosen={setChosen} />
      {removed > 0 && (
        <Notice
          tone="plain"
          message={removed === 1 ? 'One narration was removed.' : `${removed} narrations were removed.`}
          action={{ label: 'Undo', onAct: () => notebook.getState().undoRemove() }}
        />
      )}
      {compared.length === 2 && compared[0] && compared[1] && (
        <Comparison
          before={compared[0]}
          after={compared[1]}
          nameOf={(run) => notes[run.id]?.name ?? run.title}
        />
      )}
      {runs.length === 0 && (
        <p className="empty">Nothing narrated yet. Every narration is kept here with all that made it.</p>
      )}
      {runs.length > 0 && entries.length === 0 && <p className="empty">No narration says that.</p>}
      <ul className="runs">
        {entries
          .slice(0, shownCount)
          .map((entry) =>
            entry.kind === 'sweep' ? (
              <SweepCard
                key={entry.sweep.id}
                entry={entry}
                chosen={here}
                onChoose={choose}
                isFiltered={isFiltered}
                onOpen={open}
              />
            ) : (
              <RunCard
                key={entry.run.id}
                run={entry.run}
                note={notes[entry.run.id] ?? null}
                chosen={here.includes(entry.run.id)}
                onChoose={() => choose([entry.run.id], !here.includes(entry.run.id))}
              />
            ),
          )}
      </ul>
      {entries.length > shownCount && (
        <button type="button" className="button button-plain" onClick={() => setShownCount((n) => n + PAGE)}>
          Show {Math.min(PAGE, entries.length - shownCount)} more
        </button>
      )}
      <RatingSummaryTable />
    </div>
  );
}
