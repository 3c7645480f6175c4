import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHeldOut } from '../../../src/cli/evaluation/heldOut.ts';
import { ElmError } from '../../../src/core/errors.ts';
import { readEvaluation } from '../../../src/core/evaluationReport.ts';
import { linkHash, parseLink } from '../../../src/core/links.ts';
import { exportJson, importNotebook } from '../../../src/core/notebookJson.ts';
import { parseVectorFile } from '../../../src/core/vectorFiles.ts';
import { anyRun, noteFor, sweepOf } from '../core/records.arbitraries.ts';
import { FUZZ_RUNS, FUZZ_TIMEOUT } from '../fuzzRuns.ts';
import { type Json, pathsOf, withValue } from '../jsonPaths.ts';

const anyJson = fc.option(fc.jsonValue() as fc.Arbitrary<Json>, { nil: undefined });
const settings = { numRuns: FUZZ_RUNS };

/** What `work` gives, null where it refuses with an ElmError; anything else that it throws fails the test. */
function readOrRefused<T>(work: () => T): T | null {
  try {
    return work();
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(ElmError);
    expect((thrown as ElmError).message).not.toBe('');
    return null;
  }
}

/** A file with some bytes changed, cut off anywhere, or with bytes behind its end. */
function damaged(file: Uint8Array): fc.Arbitrary<Uint8Array> {
  const change = fc.record({ at: fc.nat(file.length - 1), value: fc.integer({ min: 0, max: 255 }) });
  return fc
    .record({
      changes: fc.array(change, { maxLength: 6 }),
      length: fc.oneof(fc.constant(file.length), fc.nat(file.length)),
      tail: fc.uint8Array({ maxLength: 12 }),
    })
    .map(({ changes, length, tail }) => {
      const bytes = Uint8Array.from(file);
      for (const { at, value } of changes) bytes[at] = value;
      return Uint8Array.from([...bytes.subarray(0, length), ...tail]);
    });
}

function npy(header: string, data: Uint8Array): Uint8Array {
  const text = header.padEnd(117, ' ').concat('\n');
  const encoder = new TextEncoder();
  return Uint8Array.from([
    0x93,
    ...encoder.encode('NUMPY'),
    1,
    0,
    text.length,
    0,
    ...encoder.encode(text),
    ...data,
  ]);
}

describe('vectors from files of any content', () => {
  const values = Float32Array.of(1, -2.5, 0.25, 3e38);
  const bytes = new Uint8Array(values.buffer);
  const files = {
    'vector.npy': npy("{'descr': '<f4', 'fortran_order': False, 'shape': (4,), }", bytes),
    'vector.json': new TextEncoder().encode(JSON.stringify({ values: [...values] })),
    'vector.csv': new TextEncoder().encode([...values].join(',')),
  };

  it.each(Object.entries(files))(
    '%s is read into finite numbers or refused',
    (name, file) => {
      expect(readOrRefused(() => parseVectorFile(name, file))?.values).toHaveLength(4);
      fc.assert(
        fc.property(damaged(file), (changed) => {
          const read = readOrRefused(() => parseVectorFile(name, changed));
          if (!read) return;
          expect(read.values.every(Number.isFinite)).toBe(true);
          // Nothing beyond the file is read.
          expect(read.values.length).toBeLessThanOrEqual(changed.length);
        }),
        settings,
      );
    },
    FUZZ_TIMEOUT,
  );

  it(
    'a NumPy header may say anything',
    () => {
      const descr = fc.oneof(
        fc.constantFrom('<f4', '<f8', '|i1', '>f4', '<i4', '<U9', '|O', '<f2'),
        fc.string({ maxLength: 6 }),
      );
      const shape = fc.oneof(
        fc.array(fc.integer({ min: -3, max: 2 ** 40 }), { maxLength: 4 }).map((dims) => `(${dims.join()},)`),
        fc.string({ maxLength: 12 }),
      );
      fc.assert(
        fc.property(
          descr,
          shape,
          fc.boolean(),
          fc.uint8Array({ maxLength: 64 }),
          (type, dims, order, data) => {
            const header = `{'descr': '${type}', 'fortran_order': ${order ? 'True' : 'False'}, 'shape': ${dims}, }`;
            const file = npy(header.slice(0, 117), data);
            const read = readOrRefused(() => parseVectorFile('vector.npy', file));
            if (read) expect(read.values.length).toBeLessThanOrEqual(data.length);
          },
        ),
        settings,
      );
    },
    FUZZ_TIMEOUT,
  );
});

describe('notebooks from anyone', () => {
  const runs = fc.sample(anyRun, { numRuns: 3, seed: 5 }).map((run, i) => ({ ...run, id: `run-${i}` }));
  const notes = runs.flatMap((run) => fc.sample(noteFor(run), { numRuns: 1, seed: 6 }));
  const sweeps = fc.sample(sweepOf(runs), { numRuns: 1, seed: 7 });
  const text = exportJson(
    { runs, notes, cavs: [], sweeps },
    () => ({ recipeText: 'Alien', vector: Float32Array.of(0.5, -0.25) }),
    '2030-01-01T00:00:00.000Z',
  );
  const file: unknown = JSON.parse(text);

  it(
    'are read or refused, whatever value is changed',
    () => {
      expect(readOrRefused(() => importNotebook(text))?.runs).toHaveLength(3);
      fc.assert(
        fc.property(fc.constantFrom(...pathsOf(file)), anyJson, (path, value) => {
          const changed = JSON.stringify(withValue(file, path, value)) ?? '';
          const notebook = readOrRefused(() => importNotebook(changed));
          if (notebook) expect(new Set(notebook.runs.map(({ id }) => id)).size).toBe(notebook.runs.length);
        }),
        settings,
      );
    },
    FUZZ_TIMEOUT,
  );

  it(
    'are read or refused, whatever bytes are changed',
    () => {
      const decoder = new TextDecoder();
      fc.assert(
        fc.property(damaged(new TextEncoder().encode(text)), (changed) => {
          readOrRefused(() => importNotebook(decoder.decode(changed)));
        }),
        settings,
      );
    },
    FUZZ_TIMEOUT,
  );
});

describe('links from anyone', () => {
  const [run] = fc.sample(anyRun, { numRuns: 1, seed: 8 });
  const hash = linkHash({
    recipe: run?.recipe ?? null,
    task: 'summary',
    settings: run?.settings ?? {},
    view: { x: 0.5, y: -2, k: 3 },
    colour: 'cav:dark comedy',
    cavs: [],
  } as unknown as Parameters<typeof linkHash>[0]);
  const parameters = [...new URLSearchParams(hash.replace(/^#/, ''))];

  it(
    'are read or refused, whatever parameter is changed, doubled or left out',
    () => {
      expect(readOrRefused(() => parseLink(hash))?.task).toBe('summary');
      const value = fc.oneof(
        fc.string(),
        fc.constantFrom(...parameters.map(([, known]) => known)),
        fc.json({ maxDepth: 2 }),
        fc.double().map(String),
      );
      const pair = fc.tuple(fc.constantFrom(...parameters.map(([name]) => name)), value);
      fc.assert(
        fc.property(fc.array(pair, { maxLength: 4 }), fc.subarray(parameters), (changes, kept) => {
          const link = new URLSearchParams([['v', parameters[0]?.[1] ?? '1'], ...kept, ...changes]);
          readOrRefused(() => parseLink(`#${link}`));
        }),
        settings,
      );
    },
    FUZZ_TIMEOUT,
  );

  it(
    'are read or refused, whatever characters are changed',
    () => {
      const decoder = new TextDecoder('latin1');
      const anyChange = damaged(new TextEncoder().encode(hash));
      fc.assert(
        fc.property(anyChange, (changed) => {
          readOrRefused(() => parseLink(decoder.decode(changed)));
        }),
        settings,
      );
    },
    FUZZ_TIMEOUT,
  );
});

describe('evaluations of any bundle', () => {
  const measures = { n: 3, sc: 0.5, scFloor: 0.4, scCeiling: 0.7, rankMedianPercent: 2 };
  const report = {
    commit: 'abc',
    seed: 0,
    model: { parameters: 10, dtype: 'q8', trainedTokens: 5 },
    tasks: { summary: measures },
    mean: measures,
    interpolation: [{ alpha: 0.5, task: 'summary', sc: 0.5, scNearest: 0.4, n: 3 }],
    cavPush: [{ cav: 'dark', alpha: 1, task: 'summary', sc: 0.5, n: 3 }],
    cavs: { dark: { space: 'semantic', auc: 0.9, positives: 4 } },
  };
  const heldOut = {
    seed: 0,
    tasks: { summary: { movies: [[1], [2]], users: [], scCeiling: [0.5, null] } },
    interpolation: { pairs: [[1, 2]], alphas: [0, 1], scNearest: { summary: [[0.4], [0.5]] } },
  };

  it.each([
    ['evaluation.json', report, readEvaluation],
    ['held_out.json', heldOut, parseHeldOut],
  ] as const)(
    '%s is read or refused, whatever value is changed',
    (_, file, read) => {
      fc.assert(
        fc.property(fc.constantFrom(...pathsOf(file)), anyJson, (path, value) => {
          readOrRefused(() => read(withValue(file, path, value)) as unknown);
        }),
        settings,
      );
    },
    FUZZ_TIMEOUT,
  );
});
