import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ElmError } from '../../../src/core/errors.ts';
import { exportCsv } from '../../../src/core/notebookCsv.ts';
import { exportJson, importNotebook, type Notebook } from '../../../src/core/notebookJson.ts';
import { exportMarkdown } from '../../../src/core/notebookMarkdown.ts';
import type { Run } from '../../../src/core/types.ts';
import { anyRun, noteFor, sweepOf } from './records.arbitraries.ts';

const extras = () => ({ recipeText: '70 % Alien, 30 % "Heat"', vector: Float32Array.of(0.5, -0.25) });
const exportedAt = '2030-01-01T00:00:00.000Z';

const anyNotebook: fc.Arbitrary<Notebook> = fc
  .uniqueArray(anyRun, { selector: (run) => run.id, maxLength: 4 })
  .chain((runs) =>
    fc
      .tuple(
        fc.tuple(...runs.map(noteFor)),
        fc.uniqueArray(sweepOf(runs), { selector: ({ id }) => id, maxLength: 2 }),
      )
      .map(([notes, sweeps]) => ({ runs, notes, cavs: [], sweeps })),
  );

function sampleRun(changes: Partial<Run> = {}): Run {
  const [run] = fc.sample(anyRun, { numRuns: 1, seed: 5 });
  return { ...(run as Run), ...changes };
}

/** Cells of one CSV text by RFC 4180. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    (rows.at(-1) as string[]).push(quoted === undefined ? (plain as string) : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe('JSON', () => {
  it('reads back to equal records', () => {
    fc.assert(
      fc.property(anyNotebook, (notebook) => {
        expect(importNotebook(exportJson(notebook, extras, exportedAt))).toEqual(notebook);
      }),
      { numRuns: 40 },
    );
  });

  it('carries own concepts to the last bit', () => {
    const cav = {
      id: 'own-1',
      label: 'noir',
      space: 'semantic' as const,
      direction: Float32Array.of(0.1, -0.9, 1 / 3),
      std: 0.2,
      mean: 0.1,
      auc: null,
      accuracy: null,
      positives: 0,
      own: true,
    };
    expect(
      importNotebook(exportJson({ runs: [], notes: [], cavs: [cav], sweeps: [] }, extras, exportedAt)).cavs,
    ).toEqual([cav]);
  });

  it('shows the vector and the recipe in words to those who read it outside', () => {
    const parsed = JSON.parse(
      exportJson({ runs: [sampleRun()], notes: [], cavs: [], sweeps: [] }, extras, exportedAt),
    );
    expect(parsed.runs[0]).toMatchObject({ recipeText: '70 % Alien, 30 % "Heat"', vector: [0.5, -0.25] });
  });

  it('says of a notebook that ends too early that it is cut off, at any place after its head', () => {
    const text = exportJson({ runs: [sampleRun()], notes: [], cavs: [], sweeps: [] }, extras, exportedAt);
    for (const share of [0.2, 0.5, 0.99]) {
      const cut = text.slice(0, Math.floor(text.length * share));
      expect(() => importNotebook(cut)).toThrow('This notebook is cut off or damaged.');
    }
    expect(() => importNotebook('{"format": "other"')).toThrow('This file is not a notebook.');
  });

  const good = JSON.parse(
    exportJson({ runs: [sampleRun()], notes: [], cavs: [], sweeps: [] }, extras, exportedAt),
  );
  it.each([
    ['text', 'hello', 'bad-file'],
    ['another format', JSON.stringify({ ...good, format: 'x' }), 'bad-file'],
    ['a list', '[]', 'bad-file'],
    ['a later version', JSON.stringify({ ...good, version: 2 }), 'schema'],
    [
      'a run without recipe',
      JSON.stringify({ ...good, runs: [{ ...good.runs[0], recipe: null }] }),
      'schema',
    ],
    [
      'a score that is text',
      JSON.stringify({ ...good, runs: [{ ...good.runs[0], tokens: 'many' }] }),
      'schema',
    ],
    ['alpha beyond 1', JSON.stringify({ ...good, runs: [withAlpha(good.runs[0], 7)] }), 'schema'],
  ])('refuses %s', (_, text, code) => {
    let thrown: unknown;
    try {
      importNotebook(text);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code });
  });

  it('reads files of the first releases, which have no sweeps', () => {
    const { sweeps, ...older } = good;
    expect(sweeps).toEqual([]);
    expect(importNotebook(JSON.stringify(older)).sweeps).toEqual([]);
  });

  it('names the field that is wrong', () => {
    const text = JSON.stringify({ ...good, runs: [{ ...good.runs[0], finish: 'never' }] });
    expect(() => importNotebook(text)).toThrow(/runs\.0\.finish/);
  });

  it('survives hostile input', () => {
    const hostile = `{"format":"elm-explorer-notebook","version":1,"runs":[],"cavs":[],"notes":[
      {"runId":"a","pinned":true,"name":null,"ratings":{"__proto__":5,"x":3},"__proto__":{"polluted":1}}]}`;
    expect(importNotebook(hostile).notes[0]?.ratings).toEqual({ x: 3 });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(() => importNotebook(json)).toThrow(ElmError);
      }),
    );
  });
});

function withAlpha(run: Run, alpha: number): Run {
  const end = { type: 'entity', entity: { kind: 'movie', id: 1 } } as const;
  return { ...run, recipe: { ...run.recipe, blend: { with: end, alpha, mode: 'linear' } } };
}

describe('CSV', () => {
  it('holds every text whole, whatever is in it', () => {
    fc.assert(
      fc.property(anyNotebook, (notebook) => {
        const [columns, ...rows] = readCsv(exportCsv(notebook, extras));
        const at = (column: string): number => columns?.indexOf(column) ?? -1;
        expect(rows.map((row) => row[at('text')])).toEqual(notebook.runs.map((run) => run.text));
        expect(rows.map((row) => JSON.parse(row[at('recipeJson')] ?? ''))).toEqual(
          notebook.runs.map((run) => run.recipe),
        );
        expect(rows.every((row) => row.length === columns?.length)).toBe(true);
        for (const { steps } of notebook.sweeps.slice(-1)) {
          for (const { value, runId } of steps) {
            const row = rows[notebook.runs.findIndex(({ id }) => id === runId)];
            expect(row && Number(row[at('sweepValue')])).toBe(value);
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('Markdown', () => {
  it('reads as a person would write it', () => {
    const run = sampleRun({
      title: 'Alien *and* Heat',
      task: 'summary',
      text: 'A quiet ship.\n\nNo <b>way</b> out.',
      finish: 'length',
      createdAt: exportedAt,
      scores: {
        sc: 0.8123,
        scFloor: 0.2,
        scCeiling: null,
        rank: 3,
        rankOf: 9000,
        bcSpearman: null,
        bcNdcg: null,
      },
    });
    const text = exportMarkdown({ runs: [run], notes: [], cavs: [], sweeps: [] }, extras, () => 'Summary');
    expect(text).toContain('## Alien \\*and\\* Heat');
    expect(text).toContain('> A quiet ship.\n>\n> No \\<b\\>way\\</b\\> out.');
    expect(text).toContain(
      'SC 0.812 (floor 0.200, ceiling –) · rank 3 of 9000 · cut off at the length limit',
    );
  });

  it('writes a sweep as a table of its steps', () => {
    const run = sampleRun({ text: 'One line.\nAnother | line.' });
    const sweep = {
      id: 's',
      createdAt: exportedAt,
      title: 'Alien to Heat',
      axis: { by: 'alpha' as const },
      label: 'alpha',
      task: run.task,
      steps: [
        { value: 0.5, runId: run.id },
        { value: 1, runId: 'removed' },
      ],
    };
    const scored = { ...run, scores: { ...run.scores, sc: 0.4 } };
    const text = exportMarkdown({ runs: [scored], notes: [], cavs: [], sweeps: [sweep] }, extras, () => '');
    expect(text).toContain('## Alien to Heat, along alpha');
    expect(text).toContain('| 0.5 | 0.400 | One line. Another \\| line. |');
    expect(text).not.toContain('| 1 |');
  });
});
