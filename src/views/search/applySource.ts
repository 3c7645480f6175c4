import type { VectorSource } from '../../core/types.ts';
import type { RecipeStore } from '../../state/recipeStore.ts';
import type { SourceSlot } from '../dialogs.ts';

/** Puts a chosen source in its place of the recipe; without a recipe it becomes the start. */
export function applySource(recipes: RecipeStore, slot: SourceSlot, source: VectorSource): void {
  const { recipe, start, startFrom, setBlend, addTerm } = recipes.getState();
  if (recipe === null || slot === 'start') {
    if (source.type === 'entity') startFrom(source.entity);
    else start(source);
  } else if (slot === 'blend') {
    setBlend({
      with: source,
      alpha: recipe.blend?.alpha ?? 0.5,
      mode: recipe.blend?.mode ?? 'linear',
    });
  } else {
    addTerm(slot === 'plus' ? 1 : -1, source);
  }
}
