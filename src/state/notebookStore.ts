import { createStore } from 'zustand/vanilla';
import { ElmError, type ErrorRecord } from '../core/errors.ts';
import { exportCsv } from '../core/notebookCsv.ts';
import { exportJson, importNotebook, type Notebook, type RunExtras } from '../core/notebookJson.ts';
import { exportMarkdown } from '../core/notebookMarkdown.ts';
import type { SweepRecord } from '../core/sweeps.ts';
import type { Cav, Run, RunNote } from '../core/types.ts';
import type { NotebookStorage } from './notebookStorage.ts';

/** What one removal took away: runs, and the sweeps that kept none of theirs. */
export interface Removal {
  readonly runs: readonly Run[];
  readonly sweeps: readonly SweepRecord[];
}

/** How many of each an import brought; `merged` runs were here and got names, pins or ratings. */
export interface ImportOutcome {
  readonly added: number;
  readonly known: number;
  readonly merged: number;
  readonly concepts: number;
}

export type ExportFormat = 'json' | 'csv' | 'markdown';

/** What the notebook asks of its surroundings to export and import. */
export interface NotebookContext {
  extras(run: Run): RunExtras;
  taskTitle(id: string): string;
  /** The person's concepts. */
  ownCavs(): readonly Cav[];
  /** Adds those that are not here yet, and says how many they were. */
  adoptCavs(cavs: readonly Cav[]): number;
}

export interface NotebookState {
  /** False until what earlier visits kept is read. */
  readonly restored: boolean;
  /** Newest first. */
  readonly runs: readonly Run[];
  readonly notes: Readonly<Record<string, RunNote>>;
  /** Newest first; a step whose run was removed has no run here. */
  readonly sweeps: readonly SweepRecord[];
  /** What was removed on this visit, oldest first. */
  readonly removals: readonly Removal[];
  /** The disk could not be read or written; everything is still in memory. */
  readonly error: ErrorRecord | null;
  restore(): Promise<void>;
  add(run: Run): void;
  /** Has a text on disk before it is scored, which can take long; `add` follows with the scores. */
  keepUnscored(run: Run): void;
  /** Keeps a sweep, or what has become of it since. */
  putSweep(sweep: SweepRecord): void;
  noteOf(id: string): RunNote;
  togglePinned(id: string): void;
  /** An empty name gives the run its own title back. */
  rename(id: string, name: string): void;
  /** 1..5 on a rater question; null takes the answer back. */
  rate(id: string, question: string, value: number | null): void;
  remove(ids: readonly string[]): void;
  /** Brings back what the last removal took away. */
  undoRemove(): void;
  dismissError(): void;
  /** The given runs with the concepts that they use, or all runs and all own concepts, as text. */
  exportAs(format: ExportFormat, ids?: readonly string[]): string;
  /**
   * Adds what an exported notebook has and this one has not: runs, sweeps, concepts, and names, pins and
   * ratings that were not given here.
   * @throws ElmError `bad-file` or `schema`; nothing is changed then.
   */
  importText(text: string): ImportOutcome;
}

export type NotebookStore = ReturnType<typeof createNotebookStore>;

/** The store of every narration that was made, kept in `storage`. */
export function createNotebookStore(storage: NotebookStorage, context: NotebookContext) {
  return createStore<NotebookState>()((set, get) => {
    const newestFirst = <T extends { readonly createdAt: string }>(records: readonly T[]): T[] =>
      [...records].sort((a, b) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0));

    const setNote = (id: string, changes: Partial<RunNote>): void => {
      const note = { ...get().noteOf(id), ...changes };
      set((state) => ({ notes: { ...state.notes, [id]: note } }));
      storage.putNote(note);
    };

    storage.onOtherTab(({ table, key, value }) => {
      if (table === 'runs') {
        const others = get().runs.filter(({ id }) => id !== key);
        set({ runs: newestFirst(value ? [...others, value] : others) });
      } else if (table === 'sweeps') {
        const others = get().sweeps.filter(({ id }) => id !== key);
        set({ sweeps: newestFirst(value ? [...others, value] : others) });
      } else if (table === 'notes' && value) {
        // A removed run's note stays in memory, so that an undo brings it back.
        set((state) => ({ notes: { ...state.notes, [key]: value } }));
      }
    });

    return {
      restored: false,
      runs: [],
      notes: {},
      sweeps: [],
      removals: [],
      error: null,

      restore: async () => {
        try {
          const kept = await storage.all();
          const here = new Set([...get().runs, ...get().sweeps].map(({ id }) => id));
          set((state) => ({
            runs: newestFirst([...state.runs, ...kept.runs.filter(({ id }) => !here.has(id))]),
            sweeps: newestFirst([...state.sweeps, ...kept.sweeps.filter(({ id }) => !here.has(id))]),
            notes: {
              ...Object.fromEntries(kept.notes.map((note) => [note.runId, note])),
              ...state.notes,
            },
          }));
        } catch (thrown) {
          set({ error: ElmError.from(thrown).toRecord() });
        } finally {
          set({ restored: true });
        }
      },

      add: (run) => {
        set((state) => ({ runs: newestFirst([run, ...state.runs]) }));
        storage.putRun(run);
      },

      keepUnscored: (run) => storage.putRun(run),

      putSweep: (sweep) => {
        set((state) => ({
          sweeps: newestFirst([sweep, ...state.sweeps.filter(({ id }) => id !== sweep.id)]),
        }));
        storage.putSweep(sweep);
      },

      noteOf: (id) => get().notes[id] ?? { runId: id, pinned: false, name: null, ratings: {} },
      togglePinned: (id) => setNote(id, { pinned: !get().noteOf(id).pinned }),
      rename: (id, name) => setNote(id, { name: name.trim() === '' ? null : name.trim() }),
      rate: (id, question, value) => {
        const { [question]: _, ...others } = get().noteOf(id).ratings;
        setNote(id, { ratings: value === null ? others : { ...others, [question]: value } });
      },

      remove: (ids) => {
        const gone = new Set(ids);
        const removed = get().runs.filter((run) => gone.has(run.id));
        if (removed.length === 0) return;
        // The notes stay in memory, so that an undo brings them back with their runs.
        const runs = get().runs.filter((run) => !gone.has(run.id));
        const left = new Set(runs.map(({ id }) => id));
        const isEmpty = ({ steps }: SweepRecord): boolean => !steps.some(({ runId }) => left.has(runId));
        const removedSweeps = get().sweeps.filter(isEmpty);
        set(({ sweeps, removals }) => ({
          runs,
          removals: [...removals, { runs: removed, sweeps: removedSweeps }],
          sweeps: sweeps.filter((sweep) => !isEmpty(sweep)),
        }));
        for (const run of removed) storage.deleteRun(run.id);
        for (const sweep of removedSweeps) storage.deleteSweep(sweep.id);
      },

      undoRemove: () => {
        const { removals, notes } = get();
        const last = removals.at(-1);
        if (!last) return;
        // An import may have brought some of them back meanwhile.
        const here = new Set([...get().runs, ...get().sweeps].map(({ id }) => id));
        set((state) => ({
          runs: newestFirst([...state.runs, ...last.runs.filter(({ id }) => !here.has(id))]),
          sweeps: newestFirst([...state.sweeps, ...last.sweeps.filter(({ id }) => !here.has(id))]),
          removals: removals.slice(0, -1),
        }));
        for (const sweep of last.sweeps) storage.putSweep(sweep);
        for (const run of last.runs) {
          storage.putRun(run);
          const note = notes[run.id];
          if (note) storage.putNote(note);
        }
      },

      dismissError: () => set({ error: null }),

      exportAs: (format, ids) => {
        const { runs, notes, sweeps } = get();
        const chosen = ids ? runs.filter((run) => ids.includes(run.id)) : runs;
        const chosenIds = new Set(chosen.map(({ id }) => id));
        const used = new Set(chosen.flatMap(({ recipe }) => recipe.pushes.map(({ cav }) => cav)));
        const own = context.ownCavs();
        const notebook: Notebook = {
          runs: chosen,
          notes: chosen.flatMap((run) => notes[run.id] ?? []),
          cavs: ids ? own.filter(({ id }) => used.has(id)) : own,
          sweeps: sweeps.filter(({ steps }) => steps.some(({ runId }) => chosenIds.has(runId))),
        };
        if (format === 'csv') return exportCsv(notebook, context.extras);
        if (format === 'markdown') return exportMarkdown(notebook, context.extras, context.taskTitle);
        return exportJson(notebook, context.extras, new Date().toISOString());
      },

      importText: (text) => {
        const notebook = importNotebook(text);
        const here = new Set(get().runs.map((run) => run.id));
        const fresh = notebook.runs.filter((run) => !here.has(run.id));
        const all = new Set([...here, ...fresh.map(({ id }) => id)]);
        const notes = notebook.notes.flatMap((note) => {
          if (!all.has(note.runId)) return [];
          const merged = here.has(note.runId) ? mergedNote(get().noteOf(note.runId), note) : note;
          return merged ? [merged] : [];
        });
        const known = new Set(get().sweeps.map(({ id }) => id));
        const sweeps = notebook.sweeps.filter(({ id }) => !known.has(id));
        const concepts = context.adoptCavs(notebook.cavs);
        set((state) => ({
          runs: newestFirst([...state.runs, ...fresh]),
          sweeps: newestFirst([...state.sweeps, ...sweeps]),
          notes: { ...state.notes, ...Object.fromEntries(notes.map((note) => [note.runId, note])) },
        }));
        for (const run of fresh) storage.putRun(run);
        for (const note of notes) storage.putNote(note);
        for (const sweep of sweeps) storage.putSweep(sweep);
        return {
          added: fresh.length,
          known: notebook.runs.length - fresh.length,
          merged: notes.filter(({ runId }) => here.has(runId)).length,
          concepts,
        };
      },
    };
  });
}

/** What is here, with what only the other has; null when the other has nothing more. */
function mergedNote(here: RunNote, other: RunNote): RunNote | null {
  const more =
    (other.pinned && !here.pinned) ||
    (other.name !== null && here.name === null) ||
    Object.keys(other.ratings).some((question) => !(question in here.ratings));
  if (!more) return null;
  return {
    runId: here.runId,
    pinned: here.pinned || other.pinned,
    name: here.name ?? other.name,
    ratings: { ...other.ratings, ...here.ratings },
  };
}
