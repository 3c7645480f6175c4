import { FRACTIONS } from '../../core/fastExp.ts';
import type { ScoreRow } from '../../core/scoreRow.ts';
import type { Arena, Kernel } from './module.ts';

/** Scores that the kernel takes at once. */
const AT_ONCE = 16;
/** The places of the bits of 0 to 15, first those that are set: what the kernel adds to the place of four scores. */
const LANES = Int32Array.from({ length: 64 }, (_, i) => {
  const set = [0, 1, 2, 3].filter((bit) => (i >> 2) & (1 << bit));
  return set[i & 3] ?? 0;
});

/** The searches by the kernel, in its memory. The weights are those of the plain arithmetic to the last bit. */
export class KernelScoreRow implements ScoreRow {
  readonly #room: Readonly<Record<'scores' | 'ids' | 'weights' | 'total' | 'tables', number>>;
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
      ids: arena.take(4 * this.#padded + 16),
      weights: arena.take(8 * this.#padded),
      total: arena.take(8),
      tables: arena.take(8 * FRACTIONS.length + 4 * LANES.length),
    };
    const { buffer } = kernel.memory;
    const { scores, tables } = this.#room;
    // What stands behind the last score is passed over.
    new Float32Array(buffer, scores, this.#padded).fill(Number.NaN);
    new Float64Array(buffer, tables).set(FRACTIONS);
    new Int32Array(buffer, tables + 8 * FRACTIONS.length).set(LANES);
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

  weigh(factor: number, floor: number, least: number): number {
    const { scores, tables, ids, weights, total } = this.#room;
    return this.kernel.weigh(scores, this.#padded, factor, floor, least, tables, ids, weights, total);
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
