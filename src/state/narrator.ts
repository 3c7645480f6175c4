import type { Catalogue } from '../core/catalogue.ts';
import type { Composition } from '../core/compose.ts';
import { ElmError } from '../core/errors.ts';
import { fillSlots } from '../core/prompts.ts';
import { NO_SCORES } from '../core/scores.ts';
import type { FinishReason, NarrationSettings, Recipe, Run, Scores, Task } from '../core/types.ts';
import type { ElmEngine, NarrationChunk, NarrationRequest } from '../engine/types.ts';
import type { BundleStore } from './bundleStore.ts';
import { type Scorer, scorerFor } from './scoring.ts';
import { encoderSettled, referencesSettled } from './settled.ts';
import type { TextEmbedder } from './textEmbedder.ts';

/** Everything that decides a text, composed and checked. */
export interface Plan {
  readonly recipe: Recipe;
  /** The recipe in words. */
  readonly words: string;
  readonly composition: Composition;
  readonly task: Task;
  readonly settings: NarrationSettings;
}

/** What the networks at hand are, at the moment a turn begins. */
export interface Instruments {
  readonly catalogue: Catalogue;
  readonly engine: ElmEngine;
}

/** A text as the engine left it. */
export interface Written extends NarrationChunk {
  readonly finish: FinishReason;
  readonly seconds: number;
}

const TITLE_LENGTH = 200;

/** The request for a plan; `seed` replaces the settings' own for further candidates. @throws ElmError `bad-vector`. */
export function requestOf(plan: Plan, seed = plan.settings.seed): NarrationRequest {
  return {
    prompt: plan.task.prompt,
    slots: fillSlots(plan.task, plan.recipe, plan.composition),
    settings: { ...plan.settings, seed },
    bullets: plan.task.bullets,
  };
}

/** Seeds of the candidates of best-of-n. Greedy decoding gives one text, whatever the seed. */
export function candidateSeeds({ seed, bestOf, temperature }: NarrationSettings): number[] {
  const count = temperature <= 0 ? 1 : bestOf;
  return Array.from({ length: count }, (_, i) => (seed + i) >>> 0);
}

/** The scorer of a plan's texts. */
export function scorerOf(
  plan: Plan,
  { catalogue }: Instruments,
  bundles: BundleStore,
  embedder: TextEmbedder,
): Scorer {
  return scorerFor(catalogue, referencesSettled(bundles), plan.task, plan.recipe, plan.composition, (texts) =>
    embedder.embed(texts),
  );
}

/** P of finished texts; null where the encoder is not there. Waits for one that is still loading. */
export async function projectTexts(
  texts: readonly string[],
  bundles: BundleStore,
): Promise<Float32Array[] | null> {
  await encoderSettled(bundles);
  const { encoder } = bundles.getState();
  return encoder && texts.length > 0 ? encoder.encode(texts) : null;
}

/**
 * Scores finished texts of one plan; texts that are empty, or all where P is missing or fails, are
 * unscored rather than lost.
 */
export async function scoreTexts(
  texts: readonly string[],
  scorer: Scorer,
  bundles: BundleStore,
): Promise<Scores[]> {
  const filled = texts.flatMap((text, i) => (text.trim() === '' ? [] : [i]));
  const scores: Scores[] = texts.map(() => NO_SCORES);
  try {
    const vectors = await projectTexts(
      filled.map((i) => texts[i] as string),
      bundles,
    );
    for (const [at, i] of filled.entries()) {
      const vector = vectors?.[at];
      if (vector) scores[i] = await scorer.final(vector);
    }
  } catch (thrown) {
    console.warn('A text could not be scored.', ElmError.from(thrown).toRecord());
  }
  return scores;
}

/** The place of the best candidate: highest SC, or BC for users; the first where nothing is scored. */
export function bestCandidate(scores: readonly Scores[]): number {
  const value = ({ sc, bcSpearman }: Scores): number => sc ?? bcSpearman ?? Number.NEGATIVE_INFINITY;
  return scores.reduce(
    (best, candidate, i) => (value(candidate) > value(scores[best] as Scores) ? i : best),
    0,
  );
}

/** The immutable record of a text. */
export function runOf(
  id: string,
  plan: Plan,
  { catalogue, engine }: Instruments,
  written: Written,
  scores: Scores,
): Run {
  return {
    id,
    createdAt: nextMoment(),
    title: plan.words.slice(0, TITLE_LENGTH),
    recipe: plan.recipe,
    task: plan.task.id,
    settings: plan.settings,
    text: written.text,
    finish: written.finish,
    scores,
    model: { bundle: catalogue.name, version: catalogue.version, backend: engine.info.backend },
    tokens: written.tokens,
    seconds: written.seconds,
  };
}

let lastMoment = 0;

/** Now, in ISO 8601, but later than any moment given before: texts of one batch end within a millisecond and keep their order. */
function nextMoment(): string {
  lastMoment = Math.max(Date.now(), lastMoment + 1);
  return new Date(lastMoment).toISOString();
}
