import { createStore } from 'zustand/vanilla';
import { type Catalogue, rowOf, spaceOf, tableOf } from '../core/catalogue.ts';
import { type CavFit, fitCav, ownCav, phraseCav } from '../core/cav.ts';
import { ElmError } from '../core/errors.ts';
import { sampleIndices, seededRandom } from '../core/random.ts';
import type { Cav, EntityRef, SpaceId } from '../core/types.ts';
import { hasRow, rowVector } from '../core/vectorTable.ts';
import type { BundleStore } from './bundleStore.ts';
import type { NotebookStorage } from './notebookStorage.ts';
import { encoderSettled } from './settled.ts';
import type { TextEmbedder } from './textEmbedder.ts';

/** Movies drawn at random to stand against, where a person only gave examples for. */
const BACKGROUND = 200;

/** A concept as it was trained, before or after it was named and kept. */
export interface TrainedCav {
  readonly cav: Cav;
  readonly warnings: readonly string[];
}

export interface CavState {
  /** Concepts that people made here, oldest first. */
  readonly own: readonly Cav[];
  /** The bundle's concepts, then those of the person's that have its dimensions. */
  readonly all: readonly Cav[];
  /** Own concepts that were removed on this visit, oldest first. */
  readonly removed: readonly Cav[];
  /**
   * Trains a concept from examples on the map and keeps it. An empty side against is filled with
   * movies at random.
   * @throws ElmError `bad-vector`.
   */
  fromExamples(
    label: string,
    space: SpaceId,
    positives: readonly EntityRef[],
    negatives: readonly EntityRef[],
  ): TrainedCav;
  /** Makes a concept from two phrases once the encoder is there, and keeps it. @throws ElmError `bad-vector`. */
  fromPhrases(label: string, towards: string, from: string): Promise<TrainedCav>;
  /**
   * Adds concepts from a link or an import that are not here yet, and says how many they were. A link is
   * opened before `restore` has read the disk: what was kept then takes the place of the link's.
   */
  adopt(cavs: readonly Cav[]): number;
  rename(id: string, label: string): void;
  remove(id: string): void;
  /** Brings back what was removed last. */
  undoRemove(): void;
  /** Reads what earlier visits kept. */
  restore(): Promise<void>;
}

export type CavStore = ReturnType<typeof createCavStore>;

/** The store of concept directions: the bundle's and the person's own. */
export function createCavStore(bundles: BundleStore, embedder: TextEmbedder, storage: NotebookStorage) {
  /** Ids that were adopted before the disk was read; null once it is. */
  let unread: Set<string> | null = new Set();

  const store = createStore<CavState>()((set, get) => {
    const update = (own: readonly Cav[]): void => {
      set({ own, all: withOwn(bundles.getState().catalogue, own) });
    };

    const keep = (fit: CavFit, label: string, space: SpaceId, positives: number): TrainedCav => {
      const { catalogue } = bundles.getState();
      const inSpace = catalogue && spaceOf(catalogue, space);
      if (!inSpace) throw noBundle();
      // As in the bundle's concepts: the spread of those who are placed in the space.
      const table = inSpace.users ?? inSpace.movies;
      const cav = ownCav(fit, { id: `own-${crypto.randomUUID()}`, label, space, positives, table });
      update([...get().own, cav]);
      storage.putCav(cav);
      return { cav, warnings: fit.warnings };
    };

    const vectorsOf = (space: SpaceId, entities: readonly EntityRef[]): Float32Array[] => {
      const { catalogue } = bundles.getState();
      const inSpace = catalogue && spaceOf(catalogue, space);
      if (!catalogue || !inSpace) throw noBundle();
      return entities.flatMap((entity) => {
        const table = tableOf(inSpace, entity.kind);
        const row = rowOf(catalogue, entity);
        return table && row >= 0 && hasRow(table, row) ? [rowVector(table, row)] : [];
      });
    };

    const background = (space: SpaceId, without: readonly EntityRef[]): EntityRef[] => {
      const movies = bundles.getState().catalogue?.movies ?? [];
      const taken = new Set(without.filter(({ kind }) => kind === 'movie').map(({ id }) => id));
      const free = movies.filter(
        (movie) => !taken.has(movie.id) && (space === 'semantic' || movie.behavioral),
      );
      return sampleIndices(free.length, BACKGROUND, seededRandom(5)).map((at) => ({
        kind: 'movie',
        id: free[at]?.id ?? 0,
      }));
    };

    storage.onOtherTab(({ table, key, value }) => {
      if (table !== 'cavs') return;
      const { own } = get();
      if (value === null) update(own.filter(({ id }) => id !== key));
      else if (own.some(({ id }) => id === key)) update(own.map((cav) => (cav.id === key ? value : cav)));
      else update([...own, value]);
    });

    return {
      own: [],
      all: [],
      removed: [],

      fromExamples: (label, space, positives, negatives) => {
        const against = negatives.length > 0 ? negatives : background(space, positives);
        const fit = fitCav({ positives: vectorsOf(space, positives), negatives: vectorsOf(space, against) });
        return keep(fit, label, space, positives.length);
      },

      fromPhrases: async (label, towards, from) => {
        await encoderSettled(bundles);
        const vectors = await embedder.embed([towards, from]);
        if (!vectors) {
          throw new ElmError(
            'bad-vector',
            'The sentence encoder is not there.',
            'Load it with the button beside the narration, then try again.',
          );
        }
        const [there, here] = vectors as [Float32Array, Float32Array];
        return keep(phraseCav(there, here), label, 'semantic', 0);
      },

      adopt: (cavs) => {
        const known = new Set([...get().all, ...get().own].map((cav) => cav.id));
        const fresh = cavs.filter((cav) => !known.has(cav.id)).map((cav) => ({ ...cav, own: true }));
        if (fresh.length > 0) update([...get().own, ...fresh]);
        for (const cav of fresh) {
          if (unread) unread.add(cav.id);
          else storage.putCav(cav);
        }
        return fresh.length;
      },

      rename: (id, label) => {
        const own = get().own.map((cav) => (cav.id === id ? { ...cav, label } : cav));
        update(own);
        unread?.delete(id);
        const renamed = own.find((cav) => cav.id === id);
        if (renamed) storage.putCav(renamed);
      },

      remove: (id) => {
        const gone = get().own.filter((cav) => cav.id === id);
        set(({ removed }) => ({ removed: [...removed, ...gone] }));
        update(get().own.filter((cav) => cav.id !== id));
        storage.deleteCav(id);
      },

      undoRemove: () => {
        const { own, removed } = get();
        const last = removed.at(-1);
        if (!last) return;
        set({ removed: removed.slice(0, -1) });
        // A link may have brought it back meanwhile.
        if (!own.some(({ id }) => id === last.id)) update([...own, last]);
        unread?.delete(last.id);
        storage.putCav(last);
      },

      restore: async () => {
        let kept: readonly Cav[] = [];
        try {
          kept = await storage.allCavs();
        } finally {
          const early = unread ?? new Set();
          unread = null;
          const { own, removed } = get();
          const keptIds = new Set(kept.map(({ id }) => id));
          const here = own.filter(({ id }) => !(early.has(id) && keptIds.has(id)));
          const known = new Set([...here, ...removed].map(({ id }) => id));
          update([...kept.filter(({ id }) => !known.has(id)), ...here]);
          for (const cav of here) if (early.has(cav.id)) storage.putCav(cav);
        }
      },
    };
  });

  bundles.subscribe((state, previous) => {
    if (state.catalogue === previous.catalogue) return;
    store.setState(({ own }) => ({ all: withOwn(state.catalogue, own) }));
  });
  return store;
}

/** The bundle's concepts, then those of the person's that have the dimensions of their space in it. */
function withOwn(catalogue: Catalogue | null, own: readonly Cav[]): Cav[] {
  if (!catalogue) return [...own];
  const fits = (cav: Cav): boolean => spaceOf(catalogue, cav.space)?.dimension === cav.direction.length;
  return [...catalogue.cavs, ...own.filter(fits)];
}

function noBundle(): ElmError {
  return new ElmError('bad-vector', 'No bundle with that space is loaded.', 'Wait until the map is there.');
}
