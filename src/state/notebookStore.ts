import { createStore } from 'zustand/vanilla';
import { ElmError, type ErrorRecord } from '../core/errors.ts';
import { exportCsv } from '../core/notebookCsv.ts';
import { exportJson, importNotebook, type Notebook, type RunExtras } from '../core/notebookJson.ts';
import { exportMarkdown } from '../core/notebookMarkdown.ts';
import type { SweepRecord } from '../core/sweeps.ts';
import type { Cav, Run, RunNote } from '../core/types.ts';
import type { NotebookStorage } from './notebookStorage.ts';

export type ExportFormat = 'json' | 'csv' | 'markdown';

/** What the notebook asks of its surroundings to export and import. */
export interface NotebookContext {
  extras(run: Run): RunExtras;
  taskTitle(id: string): string;
  /** The person's concepts that the runs use. */
  cavsOf(runs: readonly Run[]): readonly Cav[];
  adoptCavs(cavs: readonly Cav[]): void;
}

export interface NotebookState {
  /** False until what earlier visits kept is read. */
  readonly restored: boolean;
  /** Newest first. */
  readonly runs: readonly Run[];
  readonly notes: Readonly<Record<string, RunNote>>;
  /** Newest first; a step whose run was removed has no run here. */
  readonly sweeps: readonly SweepRecord[];
  /** The runs removed last, until the next removal. */
  readonly removed: readonly Run[];
  /** The sweeps that went with them: those that kept no run. */
  readonly removedSweeps: readonly SweepRecord[];
  /** The disk could not be read or written; everything is still in memory. */
  readonly error: ErrorRecord | null;
  restore(): Promise<void>;
  add(run: Run): void;
  /** Keeps a sweep, or what has become of it since. */
  putSweep(sweep: SweepRecord): void;
  noteOf(id: string): RunNote;
  togglePinned(id: string): void;
  /** An empty name gives the run its own title back. */
  rename(id: string, name: string): void;
  /** 1..5 on a rater question; null takes the answer back. */
  rate(id: string, question: string, value: number | null): void;
  remove(ids: readonly string[]): void;
  undoRemove(): void;
  dismissError(): void;
  /** The given runs, or all, as text. */
  exportAs(format: ExportFormat, ids?: readonly string[]): string;
  /**
   * Adds the runs of an exported notebook that are not here yet.
   * @throws ElmError `bad-file` or `schema`; nothing is changed then.
   */
  importText(text: string): { readonly added: number; readonly known: number };
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

    return {
      restored: false,
      runs: [],
      notes: {},
      sweeps: [],
      removed: [],
      removedSweeps: [],
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
        set(({ sweeps }) => ({
          runs,
          removed,
          removedSweeps,
          sweeps: sweeps.filter((sweep) => !isEmpty(sweep)),
        }));
        for (const run of removed) storage.deleteRun(run.id);
        for (const sweep of removedSweeps) storage.deleteSweep(sweep.id);
      },

      undoRemove: () => {
        const { removed, removedSweeps, notes } = get();
        set((state) => ({
          runs: newestFirst([...state.runs, ...removed]),
          sweeps: newestFirst([...state.sweeps, ...removedSweeps]),
          removed: [],
          removedSweeps: [],
        }));
        for (const sweep of removedSweeps) storage.putSweep(sweep);
        for (const run of removed) {
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
        const notebook: Notebook = {
          runs: chosen,
          notes: chosen.flatMap((run) => notes[run.id] ?? []),
          cavs: context.cavsOf(chosen),
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
        const freshIds = new Set(fresh.map((run) => run.id));
        const notes = notebook.notes.filter((note) => freshIds.has(note.runId));
        const known = new Set(get().sweeps.map(({ id }) => id));
        const sweeps = notebook.sweeps.filter(({ id }) => !known.has(id));
        context.adoptCavs(notebook.cavs);
        set((state) => ({
          runs: newestFirst([...state.runs, ...fresh]),
          sweeps: newestFirst([...state.sweeps, ...sweeps]),
          notes: { ...state.notes, ...Object.fromEntries(notes.map((note) => [note.runId, note])) },
        }));
        for (const run of fresh) storage.putRun(run);
        for (const note of notes) storage.putNote(note);
        for (const sweep of sweeps) storage.putSweep(sweep);
        return { added: fresh.length, known: notebook.runs.length - fresh.length };
      },
    };
  });
}
