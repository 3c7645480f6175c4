import { type Catalogue, rowById } from '../core/catalogue.ts';
import { sampleIndices, seededRandom } from '../core/random.ts';
import { DEFAULT_SETTINGS } from '../core/recipe.ts';
import { retrievalRank, semanticConsistency } from '../core/scores.ts';
import type { Task } from '../core/types.ts';
import { rowVector } from '../core/vectorTable.ts';
import { COMMON, Options, UsageError } from './options.ts';
import { close, openWorkbench, say, type Workbench } from './workbench.ts';

const OPTIONS = { ...COMMON, tasks: { type: 'string' }, movies: { type: 'string' } } as const;

/** Texts that are written side by side. */
const BATCH = 8;

/** How the texts of one task do on held-out movies. */
export interface TaskFigures {
  readonly movies: number;
  /** Mean SC of the texts against their own movie. */
  readonly sc: number;
  /** Mean SC against the next movie's vector: what a shuffled vector would get. */
  readonly scShuffled: number;
  /** Mean SC of the composed texts of the same movies, null where the bundle has none. */
  readonly scComposed: number | null;
  /** Median place of the movie among all by similarity to its text. */
  readonly medianRank: number;
  readonly rankOf: number;
  readonly meanTokens: number;
  readonly tokensPerSecond: number;
}

export interface EvaluationFigures {
  readonly bundle: string;
  readonly version: string;
  readonly backend: string;
  readonly seed: number;
  readonly tasks: Readonly<Record<string, TaskFigures>>;
}

/** `elm evaluate`: SC and ranks of one-movie tasks on held-out movies, by the page's own engine. */
export async function evaluate(words: string[]): Promise<EvaluationFigures> {
  const options = new Options(words, OPTIONS);
  const workbench = await openWorkbench(options);
  const { catalogue, engine } = workbench;
  const seed = options.integer('seed', DEFAULT_SETTINGS.seed, 0, 2 ** 32 - 1);
  const wanted = options.integer('movies', 20, 2, 10_000);
  try {
    const figures: Record<string, TaskFigures> = {};
    for (const task of tasksFrom(options, catalogue.tasks)) {
      const movies = heldOut(workbench, task, wanted, seed);
      if (movies.length < 2) continue;
      figures[task.id] = await figuresOf(workbench, task, movies, seed);
      say(`${task.id}: SC ${figures[task.id]?.sc.toFixed(3)} over ${movies.length} movies`);
    }
    const { name, version } = catalogue;
    return { bundle: name, version, backend: engine.info.backend, seed, tasks: figures };
  } finally {
    await close(workbench);
  }
}

async function figuresOf(
  { catalogue, engine, encoder, references }: Workbench,
  task: Task,
  movies: readonly number[],
  seed: number,
): Promise<TaskFigures> {
  const table = catalogue.semantic.movies;
  const rows = movies.map((id) => rowById(catalogue.movies, id));
  const vectors = rows.map((row) => rowVector(table, row));
  const texts: string[] = [];
  let [tokens, seconds] = [0, 0];
  for (let at = 0; at < vectors.length; at += BATCH) {
    const requests = vectors.slice(at, at + BATCH).map((values, i) => ({
      prompt: task.prompt,
      slots: [{ space: 'semantic' as const, values }],
      settings: { ...DEFAULT_SETTINGS, maxTokens: task.maxTokens, seed: (seed + at + i) >>> 0 },
    }));
    const results = await engine.narrateBatch(requests, () => undefined);
    texts.push(...results.map(({ text }) => text));
    tokens += results.reduce((sum, result) => sum + result.tokens, 0);
    seconds += Math.max(...results.map((result) => result.seconds));
    say(`${task.id}: ${texts.length} of ${vectors.length}`);
  }
  const projected = await encoder.encode(texts);
  const own = projected.map((text, i) => semanticConsistency(text, vectors[i] as Float32Array));
  const shuffled = projected.map((text, i) =>
    semanticConsistency(text, vectors[(i + 1) % vectors.length] as Float32Array),
  );
  const ranks = projected.map((text, i) =>
    retrievalRank(table, text, vectors[i] as Float32Array, rows[i] as number),
  );
  const composed = movies.flatMap(
    (id) =>
      references.find((one) => one.task === task.id && one.movies.length === 1 && one.movies[0] === id)
        ?.text ?? [],
  );
  const ceilings =
    composed.length === movies.length
      ? (await encoder.encode(composed)).map((text, i) =>
          semanticConsistency(text, vectors[i] as Float32Array),
        )
      : null;
  const places = ranks.map(({ rank }) => rank ?? table.rows).sort((a, b) => a - b);
  return {
    movies: movies.length,
    sc: mean(own),
    scShuffled: mean(shuffled),
    scComposed: ceilings && mean(ceilings),
    medianRank: places[places.length >> 1] as number,
    rankOf: ranks[0]?.rankOf ?? table.rows,
    meanTokens: tokens / movies.length,
    tokensPerSecond: tokens / seconds,
  };
}

/** Held-out movies, those with a composed text of the task first, so that ceilings can be had. */
function heldOut({ catalogue, references }: Workbench, task: Task, count: number, seed: number): number[] {
  const all = heldOutIds(catalogue);
  const composed = new Set(
    references.filter((one) => one.task === task.id && one.movies.length === 1).map((one) => one.movies[0]),
  );
  const known = all.filter((id) => composed.has(id));
  const pool = known.length >= 2 ? known : all;
  return sampleIndices(pool.length, count, seededRandom(seed)).map((at) => pool[at] as number);
}

function heldOutIds({ movies }: Catalogue): number[] {
  return movies.filter((movie) => movie.heldOut).map(({ id }) => id);
}

/** Tasks about one movie, all of them or those that `--tasks` names. */
function tasksFrom(options: Options, tasks: readonly Task[]): Task[] {
  const single = tasks.filter(({ slots }) => slots.length === 1 && slots[0] === 'semantic');
  const named = options.text('tasks')?.split(',');
  if (!named) return single;
  return named.map((id) => {
    const task = single.find((one) => one.id === id);
    if (!task) throw new UsageError(`There is no task ${id} about one movie.`);
    return task;
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
