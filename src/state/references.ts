import { z } from 'zod';

/** A text that was composed for a held-out movie, a pair of them or a user. */
export interface Reference {
  readonly task: string;
  readonly movies: readonly number[];
  readonly user: number | null;
  readonly text: string;
}

const schema = z.array(
  z.object({
    task: z.string(),
    movies: z.array(z.int()).default([]),
    user: z.int().nullable().default(null),
    text: z.string(),
  }),
);

/** Reads `references.json`; null (the bundle has none) gives an empty list. */
export function parseReferences(value: unknown): Reference[] {
  return value === null ? [] : schema.parse(value);
}
