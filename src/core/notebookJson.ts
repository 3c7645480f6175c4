import { z } from 'zod';
import { ElmError } from './errors.ts';
import {
  type CavRecord,
  cavFromRecord,
  cavSchema,
  cavToRecord,
  noteSchema,
  runSchema,
  sweepSchema,
} from './records.ts';
import type { SweepRecord } from './sweeps.ts';
import type { Cav, Run, RunNote } from './types.ts';

/** What a notebook is made of, and what an export carries. */
export interface Notebook {
  readonly runs: readonly Run[];
  readonly notes: readonly RunNote[];
  /** Concepts that people made, which the runs' recipes may use. */
  readonly cavs: readonly Cav[];
  /** Which of the runs are steps of one sweep. */
  readonly sweeps: readonly SweepRecord[];
}

const FORMAT = 'elm-explorer-notebook';
const VERSION = 1;
const MAX_RUNS = 20_000;
/** Larger files are refused unread. */
export const MAX_NOTEBOOK_BYTES = 256 * 1024 * 1024;

const notebookSchema = z.object({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  runs: z.array(runSchema).max(MAX_RUNS),
  notes: z.array(noteSchema).max(MAX_RUNS),
  cavs: z.array(cavSchema).max(1000),
  // Files of the first releases have none.
  sweeps: z.array(sweepSchema).max(MAX_RUNS).default([]),
});

/** What an export adds to each record for those who read it outside; an import ignores it. */
export interface RunExtras {
  /** The recipe in words. */
  readonly recipeText: string;
  /** w, null where the bundle that it needs is not loaded. */
  readonly vector: Float32Array | null;
}

/**
 * A notebook as JSON text: complete records, with each run's vector and recipe in words beside it.
 * `importNotebook` reads it back to equal records.
 */
export function exportJson(notebook: Notebook, extras: (run: Run) => RunExtras, exportedAt: string): string {
  const runs = notebook.runs.map((run) => {
    const { recipeText, vector } = extras(run);
    return { ...run, recipeText, vector: vector ? [...vector] : null };
  });
  const cavs: CavRecord[] = notebook.cavs.map(cavToRecord);
  const { notes, sweeps } = notebook;
  const file = { format: FORMAT, version: VERSION, exportedAt, runs, notes, cavs, sweeps };
  return `${JSON.stringify(file, null, 1)}\n`;
}

/** Whether a text begins as an exported notebook does, complete or not. */
export function looksLikeNotebook(text: string): boolean {
  return new RegExp(`^\\s*\\{\\s*"format"\\s*:\\s*"${FORMAT}"`).test(text.slice(0, 400));
}

/**
 * Reads an exported notebook. The text may come from anyone: every field is checked, unknown ones
 * are dropped, and of records with the same id the first is kept.
 * @throws ElmError `bad-file` when it is no JSON or no notebook, `schema` with the path of the
 * offending field otherwise.
 */
export function importNotebook(text: string): Notebook {
  let parsed: unknown;
  try {
    if (text.length > MAX_NOTEBOOK_BYTES) throw new RangeError(`${text.length} characters`);
    parsed = JSON.parse(text);
  } catch (error) {
    const isCut = looksLikeNotebook(text);
    throw new ElmError(
      'bad-file',
      isCut ? 'This notebook is cut off or damaged.' : 'This file is not a notebook.',
      isCut ? 'Copy or export the file again.' : 'Choose a JSON file exported here.',
      String(error),
    );
  }
  const result = notebookSchema.safeParse(parsed);
  if (!result.success) {
    const issue = result.error.issues[0];
    const field = issue?.path.map(String).join('.') || 'the file';
    throw new ElmError(
      field === 'format' || field === 'the file' ? 'bad-file' : 'schema',
      `This notebook cannot be read: ${field} is not valid.`,
      'Choose a JSON file exported by this version of the page.',
      issue?.message ?? null,
    );
  }
  const { runs, notes, cavs, sweeps } = result.data;
  return {
    runs: firstOfEach(runs, (run) => run.id),
    notes: firstOfEach(notes, (note) => note.runId),
    cavs: firstOfEach(cavs, (cav) => cav.id).map((record) => ({ ...cavFromRecord(record), own: true })),
    sweeps: firstOfEach(sweeps, (sweep) => sweep.id),
  };
}

function firstOfEach<T>(items: readonly T[], key: (item: T) => string): T[] {
  const seen = new Set<string>();
  return items.filter((item) => !seen.has(key(item)) && seen.add(key(item)));
}
