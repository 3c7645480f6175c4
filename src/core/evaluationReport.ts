import { z } from 'zod';
import { ElmError } from './errors.ts';

// zod compiles parsers with `new Function` unless told otherwise, which a strict CSP forbids.
z.config({ jitless: true });

/** Not every measure applies to every task, and an evaluation may be partial. */
const measure = z
  .number()
  .nullish()
  .transform((value) => value ?? null);
const count = z.int().min(0);

/** A list that may be missing. */
const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);

const taskMeasures = z.object({
  /** Held-out entities measured. */
  n: count,
  /** Mean semantic consistency on held-out entities, and what it is judged by. */
  sc: measure,
  scFloor: measure,
  scCeiling: measure,
  scNearest: measure,
  scTextOnly: measure,
  /** Median place of the source vector by its text, in percent of the catalogue; and by a real text. */
  rankMedianPercent: measure,
  rankMedianPercentCeiling: measure,
  /** Behavioral consistency (Spearman), of real texts, and of random rankings. */
  bc: measure,
  bcGroundTruth: measure,
  bcRandom: measure,
  /** The same as NDCG; user profiles only. */
  ndcg: measure,
  ndcgGroundTruth: measure,
  ndcgRandom: measure,
  /**
   * How the texts read, 0..1: 8-grams of the training texts, words that no text has, distinct 4-grams, whole last
   * sentences, texts with as many list items as the task's training texts.
   */
  copied8: measure,
  invented: measure,
  distinct4: measure,
  finished: measure,
  listed: measure,
  meanWords: measure,
});

/** Means over tasks; `n` is then a mean too. */
const meanMeasures = taskMeasures.extend({ n: measure });

const reportSchema = z.object({
  commit: z.string(),
  seed: z.number(),
  model: z.object({ parameters: z.number(), dtype: z.string(), trainedTokens: z.number() }),
  sampling: z.object({ temperature: measure, top_p: measure, repetition_penalty: measure }).nullish(),
  tasks: z.record(z.string(), taskMeasures),
  mean: meanMeasures.nullish(),
  meanOneMovie: meanMeasures.nullish(),
  interpolation: list(
    z.object({
      alpha: z.number(),
      task: z.string(),
      sc: measure,
      scNearest: measure,
      /** Share of texts closer to the blend than the nearest movie's text. */
      aboveNearest: measure,
      n: count,
    }),
  ),
  cavPush: list(
    z.object({
      cav: z.string(),
      alpha: z.number(),
      task: z.string(),
      sc: measure,
      /** Mean projection of the texts on the CAV, in standard deviations of the catalogue. */
      attribute: measure,
      n: count,
    }),
  ),
  /** Share of CAVs whose attribute rises with every step of the push. */
  cavMonotone: measure,
  userProfile: taskMeasures
    .extend({
      n: measure,
      spearman: measure,
      cavPush: list(z.object({ alpha: z.number(), ndcg: measure, n: measure })),
    })
    .nullish(),
  cavs: z.record(z.string(), z.object({ space: z.string(), auc: measure, positives: count })).default({}),
  wals: z
    .object({
      rank: z.number(),
      rmse: measure,
      rmseBias: measure,
      rmseItemMean: measure,
      spearman: measure,
      spearmanBias: measure,
      spearmanItemMean: measure,
      ratings: measure,
      users: measure,
      movies: measure,
      judgedRatings: measure,
      judgedUsers: measure,
    })
    .nullish(),
});

export type TaskMeasures = z.infer<typeof taskMeasures>;

/** `evaluation.json`: how the weights of a bundle did on held-out entities. */
export type EvaluationReport = z.infer<typeof reportSchema>;

/**
 * Checks the evaluation that came with a bundle.
 * @throws ElmError `schema` with the path of the first offending field.
 */
export function readEvaluation(value: unknown): EvaluationReport {
  const result = reportSchema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue?.path.map(String).join('.') || '(whole file)';
  throw new ElmError(
    'schema',
    `The evaluation of this bundle is not valid: ${field}.`,
    'Make it again with the release that made the bundle.',
    issue?.message ?? null,
  );
}

/** Where a consistency lies between its floor (0) and its ceiling (1); null where either is missing. */
export function shareOfCeiling({
  sc,
  scFloor,
  scCeiling,
}: Pick<TaskMeasures, 'sc' | 'scFloor' | 'scCeiling'>): number | null {
  if (sc === null || scFloor === null || scCeiling === null || scCeiling <= scFloor) return null;
  return (sc - scFloor) / (scCeiling - scFloor);
}
