import type { Notebook, RunExtras } from './notebookJson.ts';
import type { SweepRecord } from './sweeps.ts';
import type { Run, Scores } from './types.ts';

/** Keeps words as words: escapes what Markdown or HTML would take as markup. */
function plain(text: string): string {
  return text.replace(/[\\`*_[\]<>#|~]/g, '\\$&');
}

function fixed(value: number | null, digits = 3): string {
  return value === null ? '–' : value.toFixed(digits);
}

function scoreLine(scores: Scores, finish: Run['finish']): string {
  const parts: string[] = [];
  if (scores.sc !== null) {
    parts.push(`SC ${fixed(scores.sc)} (floor ${fixed(scores.scFloor)}, ceiling ${fixed(scores.scCeiling)})`);
  }
  if (scores.rank !== null && scores.rankOf !== null) {
    parts.push(`rank ${scores.rank} of ${scores.rankOf}`);
  }
  if (scores.bcSpearman !== null || scores.bcNdcg !== null) {
    parts.push(`BC ${fixed(scores.bcSpearman)} (Spearman), ${fixed(scores.bcNdcg)} (NDCG)`);
  }
  if (finish !== 'end') parts.push(finish === 'length' ? 'cut off at the length limit' : `ended: ${finish}`);
  return parts.length > 0 ? parts.join(' · ') : 'not scored';
}

/** A sweep as a table of its steps; '' where none of its runs is exported. */
function sweepTable({ title, label, steps }: SweepRecord, runs: ReadonlyMap<string, Run>): string {
  const rows = steps.flatMap(({ value, runId }) => {
    const run = runs.get(runId);
    if (!run) return [];
    const text = plain(run.text.replace(/\s+/g, ' '));
    return [`| ${value} | ${fixed(run.scores.sc ?? run.scores.bcSpearman)} | ${text} |`];
  });
  if (rows.length === 0) return '';
  return [
    `## ${plain(title)}, along ${plain(label)}`,
    [`| ${plain(label)} | consistency | text |`, '| --: | --: | :-- |', ...rows].join('\n'),
  ].join('\n\n');
}

/** Runs as Markdown to read or to paste: title, recipe in words, text, scores, settings; then the sweeps. */
export function exportMarkdown(
  notebook: Notebook,
  extras: (run: Run) => RunExtras,
  taskTitle: (id: string) => string,
): string {
  const notes = new Map(notebook.notes.map((note) => [note.runId, note]));
  const sections = notebook.runs.map((run) => {
    const note = notes.get(run.id);
    const { settings } = run;
    const quoted = run.text
      .split('\n')
      .map((text) => `> ${plain(text)}`.trimEnd())
      .join('\n');
    const how = [
      `task ${plain(taskTitle(run.task))}`,
      `seed ${settings.seed}`,
      `temperature ${settings.temperature}`,
      `top-p ${settings.topP}`,
      `${plain(run.model.bundle)} ${plain(run.model.version)} on ${run.model.backend}`,
      run.createdAt,
    ];
    const ratings = Object.entries(note?.ratings ?? {}).map(([id, value]) => `- ${plain(id)}: ${value} of 5`);
    return [
      `## ${plain(note?.name ?? run.title)}`,
      `**${plain(extras(run).recipeText)}**`,
      quoted,
      scoreLine(run.scores, run.finish),
      `<small>${how.join(' · ')}</small>`,
      ...(ratings.length > 0 ? [ratings.join('\n')] : []),
    ].join('\n\n');
  });
  const runs = new Map(notebook.runs.map((run) => [run.id, run]));
  const tables = notebook.sweeps.map((sweep) => sweepTable(sweep, runs)).filter((table) => table !== '');
  return `# Narrations\n\n${[...sections, ...tables].join('\n\n')}\n`;
}
