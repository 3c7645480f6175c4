import { createStore } from 'zustand/vanilla';
import type { Bundle } from '../bundle/load.ts';
import type { LoadProgress } from '../bundle/progress.ts';
import type { SourceAddress } from '../bundle/source.ts';
import type { Catalogue, Space } from '../core/catalogue.ts';
import { ElmError, type ErrorRecord } from '../core/errors.ts';
import { type ManifoldReference, measureManifold } from '../core/manifold.ts';
import { type LabelledPoint, type RegionLabel, regionLabels } from '../core/regionLabels.ts';
import type { ElmEngine, SentenceEncoder } from '../engine/types.ts';
import { inSlices } from './idle.ts';
import { parseReferences, type Reference } from './references.ts';
import type { Services } from './services.ts';

/** Zoom levels for which regions are named. */
const LABEL_LEVELS = 5;

/** How far one part of a bundle has come. */
export interface Load {
  readonly status: 'idle' | 'loading' | 'ready' | 'failed';
  readonly progress: LoadProgress | null;
  readonly error: ErrorRecord | null;
}

/** The parts that load by themselves: the map needs the catalogue alone. */
export type BundlePart = 'catalogue' | 'engine' | 'encoder';

export interface BundleState {
  readonly address: SourceAddress | null;
  readonly bundle: Bundle | null;
  readonly loads: Readonly<Record<BundlePart, Load>>;
  readonly catalogue: Catalogue | null;
  readonly engine: ElmEngine | null;
  readonly encoder: SentenceEncoder | null;
  /** Composed texts of held-out movies, for floors and ceilings: empty where the bundle has none, null before they are read. */
  readonly references: readonly Reference[] | null;
  /** The offline evaluation as the bundle has it; null before it is loaded or where there is none. */
  readonly evaluation: unknown;
  readonly regionLabels: readonly RegionLabel[];
  /** The catalogue's own distances by space, null until measured. */
  readonly manifold: Readonly<Record<Space['id'], ManifoldReference | null>>;
  /**
   * Opens a bundle: catalogue first, then engine and encoder side by side. An earlier one is closed
   * once the new catalogue is there, so a bundle that is refused leaves the page as it was. Never
   * rejects: what went wrong is in `loads`.
   */
  open(address: SourceAddress): Promise<void>;
  /** Tries the parts that failed again, or restarts one (a lost device). */
  retry(part?: BundlePart): Promise<void>;
}

export type BundleStore = ReturnType<typeof createBundleStore>;

const IDLE: Load = { status: 'idle', progress: null, error: null };
const LOADING: Load = { status: 'loading', progress: null, error: null };
const READY: Load = { status: 'ready', progress: null, error: null };

/** The store of the loaded bundle and its networks. */
export function createBundleStore(services: Services) {
  let opening = new AbortController();
  /** Asked for last, loaded or not. */
  let wanted: SourceAddress | null = null;

  return createStore<BundleState>()((set, get) => {
    const report = (part: BundlePart, load: Load): void =>
      set((state) => ({ loads: { ...state.loads, [part]: load } }));

    /** Loads one part, telling its progress; null and a `failed` load where it could not be had. */
    const load = async <T>(
      part: BundlePart,
      signal: AbortSignal,
      work: (onProgress: (progress: LoadProgress) => void) => Promise<T>,
    ): Promise<T | null> => {
      let done = false;
      report(part, LOADING);
      try {
        const result = await work((progress) => {
          // What is read later for other ends (references, evaluation) is no news of this part.
          if (!signal.aborted && !done) report(part, { ...LOADING, progress });
        });
        done = true;
        if (signal.aborted) return null;
        report(part, { ...READY, progress: get().loads[part].progress });
        return result;
      } catch (thrown) {
        done = true;
        if (!signal.aborted) {
          report(part, { status: 'failed', progress: null, error: ElmError.from(thrown).toRecord() });
        }
        return null;
      }
    };

    const loadEngine = async (address: SourceAddress, signal: AbortSignal): Promise<void> => {
      const engine = await load('engine', signal, (onProgress) =>
        services.openEngine(address, { onProgress, signal }),
      );
      if (engine) set({ engine });
    };

    const loadEncoder = async (address: SourceAddress, signal: AbortSignal): Promise<void> => {
      const encoder = await load('encoder', signal, (onProgress) =>
        services.openEncoder(address, { onProgress, signal }),
      );
      if (encoder) set({ encoder });
    };

    /** What makes the page richer and may be missing: names of regions, gauge, references, evaluation. */
    const loadExtras = async (bundle: Bundle, catalogue: Catalogue, signal: AbortSignal): Promise<void> => {
      set({ regionLabels: regionLabels(labelledPoints(catalogue), LABEL_LEVELS) });
      const measureGauges = async (): Promise<void> => {
        for (const space of [catalogue.semantic, catalogue.behavioral]) {
          if (!space) continue;
          const table = space.users ?? space.movies;
          const reference = await inSlices(measureManifold(table, space.metric), signal);
          if (!reference) return;
          set((state) => ({ manifold: { ...state.manifold, [space.id]: reference } }));
        }
      };
      const readTexts = async (): Promise<void> => {
        const references = parseReferences(await bundle.json('references.json'));
        if (signal.aborted) return;
        set({ references });
        const evaluation = await bundle.json('evaluation.json');
        if (!signal.aborted) set({ evaluation });
      };
      // Side by side: the gauge takes seconds on a busy machine, and the first narration wants its floor and
      // ceiling from the references.
      await Promise.all([readTexts(), measureGauges()]);
    };

    const disposeNetworks = (): void => {
      const { engine, encoder } = get();
      set({ engine: null, encoder: null });
      void engine?.dispose();
      void encoder?.dispose();
    };

    return {
      address: null,
      bundle: null,
      loads: { catalogue: IDLE, engine: IDLE, encoder: IDLE },
      catalogue: null,
      engine: null,
      encoder: null,
      references: null,
      evaluation: null,
      regionLabels: [],
      manifold: { semantic: null, behavioral: null },

      open: async (address) => {
        opening.abort();
        opening = new AbortController();
        wanted = address;
        const { signal } = opening;
        const opened = await load('catalogue', signal, async (onProgress) => {
          const bundle = await services.openBundle(address, { onProgress, signal });
          return { bundle, catalogue: await bundle.catalogue() };
        });
        if (!opened) return;
        const { bundle, catalogue } = opened;
        disposeNetworks();
        set({
          address,
          bundle,
          catalogue,
          references: null,
          evaluation: null,
          regionLabels: [],
          manifold: { semantic: null, behavioral: null },
        });
        await Promise.all([
          loadEngine(address, signal),
          loadEncoder(address, signal),
          loadExtras(bundle, catalogue, signal).catch((thrown: unknown) => {
            console.warn('Part of the bundle could not be read.', ElmError.from(thrown).toRecord());
            // A text's last scores wait for them.
            if (!signal.aborted) set(({ references }) => ({ references: references ?? [] }));
          }),
        ]);
        if (!signal.aborted && get().engine && get().encoder) await bundle.prune();
      },

      retry: async (part) => {
        const { address, loads } = get();
        const again = (one: BundlePart): boolean => (part ? part === one : loads[one].status === 'failed');
        if (again('catalogue') && wanted) return get().open(wanted);
        if (!address) return;
        const { signal } = opening;
        const work: Promise<void>[] = [];
        if (again('engine')) {
          void get().engine?.dispose();
          set({ engine: null });
          work.push(loadEngine(address, signal));
        }
        if (again('encoder')) {
          void get().encoder?.dispose();
          set({ encoder: null });
          work.push(loadEncoder(address, signal));
        }
        await Promise.all(work);
      },
    };
  });
}

/** The movies with the genres and tags that may name their region. */
function labelledPoints(catalogue: Catalogue): LabelledPoint[] {
  return catalogue.movies.map(({ x, y, genres, tags }) => ({
    x,
    y,
    terms: [...genres.map((genre) => genre.toLowerCase()), ...tags],
  }));
}
