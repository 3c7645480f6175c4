import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import {
  type CavRecord,
  cavFromRecord,
  cavSchema,
  cavToRecord,
  noteSchema,
  runSchema,
} from '../core/records.ts';
import type { Cav, Run, RunNote } from '../core/types.ts';

interface Tables extends DBSchema {
  runs: { key: string; value: Run };
  notes: { key: string; value: RunNote };
  cavs: { key: string; value: CavRecord };
}

/** Where the notebook lives between visits. Writes are queued in order; a failed one goes to `onError`. */
export interface NotebookStorage {
  /** Everything kept; records that a later or damaged version wrote are left out, not deleted. */
  all(): Promise<{ readonly runs: Run[]; readonly notes: RunNote[] }>;
  allCavs(): Promise<Cav[]>;
  putRun(run: Run): void;
  putNote(note: RunNote): void;
  deleteRun(id: string): void;
  putCav(cav: Cav): void;
  deleteCav(id: string): void;
  /** Resolves when all writes so far are on disk or have failed. */
  settled(): Promise<void>;
}

/**
 * The notebook in IndexedDB.
 * @param onError called when a write or the opening fails; the page's memory still has the record.
 */
export function indexedDbStorage(onError: (thrown: unknown) => void, name = 'elm-explorer'): NotebookStorage {
  let opened: Promise<IDBPDatabase<Tables>> | null = null;
  let queue: Promise<void> = Promise.resolve();

  const database = (): Promise<IDBPDatabase<Tables>> => {
    opened ??= openDB<Tables>(name, 1, {
      upgrade: (db) => {
        db.createObjectStore('runs', { keyPath: 'id' });
        db.createObjectStore('notes', { keyPath: 'runId' });
        db.createObjectStore('cavs', { keyPath: 'id' });
      },
      terminated: () => {
        opened = null;
      },
    }).catch((thrown: unknown) => {
      opened = null;
      throw thrown;
    });
    return opened;
  };

  const write = (work: (db: IDBPDatabase<Tables>) => Promise<unknown>): void => {
    queue = queue.then(async () => {
      try {
        await work(await database());
      } catch (thrown) {
        onError(thrown);
      }
    });
  };

  return {
    all: async () => {
      const db = await database();
      const [runs, notes] = await Promise.all([db.getAll('runs'), db.getAll('notes')]);
      return {
        runs: runs.flatMap((run) => runSchema.safeParse(run).data ?? []),
        notes: notes.flatMap((note) => noteSchema.safeParse(note).data ?? []),
      };
    },
    allCavs: async () => {
      const records = await (await database()).getAll('cavs');
      return records.flatMap((record) => {
        const { data } = cavSchema.safeParse(record);
        return data ? [cavFromRecord(data)] : [];
      });
    },
    putRun: (run) => write((db) => db.put('runs', run)),
    putNote: (note) => write((db) => db.put('notes', note)),
    deleteRun: (id) =>
      write(async (db) => {
        const transaction = db.transaction(['runs', 'notes'], 'readwrite');
        await Promise.all([
          transaction.objectStore('runs').delete(id),
          transaction.objectStore('notes').delete(id),
          transaction.done,
        ]);
      }),
    putCav: (cav) => write((db) => db.put('cavs', cavToRecord(cav))),
    deleteCav: (id) => write((db) => db.delete('cavs', id)),
    settled: () => queue,
  };
}
