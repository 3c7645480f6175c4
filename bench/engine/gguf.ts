/** Writes GGUF (version 3), llama.cpp's file format: github.com/ggml-org/ggml/blob/master/docs/gguf.md. */

const ALIGNMENT = 32;
const TYPES = { u32: 4, i32: 5, f32: 6, string: 8, array: 9 } as const;

/** `kind` of a list is that of its elements. */
export type Value =
  | { readonly kind: 'u32' | 'i32' | 'f32'; readonly value: number | readonly number[] }
  | { readonly kind: 'string'; readonly value: string | readonly string[] };

/** Numbers of a type as ggml counts them: 0 is float32, 8 is Q8_0 (a half and 32 bytes a block). */
export interface GgufTensor {
  readonly name: string;
  /** Innermost dimension first. */
  readonly dims: readonly number[];
  readonly type: 0 | 8;
  readonly data: Uint8Array<ArrayBuffer>;
}

export function writeGguf(values: Readonly<Record<string, Value>>, tensors: readonly GgufTensor[]): Blob {
  const header = new ByteWriter();
  header.bytes(new TextEncoder().encode('GGUF'));
  header.number('u32', 3);
  header.long(tensors.length);
  header.long(Object.keys(values).length);
  for (const [key, value] of Object.entries(values)) {
    header.string(key);
    header.value(value);
  }
  let offset = 0;
  for (const { name, dims, type, data } of tensors) {
    header.string(name);
    header.number('u32', dims.length);
    for (const size of dims) header.long(size);
    header.number('u32', type);
    header.long(offset);
    offset += aligned(data.length);
  }
  const parts = [header.padded()];
  for (const { data } of tensors) parts.push(data, new Uint8Array(aligned(data.length) - data.length));
  return new Blob(parts);
}

/** A number as a half float, rounded to the nearest; for normal numbers. */
export function toHalf(value: number): number {
  const bits = new Uint32Array(Float32Array.of(value).buffer)[0] as number;
  const exponent = ((bits >> 23) & 255) - 112;
  if (exponent <= 0) return (bits >>> 16) & 0x8000;
  return ((bits >>> 16) & 0x8000) + (exponent << 10) + (((bits & 0x7fffff) + 0x1000) >> 13);
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

class ByteWriter {
  #view = new DataView(new ArrayBuffer(1 << 20));
  #at = 0;

  bytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    new Uint8Array(this.#view.buffer).set(bytes, this.#at);
    this.#at += bytes.length;
  }

  number(kind: 'u32' | 'i32' | 'f32', value: number): void {
    this.#reserve(4);
    if (kind === 'f32') this.#view.setFloat32(this.#at, value, true);
    else this.#view.setUint32(this.#at, value >>> 0, true);
    this.#at += 4;
  }

  long(value: number): void {
    this.number('u32', value);
    this.number('u32', Math.floor(value / 2 ** 32));
  }

  string(text: string): void {
    const bytes = new TextEncoder().encode(text);
    this.long(bytes.length);
    this.bytes(bytes);
  }

  value({ kind, value }: Value): void {
    const one = (item: number | string) => {
      if (kind === 'string') this.string(String(item));
      else this.number(kind, Number(item));
    };
    const isList = typeof value === 'object';
    this.number('u32', isList ? TYPES.array : TYPES[kind]);
    if (!isList) {
      one(value);
      return;
    }
    this.number('u32', TYPES[kind]);
    this.long(value.length);
    for (const item of value) one(item);
  }

  padded(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#view.buffer as ArrayBuffer, 0, aligned(this.#at)).slice();
  }

  #reserve(bytes: number): void {
    if (this.#at + bytes + ALIGNMENT <= this.#view.byteLength) return;
    const grown = new Uint8Array(2 * (this.#view.byteLength + bytes));
    grown.set(new Uint8Array(this.#view.buffer));
    this.#view = new DataView(grown.buffer);
  }
}
