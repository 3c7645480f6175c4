import { entityName } from '../core/catalogue.ts';
import { composeRecipe } from '../core/compose.ts';
import { fillSlots } from '../core/prompts.ts';
import { DEFAULT_SETTINGS, textsOf } from '../core/recipe.ts';
import { recipeText } from '../core/recipeText.ts';
import { NO_SCORES } from '../core/scores.ts';
import type { NarrationSettings, Run, Task } from '../core/types.ts';
import { bestCandidate, candidateSeeds } from '../state/narrator.ts';
import { bundleResolver } from '../state/resolver.ts';
import { scorerFor } from '../state/scoring.ts';
import { COMMON, Options, UsageError } from './options.ts';
import { recipeFrom } from './recipeFrom.ts';
import { close, openWorkbench, say, type Workbench } from './workbench.ts';

const OPTIONS = {
  ...COMMON,
  movie: { type: 'string' },
  user: { type: 'string' },
  text: { type: 'string' },
  task: { type: 'string' },
  with: { type: 'string' },
  alpha: { type: 'string' },
  spherical: { type: 'boolean' },
  push: { type: 'string', multiple: true },
  temperature: { type: 'string' },
  'top-p': { type: 'string' },
  'top-k': { type: 'string' },
  'repetition-penalty': { type: 'string' },
  'max-tokens': { type: 'string' },
  'best-of': { type: 'string' },
} as const;

/** `elm narrate`: one narration as the page makes it, as a Run record. */
export async function narrate(words: string[]): Promise<Run> {
  const options = new Options(words, OPTIONS);
  const workbench = await openWorkbench(options);
  try {
    return await narrateOnce(options, workbench);
  } finally {
    await close(workbench);
  }
}

async function narrateOnce(options: Options, workbench: Workbench): Promise<Run> {
  const { catalogue, engine, embedder, references } = workbench;
  const task = taskFrom(options, catalogue.tasks);
  const settings = settingsFrom(options, task);
  const recipe = recipeFrom(options, catalogue);
  await embedder.embed(textsOf(recipe));
  const composition = composeRecipe(
    recipe,
    bundleResolver(catalogue, recipe.space, catalogue.cavs, embedder),
  );
  const slots = fillSlots(task, recipe, composition);
  const title = recipeText(recipe, {
    entity: (entity) => entityName(catalogue, entity),
    cav: (id) => catalogue.cavs.find((cav) => cav.id === id)?.label ?? id,
  });
  say(`${task.title}: ${title}`);

  const requests = candidateSeeds(settings).map((seed) => ({
    prompt: task.prompt,
    slots,
    settings: { ...settings, seed },
    bullets: task.bullets,
  }));
  const results = await engine.narrateBatch(requests, () => undefined);
  const scorer = scorerFor(catalogue, Promise.resolve(references), task, recipe, composition, (texts) =>
    embedder.embed(texts),
  );
  const vectors = (await embedder.embed(results.map(({ text }) => text))) ?? [];
  const scores = await Promise.all(
    results.map(({ text }, i) => (text.trim() === '' ? NO_SCORES : scorer.final(vectors[i] as Float32Array))),
  );
  const best = bestCandidate(scores);
  const result = results[best] as (typeof results)[number];
  say(
    `${result.tokens} tokens in ${result.seconds.toFixed(2)} s, the first after ${result.secondsToFirst.toFixed(3)} s.`,
  );
  return {
    id: crypto.randomUUID(),
    createdAt: new Date().toISOString(),
    title,
    recipe,
    task: task.id,
    settings,
    text: result.text,
    finish: result.finish,
    scores: scores[best] ?? NO_SCORES,
    model: { bundle: catalogue.name, version: catalogue.version, backend: engine.info.backend },
    tokens: result.tokens,
    seconds: result.seconds,
  };
}

function taskFrom(options: Options, tasks: readonly Task[]): Task {
  const wanted = options.text('task');
  const task = tasks.find(({ id }) => id === wanted);
  if (task) return task;
  const known = tasks.map(({ id }) => id).join(', ');
  throw new UsageError(`${wanted ? `There is no task ${wanted}` : 'Name a task by --task'}: ${known}.`);
}

function settingsFrom(options: Options, task: Task): NarrationSettings {
  return {
    temperature: options.number('temperature', DEFAULT_SETTINGS.temperature, 0, 5),
    topK: options.integer('top-k', DEFAULT_SETTINGS.topK, 0, 100_000),
    topP: options.number('top-p', DEFAULT_SETTINGS.topP, 0, 1),
    repetitionPenalty: options.number('repetition-penalty', DEFAULT_SETTINGS.repetitionPenalty, 1, 2),
    seed: options.integer('seed', DEFAULT_SETTINGS.seed, 0, 2 ** 32 - 1),
    maxTokens: options.integer('max-tokens', task.maxTokens, 1, 10_000),
    bestOf: options.integer('best-of', 1, 1, 16),
  };
}
