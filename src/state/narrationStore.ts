import { createStore } from 'zustand/vanilla';
import { ElmError, type ErrorRecord } from '../core/errors.ts';
import { taskObstacle } from '../core/prompts.ts';
import type { NarrationSettings, Recipe, Run, Task } from '../core/types.ts';
import type { BundleStore } from './bundleStore.ts';
import type { EngineTurn } from './engineTurn.ts';
import type { Plan } from './narrator.ts';
import type { NotebookStore } from './notebookStore.ts';
import type { RecipeStore } from './recipeStore.ts';
import type { SettingsStore } from './settingsStore.ts';
import { keptNarration, type NarrationStatus, type ShownNarration } from './shownNarration.ts';
import type { Moment, StepStore } from './stepStore.ts';
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
  /** Sets the task with its length limit, and another recipe where one is given, as one step. */
  setTask(id: string, recipe?: Recipe): void;
  setSettings(changes: Partial<NarrationSettings>): void;
  /** Narrates the current recipe; resolves with the run, null when it was replaced or could not be made. */
  narrate(): Promise<Run | null>;
  /** Stops at the next token and keeps what is written. */
  stop(): void;
  /** Shows a run of the notebook as it was, without narrating again. */
  show(run: Run): void;
  /** Shows a run of the current state: no step is made. */
  showText(run: Run): void;
}

export type NarrationStore = ReturnType<typeof createNarrationStore>;

export interface NarrationDependencies {
  readonly bundles: BundleStore;
  readonly recipes: RecipeStore;
  readonly steps: StepStore;
  readonly notebook: NotebookStore;
  readonly settings: SettingsStore;
  readonly embedder: TextEmbedder;
  readonly turn: EngineTurn;
}

/** The store of the current narration. */
export function createNarrationStore(dependencies: NarrationDependencies) {
  const { bundles, recipes, steps, settings: preferences, turn } = dependencies;
  let pause: ReturnType<typeof setTimeout> | undefined;
  /** What was asked for last: another key means that the text on show is outdated. */
  let askedKey = '';
  /** Narrate as soon as engine and vector are there. */
  let wanted = false;

  const taskOf = (id: string): Task | null =>
    bundles.getState().catalogue?.tasks.find((task) => task.id === id) ?? null;

  const store = createStore<NarrationState>()((set, get, stage) => {
    const { write, score } = createWriting(dependencies, stage);

    const planNow = (): Plan | null => {
      const { recipe, composition, words } = recipes.getState();
      const task = taskOf(get().taskId);
      if (!recipe || !composition || !task || taskObstacle(task, recipe)) return null;
      return { recipe, composition, words, task, settings: get().settings };
    };

    return {
      taskId: steps.getState().moment.taskId,
      settings: steps.getState().moment.settings,
      status: 'idle',
      shown: null,
      outdated: false,
      obstacle: null,
      error: null,

      setTask: (id, recipe) => {
        const changes = taskChanges(id);
        steps.getState().step(recipe ? { ...changes, recipe } : changes);
      },
      setSettings: (changes) => {
        const settings = { ...steps.getState().moment.settings, ...changes };
        steps.getState().step({ settings }, `settings ${Object.keys(changes)}`);
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
        steps.getState().step({ recipe: run.recipe, taskId: run.task, settings: run.settings });
        get().showText(run);
      },
      showText: (run) => {
        clearTimeout(pause);
        wanted = false;
        turn.end('replaced');
        askedKey = currentKey();
        set({ status: 'idle', outdated: false, error: null, obstacle: obstacleNow() });
        const task = taskOf(run.task);
        if (task) set({ shown: keptNarration(run, task) });
      },
    };
  });

  const currentKey = (): string => {
    const { recipe, taskId, settings } = steps.getState().moment;
    return JSON.stringify([recipe, taskId, settings]);
  };

  /** What another task changes: its length limit comes with it. */
  const taskChanges = (id: string): Partial<Moment> => {
    const task = taskOf(id);
    const { settings } = steps.getState().moment;
    return { taskId: id, settings: task ? { ...settings, maxTokens: task.maxTokens } : settings };
  };

  const obstacleNow = (): NarrationState['obstacle'] => {
    const { recipe, taskId } = steps.getState().moment;
    const task = taskOf(taskId);
    return recipe && task ? taskObstacle(task, recipe) : null;
  };

  const choice = new TaskChoice();
  let fitted: Recipe | null = null;
  /**
   * A task that does not fit the recipe gives way to one that does, as a part of the same step. One that was picked
   * for a recipe it does not fit stays, so that the page can say what is missing.
   */
  const fitTask = (): void => {
    const tasks = bundles.getState().catalogue?.tasks ?? [];
    const { recipe, taskId } = steps.getState().moment;
    fitted = recipe;
    const chosen = choice.fitting(tasks, taskId, recipe?.space ?? null);
    if (chosen) steps.getState().amend(taskChanges(chosen.id));
  };

  /** Follows a change of recipe, task or settings: cancels at once, narrates after a rest. */
  const follow = (): void => {
    if (steps.getState().moment.recipe !== fitted) fitTask();
    const { recipe, taskId, settings } = steps.getState().moment;
    store.setState({ taskId, settings, obstacle: obstacleNow() });
    const key = currentKey();
    if (key === askedKey) return;
    askedKey = key;
    turn.end('replaced');
    clearTimeout(pause);
    const { shown, narrate } = store.getState();
    const auto = preferences.getState().autoNarrate && recipe !== null;
    store.setState({ outdated: shown !== null, status: auto ? 'pausing' : 'idle', error: null });
    if (auto) pause = setTimeout(() => void narrate(), PAUSE_MS);
  };

  steps.subscribe((state, previous) => {
    if (state.moment !== previous.moment) follow();
  });
  recipes.subscribe((state, previous) => {
    if (state.composition === previous.composition || !state.composition) return;
    // The vector is there before the rest of its step has been followed.
    follow();
    if (wanted) void store.getState().narrate();
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
