import { z } from 'zod';
import { rowById } from '../../core/catalogue.ts';
import { ElmError } from '../../core/errors.ts';
import { sampleIndices, seededRandom } from '../../core/random.ts';
import { retrievalRank, semanticConsistency } from '../../core/scores.ts';
import type { Task } from '../../core/types.ts';
import { mean, normalise } from '../../core/vectors.ts';
import { rowVector } from '../../core/vectorTable.ts';
import type { Workbench } from '../workbench.ts';

const figure = z.array(z.number().nullable()).optional();
const ids = z.array(z.int());

const casesSchema = z.object({
  movies: z.array(ids),
  users: ids,
  scCeiling: figure,
  scNearest: figure,
  scTextOnly: figure,
  rankCeiling: figure,
  bcGroundTruth: figure,
  bcRandom: figure,
  ndcgGroundTruth: figure,
  ndcgRandom: figure,
});

const heldOutSchema = z.object({
  seed: z.number(),
  tasks: z.record(z.string(), casesSchema),
  interpolation: z
    .object({
      pairs: z.array(ids),
      alphas: z.array(z.number()),
      scNearest: z.record(z.string(), z.array(z.array(z.number()))),
    })
    .optional(),
  cavPush: z.object({ task: z.string(), movies: ids, pushes: z.array(z.number()) }).optional(),
  userPush: z
    .object({ users: ids, cavs: z.array(z.string()), movies: ids, pushes: z.array(z.number()) })
    .optional(),
});

/** Cases of a task, of movies or of users, with figures by case of what the decoder did not write. */
export type Cases = z.infer<typeof casesSchema>;

/** `held_out.json`, see docs/bundle-format.md. */
export type HeldOut = z.infer<typeof heldOutSchema>;

/**
 * Checks `held_out.json`; null (the bundle has none) gives no cases.
 * @throws ElmError `schema`.
 */
export function parseHeldOut(value: unknown): HeldOut {
  if (value === null) return { seed: 0, tasks: {} };
  const result = heldOutSchema.safeParse(value);
  if (result.success) return result.data;
  throw new ElmError(
    'schema',
    `The file held_out.json of this bundle is not valid: ${result.error.issues[0]?.path.map(String).join('.')}.`,
    'Make it again with the release that made the bundle.',
    result.error.message,
  );
}

/** The first `limit` cases with their figures. */
export function firstOf(cases: Cases, limit: number): Cases {
  const cut = Object.entries(cases).map(([name, values]) => [name, values?.slice(0, limit)]);
  return Object.fromEntries(cut) as Cases;
}

/**
 * Cases for a task that `held_out.json` does not have: those of the composed texts that ship, whose SC is the
 * ceiling, else held-out movies or users alone.
 */
export async function casesFor(
  workbench: Workbench,
  task: Task,
  limit: number,
  seed: number,
): Promise<Cases> {
  const { catalogue, references, encoder } = workbench;
  const known = references.filter((one) => one.task === task.id).slice(0, limit);
  if (known.length === 0) return withoutTexts(workbench, task, limit, seed);
  if (task.group === 'user') return { movies: [], users: known.flatMap(({ user }) => user ?? []) };
  const table = catalogue.semantic.movies;
  const projected = await encoder.encode(known.map(({ text }) => text));
  const movies = known.map((one) => [...one.movies]);
  const rows = movies.map((group) => group.map((id) => rowById(catalogue.movies, id)));
  const aims = rows.map((group) => normalise(mean(group.map((row) => rowVector(table, row)))));
  return {
    movies,
    users: [],
    scCeiling: projected.map((text, i) => semanticConsistency(text, aims[i] as Float32Array)),
    ...(task.slots.length === 1 && {
      rankCeiling: projected.map(
        (text, i) => retrievalRank(table, text, aims[i] as Float32Array, rows[i]?.[0] ?? -1).rank,
      ),
    }),
  };
}

function withoutTexts({ catalogue }: Workbench, task: Task, limit: number, seed: number): Cases {
  const random = seededRandom(seed);
  const draw = (list: readonly { readonly id: number; readonly heldOut: boolean }[], count: number) => {
    const pool = list.filter(({ heldOut }) => heldOut);
    return sampleIndices(pool.length, count, random).map((at) => pool[at]?.id as number);
  };
  if (task.group === 'user') return { movies: [], users: draw(catalogue.users, limit) };
  const drawn = task.slots.map(() => draw(catalogue.movies, limit));
  const movies = (drawn[0] ?? []).map((_, i) => drawn.map((slot) => slot[i] as number));
  return { movies, users: [] };
}
