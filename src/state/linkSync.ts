import { type LinkState, linkHash } from '../core/links.ts';
import { cavFromRecord, cavToRecord } from '../core/records.ts';
import type { Run } from '../core/types.ts';
import type { BundleStore } from './bundleStore.ts';
import type { CavStore } from './cavStore.ts';
import { colourCode, colourFromCode, type MapStore } from './mapStore.ts';
import type { NarrationStore } from './narrationStore.ts';
import type { NotebookStore } from './notebookStore.ts';
import type { RecipeStore } from './recipeStore.ts';

export interface LinkedStores {
  readonly bundles: BundleStore;
  readonly cavs: CavStore;
  readonly recipes: RecipeStore;
  readonly map: MapStore;
  readonly narration: NarrationStore;
  readonly notebook: NotebookStore;
}

type Asked = Pick<LinkState, 'recipe' | 'task' | 'settings'>;

/** The state that a link carries; null while nothing is picked. */
export function linkStateOf({ cavs, recipes, map, narration }: LinkedStores): LinkState | null {
  const { recipe } = recipes.getState();
  const { taskId, settings } = narration.getState();
  if (!recipe || taskId === '') return null;
  const { colour, camera } = map.getState();
  const used = new Set(recipe.pushes.map((push) => push.cav));
  return {
    recipe,
    task: taskId,
    settings,
    view: camera,
    colour: colour.by === 'genre' ? null : colourCode(colour),
    cavs: cavs
      .getState()
      .own.filter(({ id }) => used.has(id))
      .map(cavToRecord),
  };
}

/** The link to the current state as the part after `#`, '' while there is nothing to link to. */
export function currentHash(stores: LinkedStores): string {
  const state = linkStateOf(stores);
  return state ? linkHash(state) : '';
}

/** Puts the page into the state of a link, with the text that the notebook has for it; without one it is narrated. */
export function applyLink(stores: LinkedStores, link: LinkState): void {
  const { cavs, recipes, map, narration } = stores;
  cavs.getState().adopt(link.cavs.map(cavFromRecord));
  map.setState({ colour: colourFromCode(link.colour), camera: link.view });
  const now = linkStateOf(stores);
  const isHere = now !== null && decisive(now) === decisive(link);
  const kept = isHere ? null : keptRun(stores, link);
  if (kept) {
    narration.getState().show(kept);
    return;
  }
  narration.getState().restore(link.task, link.settings);
  recipes.getState().replace(link.recipe);
}

/** Shows the text that the notebook has for the current state, unless there is one on show already. */
export function showKept(stores: LinkedStores): void {
  const now = linkStateOf(stores);
  if (!now || stores.narration.getState().shown) return;
  const kept = keptRun(stores, now);
  if (kept) stores.narration.getState().show(kept);
}

/** The newest text that was narrated for this state with the bundle at hand; null where there is none. */
function keptRun({ bundles, notebook }: LinkedStores, asked: Asked): Run | null {
  const { catalogue } = bundles.getState();
  if (!catalogue) return null;
  const sought = decisive(asked);
  const fits = ({ finish, model }: Run): boolean =>
    finish !== 'error' && model.bundle === catalogue.name && model.version === catalogue.version;
  return notebook.getState().runs.find((run) => fits(run) && decisive(run) === sought) ?? null;
}

/** All that decides a text but the bundle, as an address has it: numbers of vectors are rounded there. */
function decisive({ recipe, task, settings }: Asked): string {
  return linkHash({ recipe, task, settings, view: null, colour: null, cavs: [] });
}
