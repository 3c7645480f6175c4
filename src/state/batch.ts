import { composeRecipe } from '../core/compose.ts';
import { ElmError } from '../core/errors.ts';
import { isPairTask, taskObstacle } from '../core/prompts.ts';
import { recipeText } from '../core/recipeText.ts';
import { NO_SCORES } from '../core/scores.ts';
import { recipeAt, type SweepAxis, sweepTitle } from '../core/sweeps.ts';
import type { Recipe, Run, Task } from '../core/types.ts';
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
export const MAX_BATCH = 16;

/** What narrating several places at once reads and writes. */
export interface BatchDependencies {
  readonly bundles: BundleStore;
  readonly cavs: CavStore;
  readonly recipes: RecipeStore;
  readonly narration: NarrationStore;
  readonly notebook: NotebookStore;
  readonly embedder: TextEmbedder;
  readonly turn: EngineTurn;
}

/** How a batch comes along; `index` is the plan's place. */
export interface BatchReport {
  readonly onText: (index: number, text: string) => void;
  /** All texts are written. */
  readonly onScoring: () => void;
  /** A text is scored and in the notebook. */
  readonly onRun: (index: number, run: Run) => void;
}

/**
 * The current recipe and task at several values of an axis, at most 16, all with the same seed, and what the
 * axis goes along in words.
 * @throws ElmError `bad-vector` with the reason why that makes no sense.
 */
export function plansAlong(
  { bundles, cavs, recipes, narration, embedder }: BatchDependencies,
  axis: SweepAxis,
  values: readonly number[],
): { readonly title: string; readonly plans: readonly Plan[] } {
  const { catalogue } = bundles.getState();
  const { recipe } = recipes.getState();
  const { taskId, settings } = narration.getState();
  const task = catalogue?.tasks.find(({ id }) => id === taskId);
  if (!catalogue || !recipe || !task) {
    throw new ElmError('bad-vector', 'There is nothing to narrate yet.', 'Pick a movie on the map first.');
  }
  const obstacle = axisObstacle(task, recipe, axis);
  if (obstacle) throw new ElmError('bad-vector', obstacle.message, obstacle.hint);
  const { all } = cavs.getState();
  const resolver = bundleResolver(catalogue, recipe.space, all, embedder);
  const cavName = (id: string): string => all.find((cav) => cav.id === id)?.label ?? id;
  const names = { entity: resolver.name, cav: cavName };
  const plans = values.slice(0, MAX_BATCH).flatMap((value): Plan[] => {
    const step = recipeAt(recipe, axis, value);
    if (!step) return [];
    const composition = composeRecipe(step, resolver);
    const words = recipeText(step, names);
    return [{ recipe: step, words, composition, task, settings: { ...settings, bestOf: 1 } }];
  });
  return { title: sweepTitle(recipe, axis, names), plans };
}

/** Why moving along an axis would say nothing; null when it can be done. */
export function axisObstacle(
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

/**
 * Narrates plans in one batch, scores them one after the other and keeps them in the notebook. Texts that were
 * stopped midway are kept as far as they are written; nothing is kept when newer work took over.
 * @throws ElmError `bad-vector` before the model is ready, and what the engine throws.
 */
export async function narrateTogether(
  { bundles, notebook, embedder }: BatchDependencies,
  plans: readonly Plan[],
  { onText, onScoring, onRun }: BatchReport,
  signal: AbortSignal,
): Promise<void> {
  const { catalogue, engine } = bundles.getState();
  if (!catalogue || !engine) {
    throw new ElmError('bad-vector', 'The model is not ready yet.', 'Wait until it has loaded.');
  }
  const written = await engine.narrateBatch(
    plans.map((plan) => requestOf(plan)),
    (index, { text }) => {
      if (!signal.aborted) onText(index, text);
    },
    signal,
  );
  if (wasReplaced(signal)) return;
  onScoring();
  const unscored = plans.map((plan, i): Run | null => {
    const result = written[i];
    if (!result || result.text.trim() === '') return null;
    return runOf(crypto.randomUUID(), plan, { catalogue, engine }, result, NO_SCORES);
  });
  for (const run of unscored) if (run) notebook.getState().keepUnscored(run);
  for (const [i, plan] of plans.entries()) {
    const kept = unscored[i];
    if (!kept) continue;
    const scorer = scorerOf(plan, { catalogue, engine }, bundles, embedder);
    const [scores = NO_SCORES] = await scoreTexts([kept.text], scorer, bundles);
    const run = { ...kept, scores };
    notebook.getState().add(run);
    onRun(i, run);
  }
}
