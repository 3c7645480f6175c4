import { FRACTIONS } from '../../core/fastExp.ts';
import type { ScoreRow } from '../../core/scoreRow.ts';
import type { Arena, Kernel } from './module.ts';

/** Scores that the kernel takes at once. */
const AT_ONCE = 16;
/** The searches by the kernel, in its memory. The weights are those of the plain arithmetic to the last bit. */
export class KernelScoreRow implements ScoreRow {
  readonly #room: Readonly<Record<'scores' | 'ids' | 'weights' | 'total' | 'fractions', number>>;
  readonly #padded: number;
  #views: Pick<ScoreRow, 'scores' | 'ids' | 'weights'> & { readonly totals: Float64Array };

  /**
   * @param vocabulary number of tokens.
   * @throws ElmError `out-of-memory`.
   */
  constructor(
    private readonly kernel: Kernel,
    arena: Arena,
    private readonly vocabulary: number,
  ) {
    this.#padded = Math.ceil(vocabulary / AT_ONCE) * AT_ONCE;
    this.#room = {
      scores: arena.take(4 * this.#padded),
      ids: arena.take(4 * this.#padded),
      weights: arena.take(8 * this.#padded),
      total: arena.take(8),
      fractions: arena.take(8 * FRACTIONS.length),
    };
    const { buffer } = kernel.memory;
    const { scores, fractions } = this.#room;
    // What stands behind the last score is passed over.
    new Float32Array(buffer, scores, this.#padded).fill(Number.NaN);
    new Float64Array(buffer, fractions).set(FRACTIONS);
    this.#views = this.#viewed();
  }

  get scores(): Float32Array {
    return this.#current().scores;
  }

  get ids(): Int32Array {
    return this.#current().ids;
  }

  get weights(): Float64Array {
    return this.#current().weights;
  }

  get total(): number {
    return this.#current().totals[0] as number;
  }

  largest(): number {
    return this.kernel.largest(this.#room.scores, this.#padded);
  }

  weigh(factor: number, least: number): number {
    const { scores, fractions, ids, weights, total } = this.#room;
    return this.kernel.weigh(scores, this.#padded, factor, least, fractions, ids, weights, total);
  }

  /** The memory has another buffer after it has grown. */
  #current() {
    if (this.#views.scores.buffer !== this.kernel.memory.buffer) this.#views = this.#viewed();
    return this.#views;
  }

  #viewed() {
    const { buffer } = this.kernel.memory;
    const { scores, ids, weights, total } = this.#room;
    return {
      scores: new Float32Array(buffer, scores, this.vocabulary),
      ids: new Int32Array(buffer, ids, this.vocabulary),
      weights: new Float64Array(buffer, weights, this.vocabulary),
      totals: new Float64Array(buffer, total, 1),
    };
  }
}
