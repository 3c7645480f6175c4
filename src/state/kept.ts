import { type LinkState, linkHash } from '../core/links.ts';
import type { Run } from '../core/types.ts';
import type { BundleStore } from './bundleStore.ts';
import type { NarrationStore } from './narrationStore.ts';
import type { NotebookStore } from './notebookStore.ts';
import type { StepStore } from './stepStore.ts';

export interface KeptStores {
  readonly bundles: BundleStore;
  readonly narration: NarrationStore;
  readonly notebook: NotebookStore;
  readonly steps: StepStore;
}

type Asked = Pick<LinkState, 'recipe' | 'task' | 'settings'>;

/** One step back: recipe, task and settings as they were, with the text that the notebook has for them. */
export function stepBack(stores: KeptStores): void {
  const { canUndo, undo } = stores.steps.getState();
  if (!canUndo) return;
  undo();
  showKept(stores);
}

/** One step forward again, with the text that the notebook has for it. */
export function stepForward(stores: KeptStores): void {
  const { canRedo, redo } = stores.steps.getState();
  if (!canRedo) return;
  redo();
  showKept(stores);
}

/** Shows the text that the notebook has for the current state, unless its text is on show already. */
export function showKept(stores: KeptStores): void {
  const { recipe, taskId, settings } = stores.steps.getState().moment;
  const { shown, outdated, showText } = stores.narration.getState();
  if (!recipe || (shown && !outdated)) return;
  const kept = keptRun(stores, { recipe, task: taskId, settings });
  if (kept) showText(kept);
}

/** The newest text that was narrated for this state with the bundle at hand; null where there is none. */
export function keptRun({ bundles, notebook }: KeptStores, asked: Asked): Run | null {
  const { catalogue } = bundles.getState();
  if (!catalogue) return null;
  const sought = decisive(asked);
  const fits = ({ finish, model, task }: Run): boolean =>
    finish !== 'error' &&
    task === asked.task &&
    model.bundle === catalogue.name &&
    model.version === catalogue.version;
  return notebook.getState().runs.find((run) => fits(run) && decisive(run) === sought) ?? null;
}

/** All that decides a text but the bundle, as an address has it: numbers of vectors are rounded there. */
export function decisive({ recipe, task, settings }: Asked): string {
  return linkHash({ recipe, task, settings, view: null, colour: null, cavs: [] });
}
