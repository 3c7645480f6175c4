import { type CsvCell, csvText } from './csv.ts';
import type { Notebook, RunExtras } from './notebookJson.ts';
import type { Run } from './types.ts';

/**
 * Runs as CSV (RFC 4180, UTF-8, first line names the columns): one line a run with its recipe in
 * words and as JSON, settings, scores, ratings by question id, and its vector as numbers parted by
 * spaces. Steps of a sweep name it and their value on its axis.
 */
export function exportCsv(notebook: Notebook, extras: (run: Run) => RunExtras): string {
  const notes = new Map(notebook.notes.map((note) => [note.runId, note]));
  const questions = [...new Set(notebook.notes.flatMap((note) => Object.keys(note.ratings)))].sort();
  const steps = new Map(
    notebook.sweeps.flatMap((sweep) =>
      sweep.steps.map(
        ({ runId, value }) => [runId, { sweep: sweep.title, axis: sweep.label, value }] as const,
      ),
    ),
  );
  const rows = notebook.runs.map((run): Record<string, CsvCell> => {
    const note = notes.get(run.id);
    const { recipeText, vector } = extras(run);
    return {
      id: run.id,
      createdAt: run.createdAt,
      name: note?.name ?? run.title,
      pinned: note?.pinned ?? false,
      task: run.task,
      recipe: recipeText,
      text: run.text,
      finish: run.finish,
      ...run.scores,
      ...run.settings,
      tokens: run.tokens,
      seconds: run.seconds,
      bundle: run.model.bundle,
      version: run.model.version,
      backend: run.model.backend,
      ...Object.fromEntries(questions.map((id) => [`rating:${id}`, note?.ratings[id] ?? null])),
      sweep: steps.get(run.id)?.sweep ?? null,
      sweepAxis: steps.get(run.id)?.axis ?? null,
      sweepValue: steps.get(run.id)?.value ?? null,
      recipeJson: JSON.stringify(run.recipe),
      vector: vector ? vector.join(' ') : null,
    };
  });
  const columns = Object.keys(rows[0] ?? { id: null });
  return csvText([columns, ...rows.map((row) => columns.map((column) => row[column] ?? null))]);
}
