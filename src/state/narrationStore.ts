import { createStore } from 'zustand/vanilla';
import { ElmError, type ErrorRecord } from '../core/errors.ts';
import { taskObstacle } from '../core/prompts.ts';
import { DEFAULT_SETTINGS } from '../core/recipe.ts';
import { NO_SCORES } from '../core/scores.ts';
import type { FinishReason, NarrationSettings, Run, Scores, SpaceId, Task } from '../core/types.ts';
import type { NarrationChunk } from '../engine/types.ts';
import type { BundleStore } from './bundleStore.ts';
import { type EngineTurn, wasReplaced } from './engineTurn.ts';
import { LiveScorer } from './liveScorer.ts';
import {
  bestCandidate,
  candidateSeeds,
  type Instruments,
  type Plan,
  requestOf,
  runOf,
  scorerOf,
  scoreTexts,
  type Written,
} from './narrator.ts';
import type { NotebookStore } from './notebookStore.ts';
import type { RecipeStore } from './recipeStore.ts';
import type { Scorer } from './scoring.ts';
import type { SettingsStore } from './settingsStore.ts';
import type { TextEmbedder } from './textEmbedder.ts';

/** Rest after which a changed recipe is narrated by itself. */
export const PAUSE_MS = 250;

/** The narration on show: streaming, finished, or the last one while the next has no word yet. */
export interface ShownNarration {
  /** Id of the run that it is or becomes. */
  readonly id: string;
  /** What decided the text. */
  readonly plan: Omit<Plan, 'composition'>;
  readonly text: string;
  readonly tokens: number;
  readonly secondsToFirst: number | null;
  /** Null while it streams. */
  readonly finish: FinishReason | null;
  /** Live SC, or BC (Spearman) for users; the final one at the end. */
  readonly sc: number | null;
  readonly bcSpearman: number | null;
  /** Null until the finished text is scored. */
  readonly scores: Scores | null;
  /** Texts that are written at once, of which the best is kept. */
  readonly candidates: number;
  /** The record in the notebook, null until it is made. */
  readonly run: Run | null;
  /** Written before and shown again: opened from the notebook, or come back to by history, reload or link. */
  readonly fromNotebook: boolean;
}

export type NarrationStatus =
  /** Nothing to do, or the shown narration is finished. */
  | 'idle'
  /** The recipe changed a moment ago. */
  | 'pausing'
  /** Asked for, but the engine or a text of the recipe is not ready yet. */
  | 'waiting'
  /** The prompt is read; no word yet. */
  | 'starting'
  | 'streaming'
  | 'scoring';

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

/** A text as it was written, on disk already. */
interface Unscored {
  readonly unscored: Run;
  /** All candidates. */
  readonly written: readonly Written[];
  readonly scorer: Scorer;
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
  const { bundles, recipes, notebook, settings: preferences, embedder, turn } = dependencies;
  let pause: ReturnType<typeof setTimeout> | undefined;
  /** What was asked for last: another key means that the text on show is outdated. */
  let askedKey = '';
  /** Narrate as soon as engine and vector are there. */
  let wanted = false;

  const taskOf = (id: string): Task | null =>
    bundles.getState().catalogue?.tasks.find((task) => task.id === id) ?? null;

  const store = createStore<NarrationState>()((set, get) => {
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

    const update = (id: string, changes: Partial<ShownNarration>): void => {
      const { shown } = get();
      if (shown?.id === id) set({ shown: { ...shown, ...changes } });
    };

    /** Streams the candidates of a plan; what was written before a failure comes back with its error. */
    const stream = async (
      id: string,
      plan: Plan,
      instruments: Instruments,
      scorer: Scorer,
      signal: AbortSignal,
    ): Promise<{ written: Written[]; error: ElmError | null }> => {
      const seeds = candidateSeeds(plan.settings);
      const latest: (NarrationChunk | null)[] = seeds.map(() => null);
      const live = new LiveScorer(
        () => bundles.getState().encoder,
        (vector) => update(id, scorer.live(vector)),
      );
      const began = performance.now();
      const onChunk = (index: number, chunk: NarrationChunk): void => {
        latest[index] = chunk;
        if (index !== 0 || signal.aborted) return;
        const { text, tokens, secondsToFirst } = chunk;
        if (get().shown?.id === id) update(id, { text, tokens, secondsToFirst });
        else set({ shown: freshNarration(id, plan, chunk, seeds.length), status: 'streaming' });
        live.offer(text);
      };
      try {
        const requests = seeds.map((seed) => requestOf(plan, seed));
        const { engine } = instruments;
        const results =
          requests.length === 1
            ? [
                await engine.narrate(
                  requests[0] as (typeof requests)[0],
                  (chunk) => onChunk(0, chunk),
                  signal,
                ),
              ]
            : await engine.narrateBatch(requests, onChunk, signal);
        return { written: results, error: null };
      } catch (thrown) {
        const seconds = (performance.now() - began) / 1000;
        const written = latest.flatMap((chunk) =>
          chunk ? [{ ...chunk, finish: 'error' as const, seconds }] : [],
        );
        return { written, error: ElmError.from(thrown) };
      } finally {
        live.close();
      }
    };

    /** Writes the candidates of a plan; null where newer work took over, or nothing was written. */
    const write = async (
      plan: Plan,
      instruments: Instruments,
      signal: AbortSignal,
    ): Promise<Unscored | null> => {
      const id = crypto.randomUUID();
      set({ status: 'starting', error: null });
      const scorer = scorerOf(plan, instruments, bundles, embedder);
      const { written, error } = await stream(id, plan, instruments, scorer, signal);
      if (wasReplaced(signal)) return null;
      if (error) set({ error: error.toRecord() });
      const first = written.find(({ text }) => text.trim() !== '');
      if (!first) {
        set({ status: 'idle' });
        return null;
      }
      const unscored = runOf(id, plan, instruments, first, NO_SCORES);
      notebook.getState().keepUnscored(unscored);
      if (get().shown?.id !== id) {
        set({ shown: freshNarration(id, plan, written[0] as Written, written.length) });
      }
      set({ status: 'scoring' });
      return { unscored, written, scorer };
    };

    /** Scores what was written and keeps the best of it. */
    const score = async (plan: Plan, instruments: Instruments, text: Unscored): Promise<Run> => {
      const { unscored, written, scorer } = text;
      const { id, createdAt } = unscored;
      const scores = await scoreTexts(
        written.map((one) => one.text),
        scorer,
        bundles,
      );
      const best = bestCandidate(scores);
      const run = {
        ...runOf(id, plan, instruments, written[best] as Written, scores[best] as Scores),
        createdAt,
      };
      // A finished text is kept even when newer work has begun while it was scored.
      notebook.getState().add(run);
      update(id, shownFields(run));
      if (get().shown?.id === id && get().status === 'scoring') set({ status: 'idle' });
      return run;
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
        if (!task) return;
        const plan = { recipe: run.recipe, words: run.title, task, settings: run.settings };
        const chunk = { text: run.text, tokens: run.tokens, secondsToFirst: 0 };
        set({
          shown: {
            ...freshNarration(run.id, plan, chunk, 1),
            secondsToFirst: null,
            ...shownFields(run),
            fromNotebook: true,
          },
        });
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

  const lastTask = new Map<SpaceId, string>();

  /** The task last used in the recipe's space, or its first, takes the place of one that does not fit. */
  const fitTask = (): void => {
    const { recipe } = recipes.getState();
    const tasks = bundles.getState().catalogue?.tasks ?? [];
    const current = taskOf(store.getState().taskId);
    const currentSpace = current?.slots[0];
    if (current && currentSpace) lastTask.set(currentSpace, current.id);
    if (current && (!recipe || currentSpace === recipe.space)) return;
    const space = recipe?.space ?? 'semantic';
    const fitting = tasks.filter(({ slots }) => slots.length === 1 && slots[0] === space);
    const known = lastTask.get(space) ?? 'summary';
    const chosen = tasks.find(({ id, slots }) => id === known && slots[0] === space) ?? fitting[0];
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

function freshNarration(
  id: string,
  plan: ShownNarration['plan'],
  chunk: NarrationChunk,
  candidates: number,
): ShownNarration {
  return {
    id,
    plan,
    text: chunk.text,
    tokens: chunk.tokens,
    secondsToFirst: chunk.secondsToFirst,
    finish: null,
    sc: null,
    bcSpearman: null,
    scores: null,
    candidates,
    run: null,
    fromNotebook: false,
  };
}

/** What a finished run adds to the narration on show. */
function shownFields(run: Run): Partial<ShownNarration> {
  const { text, tokens, finish, scores } = run;
  return { text, tokens, finish, scores, sc: scores.sc, bcSpearman: scores.bcSpearman, run };
}
