import { type LinkState, linkHash } from '../core/links.ts';
import { cavFromRecord, cavToRecord } from '../core/records.ts';
import type { CavStore } from './cavStore.ts';
import { colourCode, colourFromCode, type MapStore } from './mapStore.ts';
import type { NarrationStore } from './narrationStore.ts';
import type { RecipeStore } from './recipeStore.ts';

export interface LinkedStores {
  readonly cavs: CavStore;
  readonly recipes: RecipeStore;
  readonly map: MapStore;
  readonly narration: NarrationStore;
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

/** Puts the page into the state of a link. */
export function applyLink(stores: LinkedStores, link: LinkState): void {
  const { cavs, recipes, map, narration } = stores;
  cavs.getState().adopt(link.cavs.map(cavFromRecord));
  narration.getState().restore(link.task, link.settings);
  map.setState({ colour: colourFromCode(link.colour), camera: link.view });
  recipes.getState().replace(link.recipe);
}
