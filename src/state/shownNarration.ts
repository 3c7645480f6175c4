import type { FinishReason, Run, Scores, Task } from '../core/types.ts';
import type { NarrationChunk } from '../engine/types.ts';
import type { Plan } from './narrator.ts';

/** How far the narration of the current recipe is. */
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

/** The narration of a plan with what is written of it so far, not scored yet. */
export function freshNarration(
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
export function shownFields(run: Run): Partial<ShownNarration> {
  const { text, tokens, finish, scores } = run;
  return { text, tokens, finish, scores, sc: scores.sc, bcSpearman: scores.bcSpearman, run };
}

/** A run as it was written, shown again. */
export function keptNarration(run: Run, task: Task): ShownNarration {
  const plan = { recipe: run.recipe, words: run.title, task, settings: run.settings };
  const chunk = { text: run.text, tokens: run.tokens, secondsToFirst: 0 };
  return {
    ...freshNarration(run.id, plan, chunk, 1),
    secondsToFirst: null,
    ...shownFields(run),
    fromNotebook: true,
  };
}
