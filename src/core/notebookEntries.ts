import type { SweepRecord } from './sweeps.ts';
import type { Run, RunNote } from './types.ts';

/** One entry of the notebook's list: a narration by itself, or a sweep with those of its runs that are there. */
export type NotebookEntry =
  | { readonly kind: 'run'; readonly run: Run }
  | {
      readonly kind: 'sweep';
      readonly sweep: SweepRecord;
      /** In order of their values. */
      readonly steps: readonly { readonly value: number; readonly run: Run }[];
      /** Ids of the runs that the filter found; all without a filter. */
      readonly found: ReadonlySet<string>;
    };

const LEAST_STEPS = 2;

/** How the list is sorted: `sc` puts the most consistent text first, `task` goes by the task's title. */
export const NOTEBOOK_ORDERS = ['newest', 'sc', 'task'] as const;
export type NotebookOrder = (typeof NOTEBOOK_ORDERS)[number];

/**
 * Entries in another order than they came in; what is equal stays as it was. A sweep counts as its most
 * consistent run; what has no SC (a user's profile, a text that is not scored yet) comes last.
 */
function sorted(
  entries: readonly NotebookEntry[],
  order: NotebookOrder,
  taskTitle: (id: string) => string,
): readonly NotebookEntry[] {
  if (order === 'newest') return entries;
  const scOf = (entry: NotebookEntry): number => {
    const runs = entry.kind === 'run' ? [entry.run] : entry.steps.map(({ run }) => run);
    return Math.max(...runs.map(({ scores }) => scores.sc ?? Number.NEGATIVE_INFINITY));
  };
  const taskOf = (entry: NotebookEntry): string =>
    taskTitle(entry.kind === 'run' ? entry.run.task : entry.sweep.task);
  // Infinities that are equal would differ by NaN.
  const bySc = (a: number, b: number): number => (a === b ? 0 : b - a);
  return entries.toSorted((a, b) =>
    order === 'sc' ? bySc(scOf(a), scOf(b)) : taskOf(a).localeCompare(taskOf(b)),
  );
}

/**
 * The notebook as it is read: pinned entries first, each part in `order` (newest first where that says no
 * more), the runs of a sweep under it. `query` is looked for in names, texts and tasks, without regard to case;
 * a sweep is found by any of its runs.
 * @param taskTitle what tasks are called, for the order by task.
 */
export function notebookEntries(
  runs: readonly Run[],
  sweeps: readonly SweepRecord[],
  notes: Readonly<Record<string, RunNote>>,
  query: string,
  order: NotebookOrder = 'newest',
  taskTitle: (id: string) => string = (id) => id,
): NotebookEntry[] {
  const needle = query.trim().toLowerCase();
  const isFound = (run: Run): boolean =>
    needle === '' ||
    `${notes[run.id]?.name ?? ''}\n${run.title}\n${run.text}\n${run.task}`.toLowerCase().includes(needle);
  const isPinned = (run: Run): boolean => notes[run.id]?.pinned ?? false;

  const byId = new Map(runs.map((run) => [run.id, run]));
  const sweepOf = new Map<string, Extract<NotebookEntry, { kind: 'sweep' }>>();
  for (const sweep of sweeps) {
    const steps = sweep.steps.flatMap(({ value, runId }) => {
      const run = byId.get(runId);
      return run && !sweepOf.has(runId) ? [{ value, run }] : [];
    });
    // What is left of a sweep whose other runs were removed is a narration like any other.
    if (steps.length < LEAST_STEPS) continue;
    const found = new Set(steps.flatMap(({ run }) => (isFound(run) ? [run.id] : [])));
    const entry = { kind: 'sweep', sweep, steps, found } as const;
    for (const { run } of steps) sweepOf.set(run.id, entry);
  }

  const entries: { readonly entry: NotebookEntry; readonly pinned: boolean }[] = [];
  const listed = new Set<NotebookEntry>();
  for (const run of runs) {
    const sweep = sweepOf.get(run.id);
    if (!sweep) {
      if (isFound(run)) entries.push({ entry: { kind: 'run', run }, pinned: isPinned(run) });
    } else if (sweep.found.size > 0 && !listed.has(sweep)) {
      listed.add(sweep);
      entries.push({ entry: sweep, pinned: sweep.steps.some((step) => isPinned(step.run)) });
    }
  }
  const part = (isPart: boolean) =>
    sorted(
      entries.filter(({ pinned }) => pinned === isPart).map(({ entry }) => entry),
      order,
      taskTitle,
    );
  return [...part(true), ...part(false)];
}
