import { ElmError } from '../core/errors.ts';

const ELEMENT_BYTES = { F32: 4, F16: 2, I8: 1, U8: 1, I32: 4 } as const;
type DType = keyof typeof ELEMENT_BYTES;

/** A limit on the header that keeps a hostile file from costing memory; real ones have a few kB. */
const MAX_HEADER_BYTES = 8 * 2 ** 20;

/** One tensor of a file: a view into its bytes, not a copy. */
export interface TensorView {
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly size: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Reads a safetensors file with tensors of F32, F16, I8, U8 and I32. Every offset is checked against the
 * file before use.
 * @throws ElmError `bad-file` when the file is cut off or its header is wrong.
 */
export function parseSafetensors(bytes: Uint8Array<ArrayBuffer>, fileName: string): Map<string, TensorView> {
  if (bytes.length < 8) throw bad(fileName, 'shorter than a header');
  const length = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);
  if (length > BigInt(Math.min(MAX_HEADER_BYTES, bytes.length - 8))) {
    throw bad(fileName, `header of ${length} bytes in a file of ${bytes.length}`);
  }
  const start = 8 + Number(length);
  const header = parseHeader(bytes.subarray(8, start), fileName);
  const tensors = new Map<string, TensorView>();
  for (const [name, entry] of Object.entries(header)) {
    if (name !== '__metadata__') tensors.set(name, readEntry(bytes, start, name, entry, fileName));
  }
  return tensors;
}

/**
 * The tensor of that name, type and shape.
 * @param shape sizes by axis, null where any size will do.
 * @throws ElmError `bad-file` when it is missing or another.
 */
export function tensorOf(
  tensors: ReadonlyMap<string, TensorView>,
  name: string,
  dtypes: readonly DType[],
  shape: readonly (number | null)[],
  fileName: string,
): TensorView {
  const tensor = tensors.get(name);
  if (!tensor) throw bad(fileName, `no tensor ${name}`);
  if (!dtypes.includes(tensor.dtype)) throw bad(fileName, `${name} is ${tensor.dtype}`);
  const fits =
    tensor.shape.length === shape.length &&
    shape.every((size, axis) => size === null || size === tensor.shape[axis]);
  if (!fits) throw bad(fileName, `${name} has shape [${tensor.shape}] in place of [${shape}]`);
  return tensor;
}

/** Values as float32: a view where type and alignment allow, else a copy. */
export function toFloat32(tensor: TensorView): Float32Array<ArrayBuffer> {
  const { bytes, size } = tensor;
  if (tensor.dtype === 'F32') {
    if (bytes.byteOffset % 4 === 0) return new Float32Array(bytes.buffer, bytes.byteOffset, size);
    return new Float32Array(bytes.slice().buffer);
  }
  const values = new Float32Array(size);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (tensor.dtype) {
    case 'F16':
      for (let i = 0; i < size; i++) values[i] = halfToFloat(view.getUint16(2 * i, true));
      break;
    case 'I32':
      for (let i = 0; i < size; i++) values[i] = view.getInt32(4 * i, true);
      break;
    case 'I8':
      values.set(toInt8(tensor));
      break;
    case 'U8':
      values.set(bytes);
      break;
  }
  return values;
}

/** The signed bytes of an I8 tensor. */
export function toInt8(tensor: TensorView): Int8Array<ArrayBuffer> {
  return new Int8Array(tensor.bytes.buffer, tensor.bytes.byteOffset, tensor.bytes.byteLength);
}

/** IEEE 754 binary16 to a number. */
export function halfToFloat(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

function parseHeader(bytes: Uint8Array, fileName: string): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof header === 'object' && header !== null && !Array.isArray(header)) {
      return header as Record<string, unknown>;
    }
  } catch (thrown) {
    throw bad(fileName, `header is not JSON: ${thrown}`);
  }
  throw bad(fileName, 'header is not an object');
}

function readEntry(
  file: Uint8Array<ArrayBuffer>,
  start: number,
  name: string,
  entry: unknown,
  fileName: string,
): TensorView {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Record<string, unknown>;
  if (typeof dtype !== 'string' || !Object.hasOwn(ELEMENT_BYTES, dtype)) {
    throw bad(fileName, `${name} has the type ${String(dtype)}`);
  }
  if (!isSizes(shape)) throw bad(fileName, `${name} has no valid shape`);
  if (!isSizes(offsets) || offsets.length !== 2) throw bad(fileName, `${name} has no valid offsets`);
  const [begin, end] = offsets as [number, number];
  const size = shape.reduce((product, axis) => product * axis, 1);
  const elementBytes = ELEMENT_BYTES[dtype as DType];
  if (begin > end || end > file.length - start) throw bad(fileName, `${name} lies beyond the end`);
  if (end - begin !== size * elementBytes) throw bad(fileName, `${name} has another size than its shape`);
  return { dtype: dtype as DType, shape, size, bytes: file.subarray(start + begin, start + end) };
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);
}

function bad(fileName: string, detail: string): ElmError {
  return new ElmError(
    'bad-file',
    `The file ${fileName} is damaged or not a safetensors file.`,
    'Take the file again from where it came.',
    `${fileName}: ${detail}`,
  );
}
