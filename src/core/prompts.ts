import type { Composition } from './compose.ts';
import { ElmError } from './errors.ts';
import type { Recipe, SpaceId, Task } from './types.ts';

/** A slot's vector; the shape that the engine takes. */
export interface FilledSlot {
  readonly space: SpaceId;
  readonly values: Float32Array;
}

/** Why a task cannot be narrated from a recipe, one sentence and one action; null when it can. */
export function taskObstacle(
  task: Task,
  recipe: Recipe,
): { readonly message: string; readonly hint: string } | null {
  const foreign = task.slots.find((space) => space !== recipe.space);
  if (foreign) {
    return {
      message: `"${task.title}" reads a vector of the ${foreign} space.`,
      hint:
        foreign === 'behavioral'
          ? 'Start from a user, or choose a movie task.'
          : 'Start from a movie or a text.',
    };
  }
  if (task.slots.length === 2 && recipe.blend === null) {
    return { message: `"${task.title}" needs a second movie.`, hint: 'Pick a second one to blend with.' };
  }
  return null;
}

/**
 * The vectors for a task's slots in order: w for one slot; the start and the other end of the blend
 * for two, as the paper's pair tasks compare two entities rather than their mixture.
 * @throws ElmError `bad-vector` where `taskObstacle` has a reason.
 */
export function fillSlots(task: Task, recipe: Recipe, composition: Composition): FilledSlot[] {
  const obstacle = taskObstacle(task, recipe);
  if (obstacle) throw new ElmError('bad-vector', obstacle.message, obstacle.hint);
  if (task.slots.length === 2 && composition.end) {
    return [
      { space: recipe.space, values: composition.start },
      { space: recipe.space, values: composition.end },
    ];
  }
  return task.slots.map((space) => ({ space, values: composition.vector }));
}

/** Whether the text of a task speaks of two vectors, not of w alone. */
export function isPairTask(task: Task): boolean {
  return task.slots.length === 2;
}
