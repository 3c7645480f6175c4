import type { WeightsLayout, WeightTensor } from '../../bundle/schema.ts';
import { otherRelease, type PreparedWeights } from '../decoder.ts';
import { checkLayout } from '../weights.ts';
import type { Arena, Kernel } from './module.ts';

/** A linear layer in the kernel's memory: addresses, and its shape [n, k]. */
export interface Linear {
  readonly weights: number;
  readonly scales: number;
  /** Of the weights, where the kernel takes them. */
  readonly sums: number;
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
/** Rows of weights that lie together. */
const PANEL = 8;

/** The shipped weights in the kernel's memory, laid out for its products. */
export class KernelTensors {
  readonly #records: ReadonlyMap<string, WeightTensor>;
  readonly #base: number;
  readonly #sourceBytes: number;
  readonly #prepared: PreparedWeights | null;
  /** Where a panel lies while it is laid out. */
  readonly #room: number;

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
    this.#room = arena.take(
      PANEL * Math.max(0, ...layout.tensors.map((tensor) => ('k' in tensor ? tensor.k : 0))),
    );
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

  /** A matrix [n, k] and its bias; `n` null takes any. Weights are laid out anew, so each may be asked for once. */
  linear(name: string, rows: number | null, columns: number, bias = `${name}.bias`): Linear {
    const tensor = this.#records.get(`${name}.weight`);
    const isBlocks = tensor?.kind === 'q8-block' || tensor?.kind === 'q4-block';
    const fits =
      isBlocks && tensor.block === BLOCK && tensor.n === (rows ?? tensor.n) && tensor.k === columns;
    if (!fits) throw otherRelease(`no matrix ${name} [${rows}, ${columns}]`);
    const { n, k } = tensor;
    const [data, scales] = [this.#base + tensor.data, this.#base + tensor.scales];
    // Whole panels stay where they are; others get room for rows of zeros.
    const padded = Math.ceil(n / PANEL) * PANEL;
    const inPlace = padded === n && tensor.kind === 'q8-block';
    const linear = {
      weights: inPlace ? data : this.arena.take(padded * k),
      scales: inPlace ? scales : this.arena.take((4 * padded * k) / BLOCK),
      sums: this.kernel.takesSums.value === 1 ? this.arena.take((4 * padded * k) / BLOCK) : 0,
      bias: this.parameter(bias, n),
      n,
      k,
    };
    if (!this.#prepared) this.#prepare(tensor, data, scales, linear);
    return linear;
  }

  /** Makes the weights of a matrix signed and lays them out in panels. */
  #prepare(tensor: WeightTensor, data: number, scales: number, linear: Linear): void {
    const { n, k } = linear;
    const bytes = new Uint8Array(this.kernel.memory.buffer);
    if (linear.scales !== scales) bytes.copyWithin(linear.scales, scales, scales + (4 * n * k) / BLOCK);
    if (tensor.kind === 'q4-block') {
      // The low half of a byte first, zero at 8.
      for (let to = linear.weights, from = data; to < linear.weights + n * k; to += 2, from++) {
        const pair = bytes[from] as number;
        bytes[to] = (pair & 15) - 8;
        bytes[to + 1] = (pair >> 4) - 8;
      }
    } else {
      if (linear.weights !== data) bytes.copyWithin(linear.weights, data, data + n * k);
      this.kernel.signed(linear.weights, n * k);
    }
    this.kernel.panels(
      linear.weights,
      linear.scales,
      linear.sums,
      Math.ceil(n / PANEL) * PANEL,
      k,
      this.#room,
    );
  }
}
