import { parseSafetensors, type TensorView, tensorOf, toFloat32 } from '../bundle/safetensors.ts';
import { ElmError } from '../core/errors.ts';
import type { SpaceId } from '../core/types.ts';

const FILE = 'elm/adapters.safetensors';

/** E_A of one space: W2 GELU(W1 ((w - mean) / scale) + b1) + b2, from W to the decoder's Z. */
export class Adapter {
  readonly #mean: Float32Array;
  readonly #scale: Float32Array;
  readonly #w1: Float32Array;
  readonly #b1: Float32Array;
  readonly #w2: Float32Array;
  readonly #b2: Float32Array;

  /** @throws ElmError `bad-file` when a tensor is missing or of another shape. */
  constructor(
    tensors: ReadonlyMap<string, TensorView>,
    readonly space: SpaceId,
    readonly dimension: number,
    readonly hidden: number,
  ) {
    const read = (name: string, shape: (number | null)[]) =>
      toFloat32(tensorOf(tensors, `${space}.${name}`, ['F32', 'F16'], shape, FILE));
    this.#b1 = read('b1', [null]);
    const inner = this.#b1.length;
    this.#mean = read('mean', [dimension]);
    this.#scale = read('scale', [dimension]);
    this.#w1 = read('w1', [inner, dimension]);
    this.#w2 = read('w2', [hidden, inner]);
    this.#b2 = read('b2', [hidden]);
  }

  /**
   * Writes E_A(w) to `out[at .. at + hidden]`.
   * @throws ElmError `bad-vector` when w has another length or a value that is not finite.
   */
  apply(w: Float32Array, out: Float32Array, at: number): void {
    this.#refuseBad(w);
    const standard = w.map((value, i) => (value - (this.#mean[i] as number)) / (this.#scale[i] as number));
    const inner = new Float32Array(this.#b1.length);
    multiplyAdd(this.#w1, standard, this.#b1, inner, 0);
    for (let i = 0; i < inner.length; i++) inner[i] = gelu(inner[i] as number);
    multiplyAdd(this.#w2, inner, this.#b2, out, at);
  }

  #refuseBad(w: Float32Array): void {
    if (w.length !== this.dimension) {
      throw new ElmError(
        'bad-vector',
        `A vector of the ${this.space} space has ${this.dimension} numbers, this one has ${w.length}.`,
        'Use a vector of the same space as the bundle.',
      );
    }
    if (!w.every(Number.isFinite)) {
      throw new ElmError(
        'bad-vector',
        'The vector has a value that is not a number.',
        'Check the file or the sliders that the vector came from.',
      );
    }
  }
}

/**
 * The adapters in `adapters.safetensors`, one for each space given.
 * @throws ElmError `bad-file`.
 */
export function readAdapters(
  bytes: Uint8Array<ArrayBuffer>,
  dimensions: Readonly<Partial<Record<SpaceId, number>>>,
  hidden: number,
): Map<SpaceId, Adapter> {
  const tensors = parseSafetensors(bytes, FILE);
  const adapters = new Map<SpaceId, Adapter>();
  for (const [space, dimension] of Object.entries(dimensions) as [SpaceId, number][]) {
    adapters.set(space, new Adapter(tensors, space, dimension, hidden));
  }
  return adapters;
}

/** out[at + r] = <weight row r, x> + bias[r]; four rows at a time, so that no sum waits for the one before it. */
function multiplyAdd(
  weight: Float32Array,
  x: Float32Array,
  bias: Float32Array,
  out: Float32Array,
  at: number,
): void {
  const columns = x.length;
  let row = 0;
  for (let from = 0; row + 3 < bias.length; row += 4, from += 4 * columns) {
    let s0 = bias[row] as number;
    let s1 = bias[row + 1] as number;
    let s2 = bias[row + 2] as number;
    let s3 = bias[row + 3] as number;
    for (let i = 0; i < columns; i++) {
      const value = x[i] as number;
      s0 += (weight[from + i] as number) * value;
      s1 += (weight[from + columns + i] as number) * value;
      s2 += (weight[from + 2 * columns + i] as number) * value;
      s3 += (weight[from + 3 * columns + i] as number) * value;
    }
    out[at + row] = s0;
    out[at + row + 1] = s1;
    out[at + row + 2] = s2;
    out[at + row + 3] = s3;
  }
  for (; row < bias.length; row++) {
    let sum = bias[row] as number;
    for (let i = 0; i < columns; i++) sum += (weight[row * columns + i] as number) * (x[i] as number);
    out[at + row] = sum;
  }
}

/** The exact GELU, x Phi(x). */
export function gelu(x: number): number {
  return 0.5 * x * erfc(-x * Math.SQRT1_2);
}

/** Complementary error function, relative error below 1.2e-7 (Numerical Recipes, section 6.2). */
function erfc(x: number): number {
  const t = 1 / (1 + 0.5 * Math.abs(x));
  const polynomial = ERFC.reduceRight((sum, coefficient) => sum * t + coefficient, 0);
  const value = t * Math.exp(-x * x + polynomial);
  return x >= 0 ? value : 2 - value;
}

const ERFC = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
  -0.82215223, 0.17087277,
];
