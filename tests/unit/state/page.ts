import 'fake-indexeddb/auto';
import { ElmError } from '../../../src/core/errors.ts';
import { indexedDbStorage } from '../../../src/state/notebookStorage.ts';
import type { Services } from '../../../src/state/services.ts';
import { createStores, type Stores } from '../../../src/state/stores.ts';
import { openTinyBundle } from '../engine/tinyBundle.ts';
import { WordEncoder, WordEngine } from './wordModel.ts';

const DIMENSION = 16;
const NOWHERE = { kind: 'url', base: 'http://localhost/' } as const;

/** The stores of a page with the tiny bundle and the word model, and ways to break it. */
export interface TestPage {
  readonly stores: Stores;
  readonly engine: WordEngine;
  readonly encoder: WordEncoder;
  /** Name of its database: a page with the same name is the same page after a reload. */
  readonly database: string;
  /** Parts that fail to load until they are taken out. */
  readonly broken: Set<keyof Services>;
}

/** A page that has not opened its bundle yet. */
export function newPage(database: string = crypto.randomUUID()): TestPage {
  const engine = new WordEngine(DIMENSION);
  const encoder = new WordEncoder(DIMENSION);
  const broken = new Set<keyof Services>();
  const orFail = async <T>(part: keyof Services, value: () => Promise<T>): Promise<T> => {
    if (broken.has(part)) throw new ElmError('download', `${part} broke off.`, 'Try again.');
    return value();
  };
  const services: Services = {
    openBundle: () => orFail('openBundle', openTinyBundle),
    openEngine: () => orFail('openEngine', async () => engine),
    openEncoder: () => orFail('openEncoder', async () => encoder),
  };
  const storage = indexedDbStorage((thrown) => {
    throw thrown;
  }, database);
  return {
    stores: createStores(services, { storage, preferences: null }),
    engine,
    encoder,
    database,
    broken,
  };
}

/** A page with its bundle open; nothing is narrated by itself unless `auto` is set. */
export async function openPage({ auto = false, database }: { auto?: boolean; database?: string } = {}) {
  const page = newPage(database);
  page.stores.settings.getState().set({ autoNarrate: auto });
  await page.stores.bundles.getState().open(NOWHERE);
  return page;
}

/** The ids of the tiny bundle's movies and users. */
export function idsOf({ stores }: TestPage): { readonly movies: number[]; readonly users: number[] } {
  const { catalogue } = stores.bundles.getState();
  return {
    movies: catalogue?.movies.map(({ id }) => id) ?? [],
    users: catalogue?.users.map(({ id }) => id) ?? [],
  };
}

export function movie(id: number | undefined) {
  return { kind: 'movie', id: id ?? -1 } as const;
}

/** Waits until `condition` holds, at most `milliseconds`. */
export async function until(condition: () => boolean, milliseconds = 10_000): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`Not true within ${milliseconds} ms: ${condition}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
