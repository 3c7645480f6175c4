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

/** A record that another tab of the page has written, or null where it was removed there. */
export type OtherTabChange =
  | { readonly table: 'runs'; readonly key: string; readonly value: Run | null }
  | { readonly table: 'notes'; readonly key: string; readonly value: RunNote | null }
  | { readonly table: 'cavs'; readonly key: string; readonly value: Cav | null }
  | { readonly table: 'sweeps'; readonly key: string; readonly value: SweepRecord | null };

/** Where the notebook lives between visits. Writes follow each other in order; a failed one goes to `onError`. */
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
  /** Whether every write so far is on disk. */
  isSaved(): boolean;
  /** Calls `listener` with what other tabs write from now on. */
  onOtherTab(listener: (change: OtherTabChange) => void): void;
}

/** One write: a record, or null to remove what has the key. */
interface Write {
  readonly table: Table;
  readonly key: string;
  readonly value: Tables[Table]['value'] | null;
}

type Table = 'runs' | 'notes' | 'cavs' | 'sweeps';

/**
 * The notebook in IndexedDB. What could not be written is tried again with every later write, so that
 * making room is enough.
 * @param onError called when a write or the opening fails; the page's memory still has the record.
 * @param onSaved called when everything that had failed is on disk after all.
 */
export function indexedDbStorage(
  onError: (thrown: unknown) => void,
  name = 'elm-explorer',
  onSaved: () => void = () => {},
): NotebookStorage {
  let opened: Promise<IDBPDatabase<Tables>> | null = null;
  let queue: Promise<void> = Promise.resolve();
  let underWay = 0;
  /** By table and key, so that an older record never follows a newer one. */
  const failed = new Map<string, Write>();
  let hasComplained = false;
  const tabs = new BroadcastChannel(name);
  // In Node an open channel would keep the process alive.
  (tabs as { unref?(): void }).unref?.();

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

  const perform = async (one: Write): Promise<void> => {
    const { table, key, value } = one;
    const db = await database();
    const transaction = db.transaction(table, 'readwrite');
    const request = value === null ? transaction.store.delete(key) : transaction.store.put(value);
    // A transaction that is not committed yet is given up when the page is left.
    transaction.commit();
    await Promise.all([request, transaction.done]);
    if (failed.get(nameOf(one)) === one) failed.delete(nameOf(one));
    tabs.postMessage({ table, key, value } satisfies Write);
  };

  const retry = async (): Promise<void> => {
    for (const earlier of [...failed.values()]) {
      // A newer record of the same name may have been written meanwhile.
      if (failed.get(nameOf(earlier)) === earlier) await perform(earlier).catch(() => {});
    }
    if (!hasComplained || failed.size > 0) return;
    hasComplained = false;
    onSaved();
  };

  const write = (table: Table, key: string, value: Write['value']): void => {
    const one: Write = { table, key, value };
    failed.delete(nameOf(one));
    underWay += 1;
    // Begun at once, for the page may be left at any moment; the database keeps the order.
    const done = perform(one)
      .then(retry, (thrown: unknown) => {
        failed.set(nameOf(one), one);
        hasComplained = true;
        onError(thrown);
      })
      .finally(() => {
        underWay -= 1;
      });
    queue = Promise.allSettled([queue, done]).then(() => {});
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
    putRun: (run) => write('runs', run.id, run),
    putNote: (note) => write('notes', note.runId, note),
    deleteRun: (id) => {
      write('runs', id, null);
      write('notes', id, null);
    },
    putSweep: (sweep) => write('sweeps', sweep.id, sweep),
    deleteSweep: (id) => write('sweeps', id, null),
    putCav: (cav) => write('cavs', cav.id, cavToRecord(cav)),
    deleteCav: (id) => write('cavs', id, null),
    settled: () => queue,
    isSaved: () => underWay === 0 && failed.size === 0,
    onOtherTab: (listener) => {
      tabs.addEventListener('message', ({ data }: MessageEvent<Write>) => {
        const change = readChange(data);
        if (change) listener(change);
      });
    },
  };
}

function nameOf({ table, key }: Write): string {
  return `${table} ${key}`;
}

/** What another tab says it wrote, checked: it may run another version of the page. */
function readChange({ table, key, value }: Write): OtherTabChange | null {
  if (value === null) return { table, key, value };
  switch (table) {
    case 'runs': {
      const run = runSchema.safeParse(value).data;
      return run ? { table, key, value: run } : null;
    }
    case 'notes': {
      const note = noteSchema.safeParse(value).data;
      return note ? { table, key, value: note } : null;
    }
    case 'cavs': {
      const cav = cavSchema.safeParse(value).data;
      return cav ? { table, key, value: cavFromRecord(cav) } : null;
    }
    case 'sweeps': {
      const sweep = sweepSchema.safeParse(value).data;
      return sweep ? { table, key, value: sweep } : null;
    }
  }
}
