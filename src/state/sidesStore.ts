import { createStore } from 'zustand/vanilla';
import { ElmError, type ErrorRecord } from '../core/errors.ts';
import type { NarrationSettings, Recipe, Run } from '../core/types.ts';
import { type BatchDependencies, narrateTogether, plansAlong } from './batch.ts';

/** One of the texts that stand side by side. */
export interface Side {
  readonly recipe: Recipe;
  /** The recipe in words. */
  readonly words: string;
  /** The text so far. */
  readonly text: string;
  /** The record in the notebook; null until the text is written and scored. */
  readonly run: Run | null;
}

/** One task told of A, of the blend and of B, with the same seed. */
export interface Sides {
  readonly id: string;
  /** What decides the texts at the ends: `endsKey`. */
  readonly key: string;
  readonly columns: readonly Side[];
}

export interface SidesState {
  readonly sides: Sides | null;
  readonly status: 'idle' | 'running' | 'scoring';
  readonly error: ErrorRecord | null;
  /** Narrates both ends of the current blend and the blend itself in one batch. */
  narrate(): Promise<void>;
  stop(): void;
  close(): void;
}

export type SidesStore = ReturnType<typeof createSidesStore>;

/** Equal for two states exactly if the texts at the ends are the same: everything but alpha counts. */
export function endsKey(recipe: Recipe | null, task: string, settings: NarrationSettings): string {
  const blend = recipe?.blend && { ...recipe.blend, alpha: 0 };
  return JSON.stringify([{ ...recipe, blend }, task, settings]);
}

/** The store of the three texts side by side. */
export function createSidesStore(dependencies: BatchDependencies) {
  const { recipes, narration, turn } = dependencies;
  return createStore<SidesState>()((set, get) => {
    const setSide = (id: string, index: number, changes: Partial<Side>): void =>
      set(({ sides }) => {
        if (sides?.id !== id) return {};
        const columns = sides.columns.map((side, i) => (i === index ? { ...side, ...changes } : side));
        return { sides: { ...sides, columns } };
      });
    return {
      sides: null,
      status: 'idle',
      error: null,

      narrate: async () => {
        const id = crypto.randomUUID();
        try {
          const { recipe } = recipes.getState();
          const { taskId, settings, stop } = narration.getState();
          const alpha = recipe?.blend?.alpha ?? 0.5;
          // At an end there is nothing between to show, so the middle is shown.
          const between = alpha > 0 && alpha < 1 ? alpha : 0.5;
          const { plans } = plansAlong(dependencies, { by: 'alpha' }, [0, between, 1]);
          stop();
          const columns = plans.map((plan) => ({
            recipe: plan.recipe,
            words: plan.words,
            text: '',
            run: null,
          }));
          set({
            sides: { id, key: endsKey(recipe, taskId, settings), columns },
            status: 'running',
            error: null,
          });
          const report = {
            onText: (index: number, text: string) => setSide(id, index, { text }),
            onScoring: () => set({ status: 'scoring' }),
            onRun: (index: number, run: Run) => setSide(id, index, { text: run.text, run }),
          };
          await turn.take((signal) => narrateTogether(dependencies, plans, report, signal));
        } catch (thrown) {
          set({ error: ElmError.from(thrown).toRecord() });
        } finally {
          if (get().sides === null || get().sides?.id === id) set({ status: 'idle' });
        }
      },

      stop: () => {
        if (get().status === 'running') turn.end('stopped');
      },
      close: () => {
        if (get().status === 'running') turn.end('replaced');
        set({ sides: null, error: null });
      },
    };
  });
}
