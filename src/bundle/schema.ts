import { z } from 'zod';
import { ElmError } from '../core/errors.ts';

// zod compiles parsers with `new Function` unless told otherwise, which a strict CSP forbids.
z.config({ jitless: true });

const MAX_FILE_BYTES = 2 ** 31 - 1;

const count = z
  .int()
  .min(0)
  .max(2 ** 31 - 1);
const positive = z
  .int()
  .min(1)
  .max(2 ** 31 - 1);
const space = z.enum(['semantic', 'behavioral']);

/** A path inside the bundle: relative, without `..`, so that a hostile manifest reaches nothing else. */
const path = z
  .string()
  .min(1)
  .max(200)
  .regex(/^(?!.*(^|\/)\.\.?(\/|$))[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/, 'not a plain relative path');

const file = z.object({
  bytes: z.int().min(1).max(MAX_FILE_BYTES),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'not a SHA-256 in lower-case hexadecimal'),
});

const cav = z.object({
  id: z.string().min(1),
  label: z.string().min(1),
  space,
  row: count,
  auc: z.number().min(0).max(1),
  accuracy: z.number().min(0).max(1),
  positives: count,
  std: z.number().positive(),
  mean: z.number(),
});

const elm = z.object({
  hidden: positive,
  layers: positive,
  heads: positive,
  kvHeads: positive,
  headDimension: positive,
  vocabulary: positive,
  contextLength: positive,
  parameters: positive,
  trainedTokens: z.number().min(0),
  bits: z.union([z.literal(4), z.literal(8)]),
  tokens: z.object({ bos: count, eos: count, out: count, slot: count, pad: count }),
  adapterActivation: z.literal('gelu'),
});

const semanticSpace = z.object({ dimension: positive, metric: z.literal('cosine') });
const behavioralSpace = z.object({ dimension: positive, metric: z.literal('dot') });

const manifestFields = z.object({
  format: z.literal(1),
  name: z.string().min(1),
  title: z.string().min(1),
  version: z.string().min(1),
  licences: z.array(
    z.object({ what: z.string(), licence: z.string(), url: z.url({ protocol: /^https?$/ }).optional() }),
  ),
  citations: z.array(z.string()),
  spaces: z.object({ semantic: semanticSpace, behavioral: behavioralSpace.optional() }),
  entities: z.object({
    movie: z.object({
      table: path,
      count: positive,
      vectors: z.object({ semantic: path, behavioral: path.optional() }),
    }),
    user: z.object({ table: path, count: positive, vectors: z.object({ behavioral: path }) }).optional(),
  }),
  cavs: z.object({ file: path, list: z.array(cav) }),
  foldIn: z.looseObject({ regularisation: z.number().min(0) }),
  elm,
  encoder: z.object({
    dimension: positive,
    maxTokens: positive,
    pooling: z.literal('mean'),
    normalise: z.literal(true),
  }),
  files: z.record(path, file),
});

/** `manifest.json`, see docs/bundle-format.md. */
export const manifestSchema = manifestFields.superRefine((manifest, context) => {
  const named: [string[], string | undefined][] = [
    [['entities', 'movie', 'table'], manifest.entities.movie.table],
    [['entities', 'movie', 'vectors', 'semantic'], manifest.entities.movie.vectors.semantic],
    [['entities', 'movie', 'vectors', 'behavioral'], manifest.entities.movie.vectors.behavioral],
    [['entities', 'user', 'table'], manifest.entities.user?.table],
    [['entities', 'user', 'vectors', 'behavioral'], manifest.entities.user?.vectors.behavioral],
    [['cavs', 'file'], manifest.cavs.file],
  ];
  for (const [at, name] of named) {
    if (name !== undefined && !Object.hasOwn(manifest.files, name)) {
      context.addIssue({ code: 'custom', path: at, message: `names ${name}, which is not among the files` });
    }
  }
  for (const [token, id] of Object.entries(manifest.elm.tokens)) {
    if (id >= manifest.elm.vocabulary) {
      context.addIssue({ code: 'custom', path: ['elm', 'tokens', token], message: 'beyond the vocabulary' });
    }
  }
  if (manifest.elm.heads % manifest.elm.kvHeads !== 0) {
    context.addIssue({ code: 'custom', path: ['elm', 'kvHeads'], message: 'does not divide heads' });
  }
  if (manifest.encoder.dimension !== manifest.spaces.semantic.dimension) {
    context.addIssue({
      code: 'custom',
      path: ['encoder', 'dimension'],
      message: 'differs from the dimension of the semantic space',
    });
  }
});
export type Manifest = z.infer<typeof manifestSchema>;

/** `tasks.json`; the number of slot marks in a prompt equals the number of slots. */
export const tasksSchema = z
  .array(
    z
      .object({
        id: z.string().min(1),
        title: z.string().min(1),
        group: z.enum(['plot', 'review', 'list', 'persuade', 'rewrite', 'viewer', 'pair', 'user']),
        prompt: z.string().min(1),
        slots: z.array(space).min(1),
        maxTokens: positive,
        bullets: positive.optional(),
      })
      .superRefine((task, context) => {
        task.slots.forEach((_, slot) => {
          if (!task.prompt.includes(`{${slot}}`)) {
            context.addIssue({ code: 'custom', path: ['prompt'], message: `has no mark {${slot}}` });
          }
        });
      }),
  )
  .min(1);

const aligned = z.int().min(0).max(MAX_FILE_BYTES).multipleOf(4);
const blocks = {
  name: z.string(),
  offset: aligned,
  data: z.int().min(0).max(MAX_FILE_BYTES),
  n: positive,
  k: positive,
  block: positive.multipleOf(2),
  scales: aligned,
};

const weightTensor = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('copy'),
    name: z.string(),
    offset: z.int().min(0).max(MAX_FILE_BYTES),
    data: z.int().min(0).max(MAX_FILE_BYTES),
    bytes: z.int().min(0).max(MAX_FILE_BYTES),
  }),
  z.object({ kind: z.literal('q8-block'), ...blocks }),
  z.object({ kind: z.literal('q4-block'), ...blocks }),
  z.object({
    kind: z.literal('int8-rows'),
    name: z.string(),
    offset: aligned,
    data: z.int().min(0).max(MAX_FILE_BYTES),
    rows: positive,
    columns: positive,
    scales: aligned,
    transpose: z.boolean().default(false),
  }),
]);
export type WeightTensor = z.infer<typeof weightTensor>;

/** `weights.json`: how float32 external data is built from a quantised file. */
export const weightsSchema = z.object({
  source: path,
  external: path,
  bytes: z.int().min(1).max(MAX_FILE_BYTES),
  tensors: z.array(weightTensor),
});
export type WeightsLayout = z.infer<typeof weightsSchema>;

/** `golden.json`: what Python got for given prompts and texts, to tell a right backend from a wrong one. */
export const goldenSchema = z.object({
  cases: z
    .array(
      z.object({
        prompt: z.string(),
        slots: z.array(z.object({ space, values: z.array(z.number()) })),
        tokenIds: z.array(count),
        logits: z.object({ ids: z.array(count).min(1), values: z.array(z.number()).min(1) }),
        greedy: z.array(count),
      }),
    )
    .min(1),
  encoder: z.array(z.object({ text: z.string(), tokenIds: z.array(count), vector: z.array(z.number()) })),
  tolerance: z.object({ logits: z.number().positive(), encoder: z.number().positive().default(1e-3) }),
});
export type Golden = z.infer<typeof goldenSchema>;

/**
 * Checks a value against a schema.
 * @throws ElmError `schema` with the file and the path of the first offending field.
 */
export function check<T>(schema: z.ZodType<T>, value: unknown, fileName: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue?.path.map(String).join('.') || '(whole file)';
  throw new ElmError(
    'schema',
    `The file ${fileName} of this bundle is not valid: ${field}.`,
    'Use a bundle made by the same release, or make this one again.',
    `${fileName}: ${field}: ${issue?.message ?? 'invalid'}`,
  );
}

/**
 * Parses UTF-8 JSON and checks it.
 * @throws ElmError `schema` when it is not JSON or breaks the schema.
 */
export function parseJson<T>(schema: z.ZodType<T>, bytes: Uint8Array, fileName: string): T {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (thrown) {
    throw new ElmError(
      'schema',
      `The file ${fileName} of this bundle is not JSON.`,
      'Use a bundle made by the same release, or make this one again.',
      String(thrown),
    );
  }
  return check(schema, value, fileName);
}
