import type { SpaceId, Task, TaskGroup } from '../../core/types.ts';
import type { SelectGroup } from '../parts/Select.tsx';

const headings: Readonly<Record<TaskGroup, string>> = {
  plot: 'Plot',
  review: 'Reviews',
  list: 'Characteristics',
  persuade: 'Persuasion',
  rewrite: 'Another version',
  viewer: 'Who would watch',
  pair: 'Two films',
  user: 'Users',
};

/** The tasks under their headings; those that read the current space come first. */
export function taskGroups(tasks: readonly Task[], space: SpaceId): SelectGroup[] {
  const groups = new Map<TaskGroup, Task[]>();
  for (const task of tasks) groups.set(task.group, [...(groups.get(task.group) ?? []), task]);
  const fits = (group: readonly Task[]) => group.some((task) => task.slots.includes(space));
  return [...groups]
    .sort(([, a], [, b]) => Number(fits(b)) - Number(fits(a)))
    .map(([group, members]) => ({
      label: headings[group],
      options: members.map((task) => ({
        value: task.id,
        label: task.title,
        ...(task.slots.length === 2 ? { note: 'needs two' } : {}),
      })),
    }));
}
