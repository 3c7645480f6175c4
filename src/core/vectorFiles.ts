import { ElmError } from './errors.ts';

/** A vector read from a file or from pasted text; its length is not checked against a space here. */
export interface ReadVector {
  readonly label: string;
  readonly values: number[];
}

function badFile(message: string, hint: string, detail: string | null = null): ElmError {
  return new ElmError('bad-file', message, hint, detail);
}

/** Checks that everything is a finite number. */
function numbers(values: readonly unknown[], label: string): ReadVector {
  if (values.length === 0) throw badFile(`${label} holds no numbers.`, 'Choose a file with one vector.');
  const checked = values.map((value, i) => {
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    throw new ElmError(
      'bad-vector',
      `${label} has no usable number at place ${i + 1}.`,
      'Replace the missing or infinite numbers and try again.',
    );
  });
  return { label, values: checked };
}

/** `[1, 2]`, `[[1, 2]]`, `{"values": [1, 2]}` or `{"vector": [1, 2]}`. */
function fromJson(text: string, label: string): ReadVector {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw badFile(`${label} is not valid JSON.`, 'Check the file, or paste the numbers.', String(error));
  }
  if (parsed !== null && typeof parsed === 'object' && !Array.isArray(parsed)) {
    const record = parsed as Record<string, unknown>;
    parsed = record.values ?? record.vector ?? record.embedding;
  }
  if (Array.isArray(parsed) && parsed.length === 1 && Array.isArray(parsed[0])) parsed = parsed[0];
  if (!Array.isArray(parsed)) {
    throw badFile(`${label} holds no list of numbers.`, 'Give a JSON array, or an object with "values".');
  }
  if (parsed.some(Array.isArray)) {
    throw badFile(`${label} holds ${parsed.length} vectors.`, 'Give one vector at a time.');
  }
  return numbers(parsed, label);
}

/** Numbers parted by commas, semicolons, tabs, spaces or line ends: one row or one column. */
function fromSeparated(text: string, label: string): ReadVector {
  const lines = text.trim().split(/\r?\n/);
  const rows = lines.map((line) =>
    line
      .trim()
      .split(/[\s,;]+/)
      .filter((cell) => cell !== ''),
  );
  const filled = rows.filter((row) => row.length > 0);
  if (filled.length > 1 && filled.some((row) => row.length > 1)) {
    throw badFile(`${label} holds ${filled.length} rows.`, 'Give one row or one column of numbers.');
  }
  return numbers(
    filled.flat().map((cell) => (/^[+-]?(\d|\.\d)/.test(cell) ? Number(cell) : Number.NaN)),
    label,
  );
}

/** Text as a person pastes it or a text file holds it: JSON or separated numbers. */
export function parseVectorText(text: string, label = 'The text'): ReadVector {
  return /^\s*[[{]/.test(text) ? fromJson(text, label) : fromSeparated(text, label);
}

const READERS: Readonly<Record<string, readonly [number, (view: DataView, at: number) => number]>> = {
  '<f4': [4, (view, at) => view.getFloat32(at, true)],
  '>f4': [4, (view, at) => view.getFloat32(at, false)],
  '<f8': [8, (view, at) => view.getFloat64(at, true)],
  '>f8': [8, (view, at) => view.getFloat64(at, false)],
  '|i1': [1, (view, at) => view.getInt8(at)],
  '<i2': [2, (view, at) => view.getInt16(at, true)],
  '<i4': [4, (view, at) => view.getInt32(at, true)],
  '<i8': [8, (view, at) => Number(view.getBigInt64(at, true))],
};

/**
 * A NumPy array file (.npy, format versions 1 to 3) that holds one vector: shape (n,), (1, n) or (n, 1).
 * @throws ElmError `bad-file` for anything else, `bad-vector` for NaN or infinite numbers.
 */
export function parseNpy(bytes: Uint8Array, label = 'The file'): ReadVector {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
  if (bytes.length < 12 || magic.some((byte, i) => bytes[i] !== byte)) {
    throw badFile(`${label} is not a NumPy file.`, 'Save it with numpy.save, or give JSON or CSV.');
  }
  const wide = (bytes[6] as number) >= 2;
  const start = wide ? 12 : 10;
  const end = start + (wide ? view.getUint32(8, true) : view.getUint16(8, true));
  const header = new TextDecoder('latin1').decode(bytes.subarray(start, end));
  const type = /'descr':\s*'([^']+)'/.exec(header)?.[1] ?? '';
  const shape = (/'shape':\s*\(([^)]*)\)/.exec(header)?.[1] ?? '')
    .split(',')
    .flatMap((part) => (part.trim() === '' ? [] : [Number(part)]));
  const reader = READERS[type];
  if (!reader) {
    throw badFile(`${label} holds numbers of type "${type}".`, 'Save it as float32 or float64.', header);
  }
  const count = shape.reduce((product, size) => product * size, 1);
  if (
    shape.length === 0 ||
    shape.length > 2 ||
    !shape.every(Number.isSafeInteger) ||
    count !== Math.max(...shape)
  ) {
    throw badFile(`${label} holds an array of shape (${shape.join(', ')}).`, 'Give one vector at a time.');
  }
  const [width, read] = reader;
  if (end + count * width > bytes.length) {
    throw badFile(`${label} is cut off.`, 'Save or download it again.', `${bytes.length} bytes`);
  }
  return numbers(
    Array.from({ length: count }, (_, i) => read(view, end + i * width)),
    label,
  );
}

/** A dropped or chosen file by its content: NumPy where it says so, else JSON or separated numbers. */
export function parseVectorFile(name: string, bytes: Uint8Array): ReadVector {
  if (bytes[0] === 0x93) return parseNpy(bytes, name);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw badFile(`${name} is not a text file.`, 'Give a vector as JSON, CSV or NPY.', String(error));
  }
  return parseVectorText(text, name);
}
