import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type EvaluationReport, readEvaluation } from '../core/evaluationReport.ts';
import { DEFAULT_SETTINGS } from '../core/recipe.ts';
import type { NarrationSettings, Task } from '../core/types.ts';
import { cavCurve, interpolationCurve, userCurve } from './evaluation/curves.ts';
import { type Cases, casesFor, firstOf, type HeldOut, parseHeldOut } from './evaluation/heldOut.ts';
import type { Instruments } from './evaluation/instruments.ts';
import { monotoneShare } from './evaluation/measures.ts';
import { ProgressBar } from './evaluation/progress.ts';
import { CopyIndex } from './evaluation/prose.ts';
import { readRanking } from './evaluation/rankingFile.ts';
import { meanRow, movieRow, type Row, userRow } from './evaluation/table.ts';
import { TextLog } from './evaluation/textLog.ts';
import { COMMON, Options, UsageError } from './options.ts';
import { close, openWorkbench, say, type Workbench } from './workbench.ts';

const OPTIONS = {
  ...COMMON,
  tasks: { type: 'string' },
  limit: { type: 'string' },
  curves: { type: 'string' },
  temperature: { type: 'string' },
  resume: { type: 'string' },
  ranking: { type: 'string' },
  texts: { type: 'string', multiple: true },
} as const;

/** Concepts of the user push have as many texts each as there are users; the movies of a CAV push likewise. */
const CURVE_SHARE = 8;

/** The cases of one run: the table's by task, and the curves'. */
interface Plan {
  readonly tasks: readonly { readonly task: Task; readonly cases: Cases }[];
  readonly curves: Pick<HeldOut, 'interpolation' | 'cavPush' | 'userPush'>;
  readonly texts: number;
}

/**
 * `elm evaluate`: what `elm_train/stages/evaluate.py` measures, on the exported weights and by the page's own
 * engine. Figures of texts that the decoder did not write (ceilings, baselines) are those of the bundle.
 */
export async function evaluate(words: string[]): Promise<object> {
  const options = new Options(words, OPTIONS);
  const settings = {
    ...DEFAULT_SETTINGS,
    temperature: options.number('temperature', DEFAULT_SETTINGS.temperature, 0, 5),
  };
  const seed = options.integer('seed', 0, 0, 2 ** 32 - 1);
  const workbench = await openWorkbench(options);
  try {
    const plan = await planFrom(options, workbench, seed);
    return await measure(options, workbench, plan, settings, seed);
  } finally {
    await close(workbench);
  }
}

async function measure(
  options: Options,
  workbench: Workbench,
  plan: Plan,
  settings: NarrationSettings,
  seed: number,
): Promise<object> {
  const { catalogue, bundle, engine } = workbench;
  const { temperature, topK, topP, repetitionPenalty } = settings;
  const sampling = { temperature, top_k: topK, top_p: topP, repetition_penalty: repetitionPenalty, seed };
  const ranking = options.text('ranking');
  const tools: Instruments = {
    workbench,
    settings,
    seed,
    log: new TextLog(options.text('resume') ?? null, JSON.stringify({ bundle: catalogue.version, sampling })),
    // Each text counts once when it is written and once when P has read it.
    progress: new ProgressBar(2 * plan.texts),
    copies: copiesFrom(options.texts('texts')),
    ranking: ranking ? readRanking(ranking, catalogue.users.length, catalogue.semantic.dimension) : null,
  };
  if (!tools.ranking) say('No --ranking file of ratings: BC is left out.');
  if (!tools.copies) say('No --texts of the training: copied n-grams are left out.');

  const rows = new Map<Task, Row>();
  for (const { task, cases } of plan.tasks) {
    rows.set(task, await (task.group === 'user' ? userRow : movieRow)(tools, task, cases));
  }
  const one = (id: string) => catalogue.tasks.find((task) => task.id === id);
  const { interpolation, cavPush, userPush } = plan.curves;
  const between = Object.keys(interpolation?.scNearest ?? {}).flatMap((id) => one(id) ?? []);
  const pushTask = cavPush && one(cavPush.task);
  const userTask = one('user_profile');
  const points = cavPush && pushTask ? await cavCurve(tools, cavPush, pushTask) : [];
  const profile = [...rows].find(([task]) => task.group === 'user')?.[1] ?? {};
  const { elm } = bundle.manifest;
  return rounded({
    commit: commit(),
    seed,
    model: { parameters: elm.parameters, dtype: `q${elm.bits}`, trainedTokens: elm.trainedTokens },
    bundle: { name: catalogue.name, version: catalogue.version, backend: engine.info.backend },
    sampling,
    tasks: Object.fromEntries([...rows].map(([task, row]) => [task.id, row])),
    mean: meanRow(rowsOf(rows, (task) => task.group !== 'user')),
    meanOneMovie: meanRow(rowsOf(rows, ({ slots }) => slots.length === 1 && slots[0] === 'semantic')),
    interpolation: interpolation ? await interpolationCurve(tools, interpolation, between) : [],
    cavPush: points,
    cavMonotone: monotoneShare(points),
    userProfile: {
      ...profile,
      spearman: profile.bc ?? null,
      cavPush: userPush && userTask ? await userCurve(tools, userPush, userTask) : [],
    },
    cavs: Object.fromEntries(
      catalogue.cavs.map(({ id, space, auc, positives }) => [id, { space, auc, positives }]),
    ),
    wals: (await shippedEvaluation(workbench))?.wals ?? null,
  });
}

/** What `--tasks`, `--limit` and `--curves` leave of the bundle's cases. */
async function planFrom(options: Options, workbench: Workbench, seed: number): Promise<Plan> {
  const { catalogue, bundle } = workbench;
  const heldOut = parseHeldOut(await bundle.json('held_out.json'));
  const limit = options.integer('limit', 200, 2, 10_000);
  const count = options.integer('curves', 60, 0, 10_000);
  const named = options.text('tasks')?.split(',');
  const unknown = named?.find((id) => !catalogue.tasks.some((task) => task.id === id));
  if (unknown !== undefined) {
    throw new UsageError(`There is no task ${unknown}: ${catalogue.tasks.map(({ id }) => id).join(', ')}.`);
  }
  const tasks: { task: Task; cases: Cases }[] = [];
  for (const task of catalogue.tasks) {
    if (named && !named.includes(task.id)) continue;
    const known = heldOut.tasks[task.id];
    const cases = known ? firstOf(known, limit) : await casesFor(workbench, task, limit, seed);
    if (cases.movies.length + cases.users.length >= 2) tasks.push({ task, cases });
  }
  const curves = count > 0 ? curvesOf(heldOut, count) : {};
  const { interpolation, cavPush, userPush } = curves;
  const semanticCavs = catalogue.cavs.filter(({ space }) => space === 'semantic').length;
  const texts =
    tasks.reduce((sum, { cases }) => sum + cases.movies.length + cases.users.length, 0) +
    (interpolation
      ? interpolation.pairs.length * interpolation.alphas.length * Object.keys(interpolation.scNearest).length
      : 0) +
    (cavPush ? cavPush.movies.length * cavPush.pushes.length * semanticCavs : 0) +
    (userPush ? userPush.users.length * userPush.pushes.length * userPush.cavs.length : 0);
  return { tasks, curves, texts };
}

function curvesOf({ interpolation, cavPush, userPush }: HeldOut, count: number): Plan['curves'] {
  const few = Math.max(4, Math.floor(count / CURVE_SHARE));
  return {
    interpolation: interpolation && { ...interpolation, pairs: interpolation.pairs.slice(0, count) },
    cavPush: cavPush && { ...cavPush, movies: cavPush.movies.slice(0, few) },
    userPush: userPush && { ...userPush, users: userPush.users.slice(0, few) },
  };
}

function rowsOf(rows: ReadonlyMap<Task, Row>, wanted: (task: Task) => boolean): Row[] {
  return [...rows].flatMap(([task, row]) => (wanted(task) ? [row] : []));
}

/** The n-grams of training texts: JSON lines with a `text` each, gzipped or not. */
function copiesFrom(files: readonly string[]): CopyIndex | null {
  if (files.length === 0) return null;
  function* texts(): Generator<string> {
    for (const file of files) {
      const bytes = readFileSync(file);
      const lines = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').split('\n');
      for (const line of lines) if (line) yield (JSON.parse(line) as { text: string }).text;
    }
  }
  return new CopyIndex(texts());
}

async function shippedEvaluation({ bundle }: Workbench): Promise<EvaluationReport | null> {
  const value = await bundle.json('evaluation.json');
  return value === null ? null : readEvaluation(value);
}

/** The commit that the figures belong to; empty outside a repository. */
function commit(): string {
  try {
    const words = ['rev-parse', '--short', 'HEAD'];
    return execFileSync('git', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return '';
  }
}

/** Numbers to four places, all the way down. */
function rounded<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (_, entry) => (typeof entry === 'number' ? Math.round(entry * 1e4) / 1e4 : entry)),
  ) as T;
}
