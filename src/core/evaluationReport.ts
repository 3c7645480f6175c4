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

const taskMeasures = z.object({
  n: count,
  /** Mean semantic consistency on held-out entities, and what it is judged by. */
  sc: measure,
  scFloor: measure,
  scCeiling: measure,
  scNearest: measure,
  scTextOnly: measure,
  /** Median place of the source vector by its text, in percent of the catalogue. */
  rankMedianPercent: measure,
  bc: measure,
  copied8: measure,
  distinct4: measure,
  meanWords: measure,
});

const reportSchema = z.object({
  commit: z.string(),
  seed: z.number(),
  model: z.object({ parameters: z.number(), dtype: z.string(), trainedTokens: z.number() }),
  tasks: z.record(z.string(), taskMeasures),
  mean: taskMeasures.partial({ n: true }).nullish(),
  interpolation: z
    .array(z.object({ alpha: z.number(), task: z.string(), sc: measure, scNearest: measure, n: count }))
    .default([]),
  cavPush: z
    .array(z.object({ cav: z.string(), alpha: z.number(), task: z.string(), sc: measure, n: count }))
    .default([]),
  userProfile: z
    .object({
      ndcg: measure,
      ndcgRandom: measure,
      ndcgGroundTruth: measure,
      spearman: measure,
      cavPush: z.array(z.object({ alpha: z.number(), ndcg: measure })).default([]),
    })
    .nullish(),
  cavs: z.record(z.string(), z.object({ space: z.string(), auc: measure, positives: count })).default({}),
  wals: z.object({ rank: z.number(), rmse: measure, rmseBias: measure, spearman: measure }).nullish(),
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
