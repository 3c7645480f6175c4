import { type FileMetaData, parquetMetadata, parquetReadObjects } from 'hyparquet';
import { z } from 'zod';
import type { Movie, User } from '../core/catalogue.ts';
import { ElmError } from '../core/errors.ts';
import { checkFooter, checkPages } from './parquetGuard.ts';
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
  let rows: Record<string, unknown>[];
  try {
    rows = await readRows(file, count);
  } catch (thrown) {
    throw badTable(fileName, String(thrown));
  }
  if (rows.length !== count) throw badTable(fileName, `${rows.length} rows in place of ${count}`);
  return check(schema, rows, fileName);
}

/**
 * Rows as objects. Columns are read one after another: of columns that are read side by side the reader
 * awaits the first that fails alone, and a damaged table would leave unhandled rejections behind.
 */
async function readRows(file: ArrayBuffer, count: number): Promise<Record<string, unknown>[]> {
  checkFooter(file);
  // Looking for columns with maps in them goes round for ever where an element has fewer than no children.
  const metadata = parquetMetadata(file, { geoparquet: false });
  if (metadata.num_rows !== BigInt(count)) throw new Error(`${metadata.num_rows} rows in place of ${count}`);
  checkPages(file, metadata, count);
  const rows: Record<string, unknown>[] = [];
  for (const column of columnsOf(metadata)) {
    const cells = await parquetReadObjects({ file, metadata, columns: [column] });
    for (const [row, cell] of cells.entries()) {
      rows[row] ??= {};
      Object.assign(rows[row], cell);
    }
  }
  return rows;
}

/** Names of the top-level columns. */
function columnsOf(metadata: FileMetaData): Set<string> {
  const chunks = metadata.row_groups.flatMap((group) => group.columns);
  return new Set(chunks.flatMap((chunk) => chunk.meta_data?.path_in_schema[0] ?? []));
}

function badTable(fileName: string, detail: string): ElmError {
  return new ElmError(
    'bad-file',
    `The table ${fileName} is damaged.`,
    'Take the whole bundle again from where it came.',
    `${fileName}: ${detail}`,
  );
}
