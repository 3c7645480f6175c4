import type { ImportOutcome, NotebookStore } from './notebookStore.ts';

/**
 * Imports an exported notebook.
 * @returns what came of it, as a sentence.
 * @throws ElmError `bad-file` or `schema`; nothing is changed then.
 */
export function importText(notebook: NotebookStore, text: string): string {
  return outcomeText(notebook.getState().importText(text));
}

function outcomeText({ added, known, merged, concepts }: ImportOutcome): string {
  const brought = [
    counted(added, 'narration'),
    ...(concepts > 0 ? [counted(concepts, 'attribute')] : []),
  ].join(' and ');
  const here = known === 0 ? '' : `; ${known} ${known === 1 ? 'was' : 'were'} here already`;
  const marks = merged === 0 ? '' : `, ${merged} of them with new names, pins or ratings`;
  return `${brought} added${here}${marks}.`;
}

function counted(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : `${noun}s`}`;
}
