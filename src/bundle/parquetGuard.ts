import { type FileMetaData, parquetSchema, snappyUncompress } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { getMaxDefinitionLevel, getMaxRepetitionLevel, getTreePath } from 'hyparquet/src/schema.js';
import { readVarInt } from 'hyparquet/src/thrift.js';

type ColumnChunk = FileMetaData['row_groups'][number]['columns'][number];
type PageHeader = ReturnType<typeof parquetHeader>;
interface Reader {
  readonly view: DataView;
  offset: number;
}

/** Bytes of the table of contents, and of a page's header; real ones have some thousand. */
const MAX_HEADER = 2 ** 16;
/** Values of one column; a million movies with sixteen tags each. */
const MAX_VALUES = 2 ** 24;
/** Values that a byte may stand for besides one for each row; lists of words that repeat have two. */
const VALUES_PER_BYTE = 16;
/** Snappy writes 64 bytes for 3 at most. */
const MAX_EXPANSION = 22;
/** Places of a run of bit-packed values beyond the last value: a group of 8, of which writers may reserve 64. */
const MAX_PADDING = 8 * 64;
/** Bits of a dictionary's index. */
const MAX_WIDTH = 32;

/** Refuses a file whose table of contents is larger than any real one, before the reader goes through it. */
export function checkFooter(file: ArrayBuffer): void {
  const length = file.byteLength < 8 ? 0 : new DataView(file).getUint32(file.byteLength - 8, true);
  if (length > MAX_HEADER) throw new Error(`a table of contents of ${length} bytes`);
}

/**
 * Refuses a table that says it holds more than it can. The reader believes what page headers and runs of equal
 * values say, and would go through as many rows: a changed byte of a file of 3 kB then takes gigabytes.
 * Reads the same pages in the same way, but none of their values.
 *
 * @param rows rows that the table ought to have.
 * @throws Error what is wrong, also where a page is of a kind that the reader needs no support for: this takes data
 * pages of version 1, plain or with a dictionary, as they are or packed by Snappy.
 */
export function checkPages(file: ArrayBuffer, metadata: FileMetaData, rows: number): void {
  // Ids differ, so that a row cannot take less.
  if (rows > file.byteLength) throw new Error(`${rows} rows in ${file.byteLength} bytes`);
  const tree = parquetSchema(metadata);
  let sum = 0;
  for (const group of metadata.row_groups) {
    const inGroup = within(Number(group.num_rows), rows, 'rows in a group');
    sum += inGroup;
    for (const chunk of group.columns) {
      const path = getTreePath(tree, chunk.meta_data?.path_in_schema ?? []);
      const levels = [getMaxRepetitionLevel(path), getMaxDefinitionLevel(path)].filter((level) => level > 0);
      checkChunk(file, chunk, levels, inGroup);
    }
  }
  if (sum !== rows) throw new Error(`${sum} rows in groups in place of ${rows}`);
}

function checkChunk(file: ArrayBuffer, { meta_data: about }: ColumnChunk, levels: number[], rows: number) {
  if (!about) throw new Error('a column without a description');
  const { codec, type } = about;
  if (codec !== 'SNAPPY' && codec !== 'UNCOMPRESSED') throw new Error(`a column packed by ${codec}`);
  const start = within(
    Number(about.dictionary_page_offset || about.data_page_offset),
    file.byteLength,
    'start of a column',
  );
  const size = within(Number(about.total_compressed_size), file.byteLength - start, 'bytes of a column');
  const limit = Math.min(MAX_VALUES, rows + VALUES_PER_BYTE * size);
  let values = 0;
  // The reader, too, ignores a last byte.
  for (let at = 0; at < size - 1; ) {
    const reader: Reader = {
      view: new DataView(file, start + at, Math.min(size - at, MAX_HEADER)),
      offset: 0,
    };
    const header = parquetHeader(reader);
    const packed = within(header.compressed_page_size, size - at - reader.offset, 'bytes of a page');
    const bytes = new Uint8Array(file, start + at + reader.offset, packed);
    at += reader.offset + packed;
    const page = unpacked(bytes, header, codec);
    const isData = header.type === 'DATA_PAGE';
    if (!isData && header.type !== 'DICTIONARY_PAGE') throw new Error(`a page of type ${header.type}`);
    const declared = isData ? header.data_page_header : header.dictionary_page_header;
    const count = within(Number(declared?.num_values), isData ? limit : 8 * page.length, 'values of a page');
    if (!isData) continue;
    values = within(values + count, limit, 'values of a column');
    checkDataPage(page, header.data_page_header?.encoding, levels, count, type === 'BOOLEAN');
  }
}

function unpacked(bytes: Uint8Array, header: PageHeader, codec: 'SNAPPY' | 'UNCOMPRESSED'): Uint8Array {
  if (codec === 'UNCOMPRESSED') return bytes;
  const most = 64 + MAX_EXPANSION * bytes.length;
  const page = new Uint8Array(within(header.uncompressed_page_size, most, 'bytes of an unpacked page'));
  checkSnappy(bytes);
  snappyUncompress(bytes, page);
  return page;
}

/**
 * Refuses lengths of four bytes, which no page is long enough for: those that are negative as 32 bits lead the
 * reader backwards, for ever if need be.
 */
function checkSnappy(bytes: Uint8Array): void {
  let at = bytes.findIndex((byte) => byte < 128) + 1;
  while (at < bytes.length) {
    const tag = bytes[at++] as number;
    const kind = tag & 3;
    const size = tag >> 2;
    if (kind > 0) at += kind === 3 ? 4 : kind;
    else if (size < 60) at += size + 1;
    else if (size === 63) throw new Error('a literal with a length of four bytes');
    else {
      const more = size - 59;
      let length = 0;
      for (let i = more - 1; i >= 0; i--) length = 256 * length + (bytes[at + i] ?? 0);
      at += more + length + 1;
    }
  }
}

/** @param levels the largest repetition and definition level, where there are such. */
function checkDataPage(
  page: Uint8Array,
  encoding: string | undefined,
  levels: readonly number[],
  count: number,
  isBoolean: boolean,
): void {
  const reader: Reader = { view: new DataView(page.buffer, page.byteOffset, page.byteLength), offset: 0 };
  for (const level of levels) checkRuns(reader, 32 - Math.clz32(level), count, lengthBefore(reader));
  if (encoding === 'PLAIN') return;
  if (encoding !== 'RLE' && encoding !== 'RLE_DICTIONARY' && encoding !== 'PLAIN_DICTIONARY') {
    throw new Error(`values encoded as ${encoding}`);
  }
  if (isBoolean) {
    checkRuns(reader, 1, count, lengthBefore(reader));
    return;
  }
  const width = within(reader.view.getUint8(reader.offset++), MAX_WIDTH, 'bits of an index');
  if (width > 0) checkRuns(reader, width, count, page.length - reader.offset);
}

function lengthBefore(reader: Reader): number {
  const length = reader.view.getUint32(reader.offset, true);
  reader.offset += 4;
  return within(length, reader.view.byteLength - reader.offset, 'bytes of runs');
}

/** Goes over runs of `width` bits as far as there are `count` values or bytes; null values have no index. */
function checkRuns(reader: Reader, width: number, count: number, length: number): void {
  const end = reader.offset + length;
  for (let seen = 0; seen < count && reader.offset < end; ) {
    const header = readVarInt(reader);
    const isPacked = (header & 1) === 1;
    const run = isPacked ? (header >> 1) * 8 : header >>> 1;
    within(run, count - seen + (isPacked ? MAX_PADDING : 0), 'values of a run');
    seen += run;
    reader.offset += isPacked ? (run * width) / 8 : (width + 7) >> 3;
  }
  reader.offset = end;
}

function within(value: number, most: number, what: string): number {
  if (!Number.isInteger(value) || value < 0 || value > most) throw new Error(`${value} ${what}`);
  return value;
}
