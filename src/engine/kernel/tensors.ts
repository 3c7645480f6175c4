import type { WeightsLayout, WeightTensor } from '../../bundle/schema.ts';
import { otherRelease, type PreparedWeights } from '../decoder.ts';
import { checkLayout } from '../weights.ts';
import type { Arena, Kernel } from './module.ts';

/** A linear layer in the kernel's memory: addresses, and its shape [n, k]. */
export interface Linear {
  readonly weights: number;
  readonly scales: number;
  readonly bias: number;
  readonly n: number;
  readonly k: number;
}

/** Gain and offset of a layer norm. */
export interface Norm {
  readonly gamma: number;
  readonly beta: number;
}

/** Columns that share a scale: what the kernel's products are written for. */
const BLOCK = 32;

/** The shipped weights in the kernel's memory, as they were downloaded but signed. */
export class KernelTensors {
  readonly #records: ReadonlyMap<string, WeightTensor>;
  readonly #base: number;
  readonly #sourceBytes: number;
  readonly #prepared: PreparedWeights | null;

  /**
   * @param weights the file that `layout` describes, or what `prepared` gave for the same layout; then the matrices
   * must be asked for in the same order, and are not there before `complete`.
   * @throws ElmError `bad-file` or `out-of-memory`.
   */
  constructor(
    private readonly kernel: Kernel,
    private readonly arena: Arena,
    layout: WeightsLayout,
    weights: Uint8Array | PreparedWeights,
  ) {
    this.#prepared = 'sourceBytes' in weights ? weights : null;
    this.#sourceBytes = 'sourceBytes' in weights ? weights.sourceBytes : weights.length;
    checkLayout(layout, this.#sourceBytes);
    this.#records = new Map(layout.tensors.map((tensor) => [tensor.name, tensor]));
    this.#base = arena.take(this.#sourceBytes);
    if (!('sourceBytes' in weights)) new Uint8Array(kernel.memory.buffer).set(weights, this.#base);
  }

  /**
   * All tensors were asked for.
   * @returns what takes them to another kernel, copied whenever it is called.
   */
  complete(): () => PreparedWeights {
    const [base, end, sourceBytes] = [this.#base, this.arena.end, this.#sourceBytes];
    const { memory } = this.kernel;
    if (this.#prepared) new Uint8Array(memory.buffer).set(this.#prepared.bytes, base);
    return () => ({ bytes: new Uint8Array(memory.buffer.slice(base, end)), sourceBytes });
  }

  /** Address of `count` float32 numbers that ship as they are. */
  parameter(name: string, count: number): number {
    const tensor = this.#records.get(name);
    if (tensor?.kind !== 'copy' || tensor.bytes !== 4 * count)
      throw otherRelease(`no ${count} numbers ${name}`);
    return this.#base + tensor.data;
  }

  norm(name: string, count: number): Norm {
    return { gamma: this.parameter(`${name}.weight`, count), beta: this.parameter(`${name}.bias`, count) };
  }

  /** A matrix [n, k] and its bias; `n` null takes any. Weights are made signed, so each may be asked for once. */
  linear(name: string, rows: number | null, columns: number, bias = `${name}.bias`): Linear {
    const tensor = this.#records.get(`${name}.weight`);
    const isBlocks = tensor?.kind === 'q8-block' || tensor?.kind === 'q4-block';
    const fits =
      isBlocks && tensor.block === BLOCK && tensor.n === (rows ?? tensor.n) && tensor.k === columns;
    if (!fits || tensor.n < 4) throw otherRelease(`no matrix ${name} [${rows}, ${columns}]`);
    const { n, k } = tensor;
    const weights = tensor.kind === 'q4-block' ? this.#unpacked(tensor) : this.#base + tensor.data;
    if (tensor.kind === 'q8-block' && !this.#prepared) this.kernel.signed(weights, n * k);
    return { weights, scales: this.#base + tensor.scales, bias: this.parameter(bias, n), n, k };
  }

  /** 4-bit weights as 8-bit ones: the low half of a byte first, zero at 8. */
  #unpacked({ data, n, k }: Extract<WeightTensor, { kind: 'q4-block' }>): number {
    const address = this.arena.take(n * k);
    if (this.#prepared) return address;
    const bytes = new Uint8Array(this.kernel.memory.buffer);
    for (let at = 0, from = this.#base + data; at < n * k; at += 2, from++) {
      const pair = bytes[from] as number;
      bytes[address + at] = (pair & 15) - 8;
      bytes[address + at + 1] = (pair >> 4) - 8;
    }
    return address;
  }
}
