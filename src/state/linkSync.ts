import { type LinkState, linkHash } from '../core/links.ts';
import { cavFromRecord, cavToRecord } from '../core/records.ts';
import type { CavStore } from './cavStore.ts';
import { decisive, type KeptStores, keptRun } from './kept.ts';
import { colourCode, colourFromCode, type MapStore } from './mapStore.ts';
import type { RecipeStore } from './recipeStore.ts';

export interface LinkedStores extends KeptStores {
  readonly cavs: CavStore;
  readonly recipes: RecipeStore;
  readonly map: MapStore;
}

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
  const { cavs, map, narration, steps } = stores;
  cavs.getState().adopt(link.cavs.map(cavFromRecord));
  map.setState({ colour: colourFromCode(link.colour), camera: link.view });
  const now = linkStateOf(stores);
  const isHere = now !== null && decisive(now) === decisive(link);
  const kept = isHere ? null : keptRun(stores, link);
  if (kept) narration.getState().show(kept);
  else steps.getState().step({ recipe: link.recipe, taskId: link.task, settings: link.settings });
}
