import { z } from 'zod';
import type { SweepRecord } from './sweeps.ts';
import type { Cav, NarrationSettings, Recipe, Run, RunNote, VectorSource } from './types.ts';

// zod compiles parsers with `new Function` unless told otherwise, which a strict CSP forbids.
z.config({ jitless: true });

const MAX_TEXT = 20_000;
const MAX_DIMENSION = 16_384;
const MAX_ENTITIES = 10_000;

const line = z.string().max(400);
const space = z.enum(['semantic', 'behavioral']);
const share = z.number().min(0).max(1);
const entity = z.object({ kind: z.enum(['movie', 'user']), id: z.int() });

const source: z.ZodType<VectorSource> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('entity'), entity }),
  z.object({ type: z.literal('text'), text: z.string().min(1).max(MAX_TEXT) }),
  z.object({
    type: z.literal('vector'),
    label: line,
    values: z.array(z.number()).min(1).max(MAX_DIMENSION),
  }),
  z.object({ type: z.literal('mean'), entities: z.array(entity).min(1).max(MAX_ENTITIES) }),
]);

/** A Recipe from outside: a link, an imported notebook, the database. */
export const recipeSchema: z.ZodType<Recipe> = z.object({
  space,
  start: source,
  terms: z.array(z.object({ sign: z.union([z.literal(1), z.literal(-1)]), source })).max(20),
  blend: z.object({ with: source, alpha: share, mode: z.enum(['linear', 'spherical']) }).nullable(),
  pushes: z.array(z.object({ cav: line.min(1), sd: z.number().min(-10).max(10) })).max(50),
});

export const settingsSchema: z.ZodType<NarrationSettings> = z.object({
  temperature: z.number().min(0).max(5),
  topK: z.int().min(0).max(1_000_000),
  topP: z.number().gt(0).max(1),
  repetitionPenalty: z.number().min(1).max(5),
  seed: z.int().min(0).max(0xffffffff),
  maxTokens: z.int().min(1).max(4096),
  bestOf: z.int().min(1).max(16),
});

const score = z.number().nullable();

/** A Run from outside; unknown fields are dropped. */
export const runSchema: z.ZodType<Run> = z.object({
  id: line.min(1),
  createdAt: z.iso.datetime(),
  title: line,
  recipe: recipeSchema,
  task: line.min(1),
  settings: settingsSchema,
  text: z.string().max(MAX_TEXT),
  finish: z.enum(['end', 'length', 'stopped', 'error']),
  scores: z.object({
    sc: score,
    scFloor: score,
    scCeiling: score,
    rank: score,
    rankOf: score,
    bcSpearman: score,
    bcNdcg: score,
  }),
  model: z.object({ bundle: line, version: line, backend: z.enum(['webgpu', 'wasm', 'node']) }),
  tokens: z.int().min(0),
  seconds: z.number().min(0),
});

export const noteSchema: z.ZodType<RunNote> = z.object({
  runId: line.min(1),
  pinned: z.boolean(),
  name: line.nullable(),
  ratings: z.record(line, z.int().min(1).max(5)),
});

const MAX_STEPS = 100;

/** A sweep from outside; its runs may be missing. */
export const sweepSchema: z.ZodType<SweepRecord> = z.object({
  id: line.min(1),
  createdAt: z.iso.datetime(),
  title: line,
  axis: z.discriminatedUnion('by', [
    z.object({ by: z.literal('alpha') }),
    z.object({ by: z.literal('push'), cav: line.min(1) }),
  ]),
  label: line,
  task: line.min(1),
  steps: z.array(z.object({ value: z.number().min(-10).max(10), runId: line.min(1) })).max(MAX_STEPS),
});

/** A CAV as JSON carries it: the direction as a list of numbers. */
export type CavRecord = Omit<Cav, 'direction'> & { readonly direction: readonly number[] };

export const cavSchema: z.ZodType<CavRecord> = z.object({
  id: line.min(1),
  label: line.min(1),
  space,
  direction: z.array(z.number()).min(1).max(MAX_DIMENSION),
  std: z.number().positive(),
  mean: z.number(),
  auc: share.nullable(),
  accuracy: share.nullable(),
  positives: z.int().min(0),
  own: z.boolean(),
});

export function cavToRecord(cav: Cav): CavRecord {
  return { ...cav, direction: [...cav.direction] };
}

export function cavFromRecord(record: CavRecord): Cav {
  return { ...record, direction: Float32Array.from(record.direction) };
}
