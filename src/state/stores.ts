import { entityName } from '../core/catalogue.ts';
import { composeRecipe } from '../core/compose.ts';
import { ElmError } from '../core/errors.ts';
import type { RunExtras } from '../core/notebookJson.ts';
import { recipeText } from '../core/recipeText.ts';
import type { Run } from '../core/types.ts';
import { createBundleStore } from './bundleStore.ts';
import { createCavStore } from './cavStore.ts';
import { EngineTurn } from './engineTurn.ts';
import { createMapStore } from './mapStore.ts';
import { createNarrationStore } from './narrationStore.ts';
import { indexedDbStorage, type NotebookStorage } from './notebookStorage.ts';
import { createNotebookStore, type NotebookStore } from './notebookStore.ts';
import { createNoticeStore } from './noticeStore.ts';
import { createRecipeStore } from './recipeStore.ts';
import { bundleResolver } from './resolver.ts';
import type { Services } from './services.ts';
import { createSettingsStore } from './settingsStore.ts';
import { createSidesStore } from './sidesStore.ts';
import { createStepStore } from './stepStore.ts';
import { createSweepStore } from './sweepStore.ts';
import { TextEmbedder } from './textEmbedder.ts';

/** Where things are kept between visits; the browser's own by default. */
export interface StoreOptions {
  readonly storage?: NotebookStorage;
  readonly preferences?: Storage | null;
}

export type Stores = ReturnType<typeof createStores>;

/** All stores of the page, wired to each other and to the networks that `services` open. */
export function createStores(services: Services, options: StoreOptions = {}) {
  let notebook: NotebookStore | null = null;
  const storage =
    options.storage ??
    indexedDbStorage(
      (thrown) => notebook?.setState({ error: storageError(thrown).toRecord() }),
      undefined,
      () => notebook?.getState().dismissError(),
    );

  const settings = createSettingsStore(
    options.preferences === undefined ? browserStorage() : options.preferences,
  );
  const bundles = createBundleStore(services);
  const embedder = new TextEmbedder(() => bundles.getState().encoder);
  bundles.subscribe((state, previous) => {
    if (state.encoder !== previous.encoder) embedder.clear();
  });
  const cavs = createCavStore(bundles, embedder, storage);
  const steps = createStepStore();
  const recipes = createRecipeStore(bundles, cavs, embedder, steps);
  const map = createMapStore(bundles, recipes);

  const extras = (run: Run): RunExtras => {
    const { catalogue } = bundles.getState();
    if (!catalogue || catalogue.name !== run.model.bundle) return { recipeText: run.title, vector: null };
    const { all } = cavs.getState();
    const words = recipeText(run.recipe, {
      entity: (entity) => entityName(catalogue, entity),
      cav: (id) => all.find((cav) => cav.id === id)?.label ?? id,
    });
    try {
      const resolver = bundleResolver(catalogue, run.recipe.space, all, embedder);
      return { recipeText: words, vector: composeRecipe(run.recipe, resolver).vector };
    } catch {
      // A text that this visit has not embedded, or a concept that was removed since.
      return { recipeText: words, vector: null };
    }
  };
  notebook = createNotebookStore(storage, {
    extras,
    taskTitle: (id) => bundles.getState().catalogue?.tasks.find((task) => task.id === id)?.title ?? id,
    ownCavs: () => cavs.getState().own,
    adoptCavs: (adopted) => cavs.getState().adopt(adopted),
  });

  const turn = new EngineTurn();
  const narration = createNarrationStore({ bundles, recipes, steps, notebook, settings, embedder, turn });
  const together = { bundles, cavs, recipes, narration, notebook, embedder, turn };
  const sweeps = createSweepStore(together);
  const sides = createSidesStore(together);

  bundles.subscribe((state, previous) => {
    // Another bundle has other entities: what pointed at the old ones would point at strangers.
    if (!previous.catalogue || state.catalogue?.name === previous.catalogue.name) return;
    recipes.getState().clear();
    steps.getState().forget();
    sides.getState().close();
    map.setState({ selection: [], hover: null, camera: null, colour: { by: 'genre' } });
  });
  const notices = createNoticeStore();
  return {
    bundles,
    cavs,
    embedder,
    map,
    narration,
    notebook,
    notices,
    recipes,
    settings,
    sides,
    steps,
    storage,
    sweeps,
  };
}

/** Reads what earlier visits kept; call once at start-up. */
export async function restoreStores({ cavs, notebook }: Stores): Promise<void> {
  await notebook.getState().restore();
  await cavs
    .getState()
    .restore()
    .catch((thrown: unknown) => notebook.setState({ error: storageError(thrown).toRecord() }));
}

function browserStorage(): Storage | null {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

function storageError(thrown: unknown): ElmError {
  if (thrown instanceof ElmError) return thrown;
  const detail = String(thrown);
  if (detail.includes('QuotaExceeded')) {
    return new ElmError(
      'quota',
      'There is no room left to keep the notebook.',
      'Export it, then remove old narrations.',
      detail,
    );
  }
  return new ElmError(
    'quota',
    'The browser does not let this page keep the notebook.',
    'Export it before you leave the page.',
    detail,
  );
}
