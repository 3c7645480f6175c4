import { parquetReadObjects } from 'hyparquet';
import { z } from 'zod';
import type { Movie, User } from '../core/catalogue.ts';
import { ElmError } from '../core/errors.ts';
import { check } from './schema.ts';

// hyparquet reads 64-bit integers as BigInt.
const integer = z
  .union([z.int(), z.bigint().transform(Number)])
  .refine((value) => Number.isSafeInteger(value), 'not an integer');
const list = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);

const movieRow = z.object({
  id: integer,
  title: z.string(),
  year: integer.nullish().transform((year) => year ?? null),
  genres: list(z.string()),
  ratings: integer,
  meanRating: z.number(),
  x: z.number(),
  y: z.number(),
  heldOut: z.boolean(),
  tags: list(z.string()),
  behavioral: z.boolean(),
});

const userRow = z.object({
  id: integer,
  ratings: integer,
  meanRating: z.number(),
  x: z.number(),
  y: z.number(),
  heldOut: z.boolean(),
  loves: list(integer),
});

/**
 * The movies of a Parquet table.
 * @throws ElmError `bad-file` or `schema`, also where the number of rows is not `count`.
 */
export function readMovies(
  bytes: Uint8Array<ArrayBuffer>,
  count: number,
  fileName: string,
): Promise<Movie[]> {
  return readTable(bytes, z.array(movieRow), count, fileName);
}

/** The users of a Parquet table; errors as in `readMovies`. */
export function readUsers(bytes: Uint8Array<ArrayBuffer>, count: number, fileName: string): Promise<User[]> {
  return readTable(bytes, z.array(userRow), count, fileName);
}

async function readTable<T extends { readonly id: number }>(
  bytes: Uint8Array<ArrayBuffer>,
  schema: z.ZodType<T[]>,
  count: number,
  fileName: string,
): Promise<T[]> {
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  let rows: unknown;
  try {
    rows = await parquetReadObjects({ file });
  } catch (thrown) {
    throw badTable(fileName, String(thrown));
  }
  const entities = check(schema, rows, fileName);
  if (entities.length !== count) {
    throw badTable(fileName, `${entities.length} rows, the manifest says ${count}`);
  }
  return entities;
}

function badTable(fileName: string, detail: string): ElmError {
  return new ElmError(
    'bad-file',
    `The table ${fileName} is damaged.`,
    'Take the whole bundle again from where it came.',
    `${fileName}: ${detail}`,
  );
}
