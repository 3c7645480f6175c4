import { z } from 'zod';
import type { Catalogue, Space } from '../core/catalogue.ts';
import type { Task } from '../core/types.ts';
import type { Bytes } from './download.ts';
import { once } from './memo.ts';
import { type LoadProgress, ProgressMeter } from './progress.ts';
import {
  type Golden,
  goldenSchema,
  type Manifest,
  manifestSchema,
  parseJson,
  tasksSchema,
} from './schema.ts';
import { type BundleSource, missingFile } from './source.ts';
import { readMovies, readUsers } from './tables.ts';
import { readCavs, readVectors } from './vectors.ts';

export interface OpenOptions {
  /** A manifest that was read before: workers take the page's, so that all read one release. */
  readonly manifest?: Manifest | undefined;
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** An opened bundle: the manifest is checked, every other file is read when it is asked for. */
export interface Bundle {
  readonly manifest: Manifest;
  /** What the map, the composer and the tasks need; read once. */
  catalogue(): Promise<Catalogue>;
  /** The tasks; read once. */
  tasks(): Promise<Task[]>;
  /** The self-test, null in a bundle without one. */
  golden(): Promise<Golden | null>;
  /** A JSON file that has no schema of its own here (`evaluation.json`, `references.json`), null if absent. */
  json(path: string): Promise<unknown>;
  /**
   * The bytes of a file, checked against the manifest.
   * @throws ElmError `bad-file` when the manifest has no such file, else what the source throws.
   */
  file(path: string): Promise<Bytes>;
  has(path: string): boolean;
  /** Frees files of earlier releases; call when this release works. */
  prune(): Promise<void>;
}

/**
 * Opens a bundle: reads and checks its manifest.
 * @throws ElmError `download`, `schema`, `bad-file` or `aborted`.
 */
export async function openBundle(source: BundleSource, options: OpenOptions = {}): Promise<Bundle> {
  const { onProgress, signal } = options;
  const manifest =
    options.manifest ?? parseJson(manifestSchema, await source.readManifest(signal), 'manifest.json');
  const meter = new ProgressMeter(onProgress);

  const has = (path: string) => Object.hasOwn(manifest.files, path);
  const file = async (path: string) => {
    const expected = has(path) ? manifest.files[path] : undefined;
    if (!expected) throw missingFile(path);
    return source.read(path, expected, { signal, onProgress: meter.track(path, expected.bytes) });
  };
  const json = async (path: string): Promise<unknown> =>
    has(path) ? parseJson(z.unknown(), await file(path), path) : null;

  const tasks = once(async () => parseJson(tasksSchema, await file('tasks.json'), 'tasks.json'));

  return {
    manifest,
    has,
    tasks,
    file,
    json,
    catalogue: once(() => readCatalogue(manifest, file, tasks)),
    golden: once(async () =>
      has('golden.json') ? parseJson(goldenSchema, await file('golden.json'), 'golden.json') : null,
    ),
    prune: () => source.prune(new Set(Object.values(manifest.files).map(({ sha256 }) => sha256))),
  };
}

async function readCatalogue(
  manifest: Manifest,
  file: (path: string) => Promise<Bytes>,
  readTasks: () => Promise<Task[]>,
): Promise<Catalogue> {
  const { spaces, entities } = manifest;
  const vectorsOf = async (path: string, rows: number, dimension: number) =>
    readVectors(await file(path), rows, dimension, path);

  const { movie, user } = entities;
  const behavioralPath = movie.vectors.behavioral;
  const [tasks, movies, users, semanticMovies, behavioralMovies, behavioralUsers, cavBytes] =
    await Promise.all([
      readTasks(),
      file(movie.table).then((bytes) => readMovies(bytes, movie.count, movie.table)),
      user ? file(user.table).then((bytes) => readUsers(bytes, user.count, user.table)) : [],
      vectorsOf(movie.vectors.semantic, movie.count, spaces.semantic.dimension),
      spaces.behavioral && behavioralPath
        ? vectorsOf(behavioralPath, movie.count, spaces.behavioral.dimension)
        : null,
      spaces.behavioral && user
        ? vectorsOf(user.vectors.behavioral, user.count, spaces.behavioral.dimension)
        : null,
      file(manifest.cavs.file),
    ]);

  const semantic: Space = { id: 'semantic', ...spaces.semantic, movies: semanticMovies, users: null };
  const behavioral: Space | null =
    spaces.behavioral && behavioralMovies
      ? { id: 'behavioral', ...spaces.behavioral, movies: behavioralMovies, users: behavioralUsers }
      : null;
  return {
    name: manifest.name,
    version: manifest.version,
    title: manifest.title,
    movies,
    users,
    semantic,
    behavioral,
    cavs: readCavs(cavBytes, manifest),
    tasks,
  };
}
