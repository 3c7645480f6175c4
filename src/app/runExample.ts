import type { Stores } from '../state/stores.ts';
import type { Example } from './examples.ts';

/** Shows an example: sets recipe and task, and narrates. */
export function runExample({ recipes, narration }: Stores, { recipe, task }: Example): void {
  recipes.getState().replace(recipe);
  narration.getState().setTask(task);
  void narration.getState().narrate();
}
