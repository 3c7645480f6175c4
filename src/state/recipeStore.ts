import { createStore } from 'zustand/vanilla';
import { type Catalogue, entityName, type Space } from '../core/catalogue.ts';
import { type Composition, composeRecipe } from '../core/compose.ts';
import { ElmError, type ErrorRecord } from '../core/errors.ts';
import { MAX_PUSH_SD, realEntity, recipeOf, textsOf } from '../core/recipe.ts';
import { type RecipeNames, recipeText } from '../core/recipeText.ts';
import type { Blend, EntityRef, Recipe, SpaceId, VectorSource } from '../core/types.ts';
import type { BundleStore } from './bundleStore.ts';
import type { CavStore } from './cavStore.ts';
import { bundleResolver } from './resolver.ts';
import type { StepStore } from './stepStore.ts';
import { type Surroundings, surroundingsOf } from './surroundings.ts';
import type { TextEmbedder } from './textEmbedder.ts';
import { type StarRating, viewerSource } from './viewerSource.ts';

export interface RecipeState {
  /** Null until something is picked. */
  readonly recipe: Recipe | null;
  /** The recipe in words. */
  readonly words: string;
  /** w and its stages; null while nothing is picked, a text waits for the encoder, or `error` says why. */
  readonly composition: Composition | null;
  readonly surroundings: Surroundings | null;
  /** The entity whose vector w is; null for a hypothetical one. */
  readonly real: EntityRef | null;
  /** A text of the recipe is being embedded, or waits for the encoder. */
  readonly embedding: boolean;
  /** Why the recipe has no vector. */
  readonly error: ErrorRecord | null;

  /** Starts over from one source in its natural space, keeping what else the recipe has in that space. */
  start(source: VectorSource, space?: SpaceId): void;
  /** Shorthand: an entity as the start (click), or as the other end of a blend at 0.5 (Ctrl-click). */
  startFrom(entity: EntityRef): void;
  blendWith(entity: EntityRef): void;
  setBlend(blend: Blend | null): void;
  /** 0..1; moves in quick succession are one step of undo. */
  setAlpha(alpha: number): void;
  setBlendMode(mode: Blend['mode']): void;
  swapEnds(): void;
  addTerm(sign: 1 | -1, source: VectorSource): void;
  removeTerm(index: number): void;
  /** Sets a push, adding it at the end if it is new; sd is held within -3..3. */
  setPush(cav: string, sd: number): void;
  removePush(cav: string): void;
  /**
   * Starts from a viewer who does not exist: the behavioral vector that the factor model folds in for
   * these ratings.
   * @throws ElmError `bad-vector` when no movie has factors, or the bundle has no behavioral space.
   */
  startFromViewer(ratings: readonly StarRating[]): void;
  /** Any recipe: an example, a run of the notebook, a link. */
  replace(recipe: Recipe): void;
  clear(): void;
}

export type RecipeStore = ReturnType<typeof createRecipeStore>;

/** The store of the current moment's recipe and everything that follows from it. */
export function createRecipeStore(
  bundles: BundleStore,
  cavs: CavStore,
  embedder: TextEmbedder,
  steps: StepStore,
) {
  const recipeNow = (): Recipe | null => steps.getState().moment.recipe;

  const names = (): RecipeNames => ({
    entity: (entity) => {
      const { catalogue } = bundles.getState();
      return catalogue ? entityName(catalogue, entity) : `${entity.kind} ${entity.id}`;
    },
    cav: (id) => cavs.getState().all.find((cav) => cav.id === id)?.label ?? id,
  });

  const store = createStore<RecipeState>()((_, get) => {
    const change = (make: (recipe: Recipe) => Recipe, mergeKey: string | null = null): void => {
      const { recipe } = get();
      if (recipe) put(make(recipe), mergeKey);
    };

    const put = (recipe: Recipe | null, mergeKey: string | null = null): void =>
      steps.getState().step({ recipe }, mergeKey);

    return {
      recipe: null,
      words: '',
      composition: null,
      surroundings: null,
      real: null,
      embedding: false,
      error: null,

      start: (source, space) => {
        const { recipe } = get();
        const next = space ?? naturalSpace(source, bundles.getState().catalogue);
        const kept = recipe?.space === next ? recipe : null;
        put({
          space: next,
          start: source,
          terms: kept?.terms ?? [],
          blend: kept?.blend ?? null,
          pushes: kept?.pushes ?? [],
        });
      },
      startFrom: (entity) => {
        if (get().recipe) get().start({ type: 'entity', entity });
        else put(recipeOf(entity));
      },
      blendWith: (entity) => {
        const { recipe } = get();
        if (!recipe) return put(recipeOf(entity));
        put({
          ...recipe,
          blend: {
            with: { type: 'entity', entity },
            alpha: recipe.blend?.alpha ?? 0.5,
            mode: recipe.blend?.mode ?? 'linear',
          },
        });
      },
      setBlend: (blend) => change((recipe) => ({ ...recipe, blend })),
      setAlpha: (alpha) =>
        change((recipe) => {
          if (!recipe.blend) return recipe;
          return { ...recipe, blend: { ...recipe.blend, alpha: Math.max(0, Math.min(1, alpha)) } };
        }, 'alpha'),
      setBlendMode: (mode) =>
        change((recipe) => (recipe.blend ? { ...recipe, blend: { ...recipe.blend, mode } } : recipe)),
      swapEnds: () =>
        change((recipe) => {
          const { blend, start, terms } = recipe;
          if (!blend || terms.length > 0) return recipe;
          return { ...recipe, start: blend.with, blend: { ...blend, with: start, alpha: 1 - blend.alpha } };
        }),
      addTerm: (sign, source) =>
        change((recipe) => ({ ...recipe, terms: [...recipe.terms, { sign, source }] })),
      removeTerm: (index) =>
        change((recipe) => ({ ...recipe, terms: recipe.terms.filter((_, i) => i !== index) })),
      setPush: (cav, sd) =>
        change((recipe) => {
          const push = { cav, sd: Math.max(-MAX_PUSH_SD, Math.min(MAX_PUSH_SD, sd)) };
          const known = recipe.pushes.some((one) => one.cav === cav);
          const pushes = known
            ? recipe.pushes.map((one) => (one.cav === cav ? push : one))
            : [...recipe.pushes, push];
          return { ...recipe, pushes };
        }, `push ${cav}`),
      removePush: (cav) =>
        change((recipe) => ({ ...recipe, pushes: recipe.pushes.filter((push) => push.cav !== cav) })),
      startFromViewer: (ratings) => {
        const { bundle, catalogue } = bundles.getState();
        if (!bundle || !catalogue) return;
        get().start(viewerSource(bundle, catalogue, ratings), 'behavioral');
      },
      replace: (recipe) => put(recipe),
      clear: () => put(null),
    };
  });

  /** What follows from a recipe; a text that is not embedded yet is asked for, and comes back here. */
  const derive = (recipe: Recipe | null) => {
    const nothing = { recipe, words: '', composition: null, surroundings: null, error: null };
    const { catalogue, manifold } = bundles.getState();
    if (!recipe || !catalogue) return { ...nothing, real: null, embedding: false };
    const words = recipeText(recipe, names());
    const real = realEntity(recipe);
    const missing =
      recipe.space === 'semantic' ? textsOf(recipe).filter((text) => !embedder.known(text)) : [];
    if (missing.length > 0) {
      void embed(recipe, missing);
      return { ...nothing, words, real, embedding: true };
    }
    try {
      const resolver = bundleResolver(catalogue, recipe.space, cavs.getState().all, embedder);
      const composition = composeRecipe(recipe, resolver);
      const surroundings = surroundingsOf(catalogue, recipe, composition, manifold[recipe.space]);
      return { recipe, words, composition, surroundings, real, embedding: false, error: null };
    } catch (thrown) {
      return { ...nothing, words, real, embedding: false, error: ElmError.from(thrown).toRecord() };
    }
  };

  const embed = async (recipe: Recipe, texts: readonly string[]): Promise<void> => {
    try {
      const vectors = await embedder.embed(texts);
      if (vectors && store.getState().recipe === recipe) refresh();
    } catch (thrown) {
      if (store.getState().recipe !== recipe) return;
      store.setState({ embedding: false, error: ElmError.from(thrown).toRecord() });
    }
  };

  const refresh = (): void => store.setState(derive(recipeNow()));

  steps.subscribe((state, previous) => {
    if (state.moment.recipe !== previous.moment.recipe) refresh();
  });

  bundles.subscribe((state, previous) => {
    const changed =
      state.catalogue !== previous.catalogue ||
      state.encoder !== previous.encoder ||
      state.manifold !== previous.manifold;
    if (changed && recipeNow()) refresh();
  });
  cavs.subscribe((state, previous) => {
    if (state.all !== previous.all && recipeNow()) refresh();
  });
  return store;
}

/** The space that a source most likely means: users live in the behavioral one, vectors where they fit. */
function naturalSpace(source: VectorSource, catalogue: Catalogue | null): SpaceId {
  switch (source.type) {
    case 'entity':
      return source.entity.kind === 'user' ? 'behavioral' : 'semantic';
    case 'mean':
      return source.entities.some(({ kind }) => kind === 'user') ? 'behavioral' : 'semantic';
    case 'text':
      return 'semantic';
    case 'vector': {
      const fits = (space: Space | null | undefined): boolean => space?.dimension === source.values.length;
      return !fits(catalogue?.semantic) && fits(catalogue?.behavioral) ? 'behavioral' : 'semantic';
    }
  }
}
