import type { EntityRef, NarrationSettings, Recipe, VectorSource } from './types.ts';

/** Defaults of a narration; a task brings its own length limit. */
export const DEFAULT_SETTINGS: NarrationSettings = {
  temperature: 0.5,
  topK: 0,
  topP: 0.9,
  repetitionPenalty: 1.2,
  seed: 1,
  maxTokens: 160,
  bestOf: 1,
};

/** Largest push along a CAV, in standard deviations. */
export const MAX_PUSH_SD = 3;

/** A recipe that is one entity and nothing else. */
export function recipeOf(entity: EntityRef): Recipe {
  return {
    space: entity.kind === 'user' ? 'behavioral' : 'semantic',
    start: { type: 'entity', entity },
    terms: [],
    blend: null,
    pushes: [],
  };
}

/** Every source of a recipe in the order in which composing reads them. */
export function sourcesOf(recipe: Recipe): VectorSource[] {
  const sources = [recipe.start, ...recipe.terms.map((term) => term.source)];
  return recipe.blend ? [...sources, recipe.blend.with] : sources;
}

/** The distinct texts that P must embed before the recipe can be composed. */
export function textsOf(recipe: Recipe): string[] {
  const texts = sourcesOf(recipe).flatMap((source) => (source.type === 'text' ? [source.text] : []));
  return [...new Set(texts)];
}

/** The distinct entities that a recipe mentions. */
export function entitiesOf(recipe: Recipe): EntityRef[] {
  const entities = sourcesOf(recipe).flatMap((source) => {
    if (source.type === 'entity') return [source.entity];
    return source.type === 'mean' ? source.entities : [];
  });
  const seen = new Set<string>();
  return entities.filter(({ kind, id }) => {
    const key = `${kind}${id}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/**
 * The real entity whose vector the recipe gives, or null for a hypothetical one. An end of a blend
 * and a push of 0 leave a real vector real.
 */
export function realEntity(recipe: Recipe): EntityRef | null {
  if (recipe.terms.length > 0 || recipe.pushes.some((push) => push.sd !== 0)) return null;
  const { start, blend } = recipe;
  const source = blend === null || blend.alpha === 0 ? start : blend.alpha === 1 ? blend.with : null;
  return source?.type === 'entity' ? source.entity : null;
}

/** Whether two recipes are the same, field by field. */
export function sameRecipe(a: Recipe, b: Recipe): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
