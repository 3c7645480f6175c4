import { createStore } from 'zustand/vanilla';
import { DEFAULT_SETTINGS, sameRecipe } from '../core/recipe.ts';
import type { NarrationSettings, Recipe } from '../core/types.ts';
import { History } from './history.ts';

/** All that decides a text, and so what one step of undo goes back to. */
export interface Moment {
  /** Null until something is picked. */
  readonly recipe: Recipe | null;
  /** '' until the catalogue is there. */
  readonly taskId: string;
  readonly settings: NarrationSettings;
}

export interface StepState {
  /** What is current; the stores of recipe and narration follow it. */
  readonly moment: Moment;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Changes the moment, which is one step of undo; steps of one `mergeKey` in quick succession are one. */
  step(changes: Partial<Moment>, mergeKey?: string | null): void;
  /** Changes the moment as a part of the step before: what follows from that is undone with it. */
  amend(changes: Partial<Moment>): void;
  undo(): void;
  redo(): void;
  /** Forgets all steps and keeps the moment. */
  forget(): void;
}

export type StepStore = ReturnType<typeof createStepStore>;

/** The store of the current moment and of the steps that led to it. */
export function createStepStore() {
  const start: Moment = { recipe: null, taskId: '', settings: DEFAULT_SETTINGS };
  let history = new History(start);
  return createStore<StepState>()((set, get) => {
    const show = (): void => {
      const { value, canUndo, canRedo } = history;
      set({ moment: value, canUndo, canRedo });
    };
    return {
      moment: start,
      canUndo: false,
      canRedo: false,

      step: (changes, mergeKey = null) => {
        const { moment } = get();
        const next = { ...moment, ...changes };
        if (sameMoment(moment, next)) return;
        history.push(next, mergeKey);
        show();
      },
      amend: (changes) => {
        const { moment } = get();
        const next = { ...moment, ...changes };
        if (sameMoment(moment, next)) return;
        history.amend(next);
        show();
      },
      undo: () => {
        history.undo();
        show();
      },
      redo: () => {
        history.redo();
        show();
      },
      forget: () => {
        history = new History(history.value);
        show();
      },
    };
  });
}

function sameMoment(a: Moment, b: Moment): boolean {
  const names = Object.keys(a.settings) as (keyof NarrationSettings)[];
  return (
    a.taskId === b.taskId &&
    names.every((name) => a.settings[name] === b.settings[name]) &&
    (a.recipe && b.recipe ? sameRecipe(a.recipe, b.recipe) : a.recipe === b.recipe)
  );
}
