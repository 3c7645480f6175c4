import { createStore } from 'zustand/vanilla';
import { composeRecipe } from '../core/compose.ts';
import { ElmError, type ErrorRecord } from '../core/errors.ts';
import { isPairTask, taskObstacle } from '../core/prompts.ts';
import { recipeText } from '../core/recipeText.ts';
import { recipeAt, type SweepAxis, type SweepRecord, sweepTitle, sweepValues } from '../core/sweeps.ts';
import type { Recipe, Run, Task } from '../core/types.ts';
import type { NarrationChunk } from '../engine/types.ts';
import type { BundleStore } from './bundleStore.ts';
import type { CavStore } from './cavStore.ts';
import { type EngineTurn, wasReplaced } from './engineTurn.ts';
import type { NarrationStore } from './narrationStore.ts';
import { type Plan, requestOf, runOf, scorerOf, scoreTexts } from './narrator.ts';
import type { NotebookStore } from './notebookStore.ts';
import type { RecipeStore } from './recipeStore.ts';
import { bundleResolver } from './resolver.ts';
import type { TextEmbedder } from './textEmbedder.ts';

/** The engine's largest batch. */
export const MAX_STEPS = 16;

/** One step of a sweep. */
export interface SweepPoint {
  readonly value: number;
  readonly recipe: Recipe;
  /** The text so far. */
  readonly text: string;
  /** The record in the notebook with its scores; null until the step is written and scored. */
  readonly run: Run | null;
}

/** A task narrated at several values of one axis in one batch (figure 4), all with the same seed. */
export interface Sweep extends Omit<SweepRecord, 'steps'> {
  readonly points: readonly SweepPoint[];
}

export interface SweepState {
  readonly sweep: Sweep | null;
  readonly status: 'idle' | 'running' | 'scoring';
  readonly error: ErrorRecord | null;
  /**
   * Sweeps the current recipe over `values`, at most 16. Steps that were stopped midway are kept as
   * far as they are written.
   */
  run(axis: SweepAxis, values: readonly number[]): Promise<Sweep | null>;
  /** Both ends and the blend side by side: alpha 0, the current alpha, 1. */
  compareEnds(): Promise<Sweep | null>;
  stop(): void;
  close(): void;
}

export type SweepStore = ReturnType<typeof createSweepStore>;

export interface SweepDependencies {
  readonly bundles: BundleStore;
  readonly cavs: CavStore;
  readonly recipes: RecipeStore;
  readonly narration: NarrationStore;
  readonly notebook: NotebookStore;
  readonly embedder: TextEmbedder;
  readonly turn: EngineTurn;
}

/** The store of the sweep on show. */
export function createSweepStore(dependencies: SweepDependencies) {
  const { bundles, cavs, recipes, narration, notebook, embedder, turn } = dependencies;

  /** The plan of every step, and what is swept in words. @throws ElmError with the reason why it makes no sense. */
  const plansFor = (axis: SweepAxis, values: readonly number[]): { title: string; plans: Plan[] } => {
    const { catalogue } = bundles.getState();
    const { recipe } = recipes.getState();
    const { taskId, settings } = narration.getState();
    const task = catalogue?.tasks.find(({ id }) => id === taskId);
    if (!catalogue || !recipe || !task) {
      throw new ElmError('bad-vector', 'There is nothing to sweep yet.', 'Pick a movie on the map first.');
    }
    const obstacle = sweepObstacle(task, recipe, axis);
    if (obstacle) throw new ElmError('bad-vector', obstacle.message, obstacle.hint);
    const { all } = cavs.getState();
    const resolver = bundleResolver(catalogue, recipe.space, all, embedder);
    const cavName = (id: string): string => all.find((cav) => cav.id === id)?.label ?? id;
    const names = { entity: resolver.name, cav: cavName };
    const plans = values.slice(0, MAX_STEPS).flatMap((value): Plan[] => {
      const step = recipeAt(recipe, axis, value);
      if (!step) return [];
      const composition = composeRecipe(step, resolver);
      const words = recipeText(step, names);
      return [{ recipe: step, words, composition, task, settings: { ...settings, bestOf: 1 } }];
    });
    return { title: sweepTitle(recipe, axis, names), plans };
  };

  const store = createStore<SweepState>()((set, get) => {
    /** Keeps the sweep as far as its runs are in the notebook. */
    const keep = (id: string): void => {
      const { sweep } = get();
      if (sweep?.id !== id) return;
      const { points, ...about } = sweep;
      const steps = points.flatMap(({ value, run }) => (run ? [{ value, runId: run.id }] : []));
      notebook.getState().putSweep({ ...about, steps });
    };

    const work = async (id: string, plans: readonly Plan[], signal: AbortSignal): Promise<Sweep | null> => {
      const { catalogue, engine } = bundles.getState();
      if (!catalogue || !engine) {
        throw new ElmError('bad-vector', 'The model is not ready yet.', 'Wait until it has loaded.');
      }
      const setPoint = (index: number, changes: Partial<SweepPoint>): void =>
        set(({ sweep }) => {
          if (sweep?.id !== id) return {};
          const points = sweep.points.map((point, i) => (i === index ? { ...point, ...changes } : point));
          return { sweep: { ...sweep, points } };
        });
      const onChunk = (index: number, { text }: NarrationChunk): void => {
        if (!signal.aborted) setPoint(index, { text });
      };
      const written = await engine.narrateBatch(
        plans.map((plan) => requestOf(plan)),
        onChunk,
        signal,
      );
      if (wasReplaced(signal)) return null;
      set({ status: 'scoring' });
      for (const [i, plan] of plans.entries()) {
        const result = written[i];
        if (!result || result.text.trim() === '') continue;
        const scorer = scorerOf(plan, { catalogue, engine }, bundles, embedder);
        const [scores] = await scoreTexts([result.text], scorer, bundles);
        if (!scores) continue;
        const run = runOf(crypto.randomUUID(), plan, { catalogue, engine }, result, scores);
        notebook.getState().add(run);
        setPoint(i, { text: run.text, run });
        keep(id);
      }
      return get().sweep;
    };

    return {
      sweep: null,
      status: 'idle',
      error: null,

      run: async (axis, values) => {
        const id = crypto.randomUUID();
        try {
          const { title, plans } = plansFor(axis, values);
          narration.getState().stop();
          const label =
            axis.by === 'alpha'
              ? 'alpha'
              : (cavs.getState().all.find(({ id }) => id === axis.cav)?.label ?? axis.cav);
          const points = plans.map(({ recipe }, i) => ({
            value: values[i] as number,
            recipe,
            text: '',
            run: null,
          }));
          const createdAt = new Date().toISOString();
          set({
            sweep: { id, createdAt, title, axis, label, task: plans[0]?.task.id ?? '', points },
            status: 'running',
            error: null,
          });
          return await turn.take((signal) => work(id, plans, signal));
        } catch (thrown) {
          set({ error: ElmError.from(thrown).toRecord() });
          return null;
        } finally {
          if (get().sweep?.id === id || get().sweep === null) set({ status: 'idle' });
        }
      },

      compareEnds: () => {
        const alpha = recipes.getState().recipe?.blend?.alpha ?? 0.5;
        const values = [...new Set([0, alpha, 1])];
        return get().run({ by: 'alpha' }, values.length === 3 ? values : sweepValues(0, 1, 3));
      },

      stop: () => {
        if (get().status === 'running') turn.end('stopped');
      },
      close: () => {
        if (get().status === 'running') turn.end('replaced');
        set({ sweep: null, error: null });
      },
    };
  });
  return store;
}

/** Why a sweep would say nothing; null when it can be made. */
export function sweepObstacle(
  task: Task,
  recipe: Recipe,
  axis: SweepAxis,
): { readonly message: string; readonly hint: string } | null {
  if (axis.by === 'alpha' && recipe.blend === null) {
    return { message: 'Alpha needs two ends.', hint: 'Pick a second entity to blend with.' };
  }
  if (isPairTask(task)) {
    return {
      message: `"${task.title}" reads both ends as they are, so nothing would change.`,
      hint: 'Choose a task about one movie.',
    };
  }
  return taskObstacle(task, recipe);
}
