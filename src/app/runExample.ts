import type { Stores } from '../state/stores.ts';
import type { Example } from './examples.ts';

/** Shows an example: sets recipe and task, and narrates. */
export function runExample({ narration }: Stores, { recipe, task }: Example): void {
  narration.getState().setTask(task, recipe);
  void narration.getState().narrate();
}
