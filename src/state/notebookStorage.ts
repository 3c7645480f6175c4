import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { ElmError } from '../core/errors.ts';
import {
  type CavRecord,
  cavFromRecord,
  cavSchema,
  cavToRecord,
  noteSchema,
  runSchema,
  sweepSchema,
} from '../core/records.ts';
import type { SweepRecord } from '../core/sweeps.ts';
import type { Cav, Run, RunNote } from '../core/types.ts';

interface Tables extends DBSchema {
  runs: { key: string; value: Run };
  notes: { key: string; value: RunNote };
  cavs: { key: string; value: CavRecord };
  sweeps: { key: string; value: SweepRecord };
}

/** 2 added the sweeps. */
const DATABASE_VERSION = 2;

/** Everything kept between visits but the person's concepts. */
export interface KeptNotebook {
  readonly runs: Run[];
  readonly notes: RunNote[];
  readonly sweeps: SweepRecord[];
}

/** Where the notebook lives between visits. Writes are queued in order; a failed one goes to `onError`. */
export interface NotebookStorage {
  /** Everything kept; records that a later or damaged version wrote are left out, not deleted. */
  all(): Promise<KeptNotebook>;
  allCavs(): Promise<Cav[]>;
  putRun(run: Run): void;
  putNote(note: RunNote): void;
  deleteRun(id: string): void;
  putSweep(sweep: SweepRecord): void;
  deleteSweep(id: string): void;
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
    opened ??= openDB<Tables>(name, DATABASE_VERSION, {
      upgrade: (db, oldVersion) => {
        if (oldVersion < 1) {
          db.createObjectStore('runs', { keyPath: 'id' });
          db.createObjectStore('notes', { keyPath: 'runId' });
          db.createObjectStore('cavs', { keyPath: 'id' });
        }
        db.createObjectStore('sweeps', { keyPath: 'id' });
      },
      blocked: () =>
        onError(
          new ElmError(
            'quota',
            'The notebook is held by another tab with an earlier version of this page.',
            'Close that tab, then reload this one.',
          ),
        ),
      // A later version in another tab must not wait for this one.
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
        opened = null;
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
      const [runs, notes, sweeps] = await Promise.all([
        db.getAll('runs'),
        db.getAll('notes'),
        db.getAll('sweeps'),
      ]);
      return {
        runs: runs.flatMap((run) => runSchema.safeParse(run).data ?? []),
        notes: notes.flatMap((note) => noteSchema.safeParse(note).data ?? []),
        sweeps: sweeps.flatMap((sweep) => sweepSchema.safeParse(sweep).data ?? []),
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
    putSweep: (sweep) => write((db) => db.put('sweeps', sweep)),
    deleteSweep: (id) => write((db) => db.delete('sweeps', id)),
    putCav: (cav) => write((db) => db.put('cavs', cavToRecord(cav))),
    deleteCav: (id) => write((db) => db.delete('cavs', id)),
    settled: () => queue,
  };
}
