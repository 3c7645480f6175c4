import type { SpaceId, Task } from '../core/types.ts';

/** Which task is narrated where the current one does not fit the recipe. */
export class TaskChoice {
  private readonly last = new Map<SpaceId, string>();

  /**
   * The task last used in `space`, or its first, where the current one cannot stay.
   *
   * @param current id of the current task, which is remembered for its space.
   * @param space of the recipe; null without one, when any task fits.
   * @returns null where the current task stays, or none fits.
   */
  fitting(tasks: readonly Task[], current: string, space: SpaceId | null): Task | null {
    const task = tasks.find(({ id }) => id === current);
    const own = task?.slots[0];
    if (task && own) this.last.set(own, task.id);
    if (task && (!space || own === space)) return null;
    const wanted = space ?? 'semantic';
    const fits = ({ slots }: Task): boolean => slots[0] === wanted;
    const known = this.last.get(wanted) ?? 'summary';
    return (
      tasks.find((one) => one.id === known && fits(one)) ??
      tasks.find((one) => one.slots.length === 1 && fits(one)) ??
      null
    );
  }
}
