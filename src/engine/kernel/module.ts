import { ElmError } from '../../core/errors.ts';
import { fromRuntime } from '../runtime.ts';
import { KERNEL } from './binary.ts';
import { BYTE_KERNEL } from './byteBinary.ts';

/** What kernel/kernel.ts exports; numbers are addresses in bytes, or counts. */
export interface Kernel {
  readonly memory: WebAssembly.Memory;
  /** 1 where `panels` writes sums of weights and `product` reads them. */
  readonly takesSums: { readonly value: number };
  signed(weights: number, bytes: number): void;
  panels(weights: number, scales: number, sums: number, n: number, k: number, room: number): void;
  round(x: number, rows: number, n: number, out: number, scales: number): void;
  product(
    weights: number,
    weightScales: number,
    sums: number,
    bias: number,
    x: number,
    scales: number,
    rows: number,
    y: number,
    stride: number,
    n: number,
    k: number,
    room: number,
  ): void;
  addNorm(
    x: number,
    residual: number,
    gamma: number,
    beta: number,
    out: number,
    n: number,
    epsilon: number,
  ): void;
  gelu(x: number, n: number): void;
  attend(
    query: number,
    out: number,
    table: number,
    offset: number,
    perPage: number,
    length: number,
    heads: number,
    dimension: number,
    scores: number,
  ): void;
  largest(scores: number, n: number): number;
  weigh(
    scores: number,
    n: number,
    factor: number,
    least: number,
    fractions: number,
    ids: number,
    weights: number,
    total: number,
  ): number;
}

/** Compiles the kernel; 6 kB, so nothing is fetched. That by bytes is quicker where a machine has what it needs. */
export async function startKernel(): Promise<Kernel> {
  return (await startByteKernel()) ?? startPlainKernel();
}

/** The kernel by bytes, null where the browser or the machine is not made for it. */
export async function startByteKernel(): Promise<Kernel | null> {
  const bytes = bytesOf(BYTE_KERNEL);
  if (!WebAssembly.validate(bytes)) return null;
  const { instance } = await WebAssembly.instantiate(bytes, {});
  const kernel = instance.exports as unknown as Kernel & { isExact(): number };
  return kernel.isExact() ? kernel : null;
}

/** The kernel that runs everywhere. */
export async function startPlainKernel(): Promise<Kernel> {
  try {
    const { instance } = await WebAssembly.instantiate(bytesOf(KERNEL), {});
    return instance.exports as unknown as Kernel;
  } catch (thrown) {
    throw new ElmError(
      'unexpected',
      'The browser could not start the runtime of the language model.',
      'Reload the page, or use a current version of Chrome, Edge, Firefox or Safari.',
      String(thrown),
    );
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** Bytes of a page of WebAssembly memory. */
const WASM_PAGE = 65_536;
/** Memory grows by so many bytes at least. */
const GROWTH = 4 * 1024 * 1024;

/** Hands out the memory of a kernel, from its start on and never back. */
export class Arena {
  #next = 64;

  constructor(private readonly memory: WebAssembly.Memory) {}

  /** Address behind what was handed out last. */
  get end(): number {
    return this.#next;
  }

  /**
   * Address of `bytes` more, a multiple of 16.
   * @throws ElmError `out-of-memory`.
   */
  take(bytes: number): number {
    const address = Math.ceil(this.#next / 16) * 16;
    const lacking = address + bytes - this.memory.buffer.byteLength;
    try {
      if (lacking > 0) this.memory.grow(Math.ceil(Math.max(lacking, GROWTH) / WASM_PAGE));
    } catch (thrown) {
      throw fromRuntime(thrown);
    }
    this.#next = address + bytes;
    return address;
  }
}
