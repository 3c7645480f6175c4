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

/**
 * The notebook as it is read: pinned entries first, newest first, the runs of a sweep under it. `query`
 * is looked for in names, texts and tasks, without regard to case; a sweep is found by any of its runs.
 */
export function notebookEntries(
  runs: readonly Run[],
  sweeps: readonly SweepRecord[],
  notes: Readonly<Record<string, RunNote>>,
  query: string,
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
  return [...entries.filter(({ pinned }) => pinned), ...entries.filter(({ pinned }) => !pinned)].map(
    ({ entry }) => entry,
  );
}
