import { cp, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBundle } from '../../../src/bundle/load.ts';
import { once } from '../../../src/bundle/memo.ts';
import { DiskSource } from '../../../src/bundle/node-source.ts';
import { FolderSource } from '../../../src/bundle/source.ts';
import { readMovies } from '../../../src/bundle/tables.ts';
import { ElmError } from '../../../src/core/errors.ts';
import { rowVector } from '../../../src/core/vectorTable.ts';
import { openTinyBundle, tinyFolder } from '../engine/tinyBundle.ts';
import { FUZZ_RUNS, FUZZ_TIMEOUT } from '../fuzzRuns.ts';

describe('a bundle on disk', () => {
  it('gives tables, spaces, CAVs and tasks', async () => {
    const catalogue = await (await openTinyBundle()).catalogue();
    expect(catalogue.movies).toHaveLength(12);
    expect(catalogue.movies[0]).toMatchObject({
      id: 1,
      title: 'Movie 1',
      year: null,
      genres: [],
      behavioral: true,
    });
    expect(catalogue.movies[5]).toMatchObject({ year: 1984, genres: ['Comedy', 'Drama'], tags: ['quirky'] });
    expect(catalogue.users[4]?.loves).toEqual([1, 2, 5]);
    expect(Math.hypot(...rowVector(catalogue.semantic.movies, 3))).toBeCloseTo(1, 2);
    expect([...rowVector(catalogue.behavioral?.movies as never, 11)]).toEqual(new Array(8).fill(0));
    const [quirky] = catalogue.cavs;
    expect(quirky).toMatchObject({ id: 'quirky', space: 'semantic', own: false });
    const first = rowVector(catalogue.semantic.movies, 0);
    expect(Math.max(...first.map((value, i) => Math.abs(value - (quirky?.direction[i] ?? 1))))).toBeLessThan(
      0.01,
    );
    expect(catalogue.tasks.map(({ id }) => id)).toContain('summary');
  });

  it('reports its progress in bytes up to the total', async () => {
    const progress: number[][] = [];
    const bundle = await openBundle(new DiskSource(tinyFolder), {
      onProgress: ({ loadedBytes, totalBytes }) => progress.push([loadedBytes, totalBytes]),
    });
    await bundle.catalogue();
    expect(progress.at(-1)?.[0]).toBe(progress.at(-1)?.[1]);
    expect(progress.at(-1)?.[0]).toBeGreaterThan(5000);
  });

  it('has no file that the manifest does not name', async () => {
    const bundle = await openTinyBundle();
    await expect(bundle.file('elm/secret.bin')).rejects.toMatchObject({ code: 'bad-file' });
    await expect(bundle.file('constructor')).rejects.toMatchObject({ code: 'bad-file' });
    expect(await bundle.json('evaluation.json')).toBeNull();
  });
});

describe('a damaged bundle', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'elm-bundle-'));
    await cp(tinyFolder, folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true }));

  const failure = async () => {
    const thrown = await openBundle(new DiskSource(folder))
      .then((bundle) => bundle.catalogue())
      .catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(ElmError);
    return thrown as ElmError;
  };

  it.each([
    ['entities/movies.parquet', 100],
    ['vectors/movies_semantic.safetensors', 40],
  ])('names the file that is cut off: %s', async (path, bytes) => {
    await truncate(join(folder, path), bytes);
    expect(await failure()).toMatchObject({ code: 'integrity', message: expect.stringContaining(path) });
  });

  it('names a file whose content changed', async () => {
    const path = join(folder, 'tasks.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace('summary', 'summory'));
    expect(await failure()).toMatchObject({
      code: 'integrity',
      message: expect.stringContaining('tasks.json'),
    });
  });

  it('names a file that is missing', async () => {
    await rm(join(folder, 'vectors/cavs.safetensors'));
    expect(await failure()).toMatchObject({
      code: 'bad-file',
      message: expect.stringContaining('cavs.safetensors'),
    });
  });

  it('is refused without a manifest', async () => {
    await rm(join(folder, 'manifest.json'));
    expect(await failure()).toMatchObject({
      code: 'bad-file',
      message: expect.stringContaining('manifest.json'),
    });
  });
});

describe('a dropped folder', () => {
  it('is read like any other bundle', async () => {
    const manifest = await readFile(join(tinyFolder, 'manifest.json'));
    const names = ['manifest.json', ...Object.keys(JSON.parse(manifest.toString()).files)];
    const files = await Promise.all(
      names.map(async (name) => [name, new File([await readFile(join(tinyFolder, name))], name)] as const),
    );
    const bundle = await openBundle(new FolderSource(new Map(files)));
    expect((await bundle.catalogue()).movies).toHaveLength(12);
    const without = new Map(files.filter(([name]) => name !== 'tasks.json'));
    const attempt = openBundle(new FolderSource(without)).then((opened) => opened.catalogue());
    await expect(attempt).rejects.toMatchObject({ code: 'bad-file' });
  });
});

describe('a table', () => {
  /** Why the table is refused with `written` anywhere between `from` and `to`; numbers as n. */
  const refusalsWith = async (table: Uint8Array, written: readonly number[], from: number, to: number) => {
    const refusals = new Set<string>();
    for (let at = from; at <= to - written.length; at++) {
      const bytes = new Uint8Array(table);
      bytes.set(written, at);
      const result = await readMovies(bytes, 12, 'movies.parquet').catch((thrown: unknown) => thrown);
      if (Array.isArray(result)) continue;
      if (!(result instanceof ElmError)) throw result;
      refusals.add(String(result.detail).replace(/-?\d+/g, 'n'));
    }
    return [...refusals].join('\n');
  };

  it(
    'is refused where it says that it holds a billion of anything, before that is looked for',
    async () => {
      const table = await readFile(join(tinyFolder, 'entities/movies.parquet'));
      const footer = table.length - 8 - table.readUInt32LE(table.length - 8);
      // As a variable-length integer: a run of a billion values, a page or a group of as many, a size.
      const refusals = await refusalsWith(table, [0xfe, 0xff, 0xff, 0xff, 0x07], 0, table.length);
      expect(refusals).toContain('n values of a run');
      expect(refusals).toContain('n values of a page');
      expect(refusals).toContain('n rows in a group');
      expect(refusals).toContain('n bytes of a page');
      // A literal of Snappy whose length is negative as a number of 32 bits.
      expect(await refusalsWith(table, [0xfc, 0xff, 0xff, 0xff, 0xff], 0, footer)).toContain(
        'length of four bytes',
      );
    },
    FUZZ_TIMEOUT,
  );

  it(
    'is read or refused whatever bytes are changed',
    async () => {
      const table = await readFile(join(tinyFolder, 'entities/movies.parquet'));
      const change = fc.record({ at: fc.nat(table.length - 1), value: fc.integer({ min: 0, max: 255 }) });
      await fc.assert(
        fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
          const bytes = new Uint8Array(table);
          for (const { at, value } of changes) bytes[at] = value;
          const result = await readMovies(bytes, 12, 'movies.parquet').catch((thrown: unknown) => thrown);
          if (Array.isArray(result)) expect(result).toHaveLength(12);
          else expect(result).toBeInstanceOf(ElmError);
        }),
        { numRuns: FUZZ_RUNS },
      );
    },
    FUZZ_TIMEOUT,
  );
});

describe('work that is done once', () => {
  it('is tried again after a failure and remembered after a success', async () => {
    let calls = 0;
    const work = once(async () => {
      calls += 1;
      if (calls === 1) throw new Error('no');
      return calls;
    });
    await expect(work()).rejects.toThrow('no');
    expect(await work()).toBe(2);
    expect(await work()).toBe(2);
  });
});
