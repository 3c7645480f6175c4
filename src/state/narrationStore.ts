import { createStore } from 'zustand/vanilla';
import { ElmError, type ErrorRecord } from '../core/errors.ts';
import { taskObstacle } from '../core/prompts.ts';
import { DEFAULT_SETTINGS } from '../core/recipe.ts';
import type { NarrationSettings, Run, Task } from '../core/types.ts';
import type { BundleStore } from './bundleStore.ts';
import type { EngineTurn } from './engineTurn.ts';
import type { Plan } from './narrator.ts';
import type { NotebookStore } from './notebookStore.ts';
import type { RecipeStore } from './recipeStore.ts';
import type { SettingsStore } from './settingsStore.ts';
import { keptNarration, type NarrationStatus, type ShownNarration } from './shownNarration.ts';
import { TaskChoice } from './taskChoice.ts';
import type { TextEmbedder } from './textEmbedder.ts';
import { createWriting } from './writing.ts';

/** Rest after which a changed recipe is narrated by itself. */
export const PAUSE_MS = 250;

export interface NarrationState {
  readonly taskId: string;
  readonly settings: NarrationSettings;
  readonly status: NarrationStatus;
  readonly shown: ShownNarration | null;
  /** What is shown belongs to another recipe, task or settings than the current ones. */
  readonly outdated: boolean;
  /** Why the task cannot be narrated from the recipe. */
  readonly obstacle: { readonly message: string; readonly hint: string } | null;
  readonly error: ErrorRecord | null;
  setTask(id: string): void;
  setSettings(changes: Partial<NarrationSettings>): void;
  /** Narrates the current recipe; resolves with the run, null when it was replaced or could not be made. */
  narrate(): Promise<Run | null>;
  /** Stops at the next token and keeps what is written. */
  stop(): void;
  /** Shows a run of the notebook as it was, without narrating again. */
  show(run: Run): void;
  /** Sets task and settings at once (a link, an example). */
  restore(task: string, settings: NarrationSettings): void;
}

export type NarrationStore = ReturnType<typeof createNarrationStore>;

export interface NarrationDependencies {
  readonly bundles: BundleStore;
  readonly recipes: RecipeStore;
  readonly notebook: NotebookStore;
  readonly settings: SettingsStore;
  readonly embedder: TextEmbedder;
  readonly turn: EngineTurn;
}

/** The store of the current narration. */
export function createNarrationStore(dependencies: NarrationDependencies) {
  const { bundles, recipes, settings: preferences, turn } = dependencies;
  let pause: ReturnType<typeof setTimeout> | undefined;
  /** What was asked for last: another key means that the text on show is outdated. */
  let askedKey = '';
  /** Narrate as soon as engine and vector are there. */
  let wanted = false;

  const taskOf = (id: string): Task | null =>
    bundles.getState().catalogue?.tasks.find((task) => task.id === id) ?? null;

  const store = createStore<NarrationState>()((set, get, stage) => {
    const { write, score } = createWriting(dependencies, stage);

    const currentKey = (): string => {
      const { taskId, settings } = get();
      return JSON.stringify([recipes.getState().recipe, taskId, settings]);
    };

    const planNow = (): Plan | null => {
      const { recipe, composition, words } = recipes.getState();
      const task = taskOf(get().taskId);
      if (!recipe || !composition || !task || taskObstacle(task, recipe)) return null;
      return { recipe, composition, words, task, settings: get().settings };
    };

    return {
      taskId: '',
      settings: DEFAULT_SETTINGS,
      status: 'idle',
      shown: null,
      outdated: false,
      obstacle: null,
      error: null,

      setTask: (id) => {
        const task = taskOf(id);
        set({ taskId: id });
        if (task) set({ settings: { ...get().settings, maxTokens: task.maxTokens } });
        follow();
      },
      setSettings: (changes) => {
        set({ settings: { ...get().settings, ...changes } });
        follow();
      },
      restore: (taskId, settings) => {
        set({ taskId, settings });
        follow();
      },

      narrate: async () => {
        clearTimeout(pause);
        const plan = planNow();
        const { catalogue, engine } = bundles.getState();
        if (!plan || !catalogue || !engine) {
          const { recipe, error } = recipes.getState();
          wanted = recipe !== null && error === null && get().obstacle === null;
          turn.end('replaced');
          set({ status: wanted ? 'waiting' : 'idle' });
          return null;
        }
        wanted = false;
        askedKey = currentKey();
        set({ outdated: false });
        try {
          const instruments = { catalogue, engine };
          const text = await turn.take((signal) => write(plan, instruments, signal));
          // The next text need not wait for the scores of this one, for which P may still be loading.
          return text && (await score(plan, instruments, text));
        } catch (thrown) {
          set({ status: 'idle', error: ElmError.from(thrown).toRecord() });
          return null;
        }
      },

      stop: () => {
        clearTimeout(pause);
        wanted = false;
        const { status } = get();
        if (status === 'starting' || status === 'streaming') turn.end('stopped');
        else if (status !== 'scoring') set({ status: 'idle' });
      },

      show: (run) => {
        const task = taskOf(run.task);
        recipes.getState().replace(run.recipe);
        set({ taskId: run.task, settings: run.settings });
        clearTimeout(pause);
        wanted = false;
        turn.end('replaced');
        askedKey = currentKey();
        set({ status: 'idle', outdated: false, error: null, obstacle: obstacleNow() });
        if (task) set({ shown: keptNarration(run, task) });
      },
    };
  });

  const obstacleNow = (): NarrationState['obstacle'] => {
    const { recipe } = recipes.getState();
    const task = taskOf(store.getState().taskId);
    return recipe && task ? taskObstacle(task, recipe) : null;
  };

  /** Follows a change of recipe, task or settings: cancels at once, narrates after a rest. */
  const follow = (): void => {
    const { taskId, settings, shown, narrate } = store.getState();
    const { recipe } = recipes.getState();
    store.setState({ obstacle: obstacleNow() });
    const key = JSON.stringify([recipe, taskId, settings]);
    if (key === askedKey) return;
    askedKey = key;
    turn.end('replaced');
    clearTimeout(pause);
    const auto = preferences.getState().autoNarrate && recipe !== null;
    store.setState({ outdated: shown !== null, status: auto ? 'pausing' : 'idle', error: null });
    if (auto) pause = setTimeout(() => void narrate(), PAUSE_MS);
  };

  const choice = new TaskChoice();
  const fitTask = (): void => {
    const tasks = bundles.getState().catalogue?.tasks ?? [];
    const chosen = choice.fitting(tasks, store.getState().taskId, recipes.getState().recipe?.space ?? null);
    if (chosen) store.getState().setTask(chosen.id);
  };

  recipes.subscribe((state, previous) => {
    if (state.recipe !== previous.recipe) {
      fitTask();
      follow();
    }
    if (state.composition !== previous.composition && state.composition && wanted)
      void store.getState().narrate();
  });
  bundles.subscribe((state, previous) => {
    if (state.catalogue !== previous.catalogue) {
      fitTask();
      store.setState({ obstacle: obstacleNow() });
    }
    if (state.engine !== previous.engine && state.engine && wanted) void store.getState().narrate();
  });
  return store;
}
