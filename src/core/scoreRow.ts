import { expOfNegative } from './fastExp.ts';

/**
 * Room for the scores of one step, and the searches that look at the whole vocabulary. Samplers may share one, for
 * nothing in it outlives a draw.
 */
export interface ScoreRow {
  /** To write scores to, one for each token. */
  readonly scores: Float32Array;
  /** Tokens that `weigh` kept, in ascending order. */
  readonly ids: Int32Array;
  /** Their weights. */
  readonly weights: Float64Array;
  /** Sum of the weights that `weigh` found, kept or not. */
  readonly total: number;
  /** The token of the largest score, the smallest id on a tie; NaN is passed over. */
  largest(): number;
  /**
   * Weighs the tokens whose exponent (score - largest) * factor is `floor` at least by e^exponent, and keeps those
   * of a weight of `least` or more.
   * @returns how many are kept.
   */
  weigh(factor: number, floor: number, least: number): number;
}

/** The searches in plain arithmetic. */
export class PlainScoreRow implements ScoreRow {
  readonly scores: Float32Array;
  readonly ids: Int32Array;
  readonly weights: Float64Array;
  total = 0;

  /** @param vocabulary number of tokens. */
  constructor(vocabulary: number) {
    this.scores = new Float32Array(vocabulary);
    this.ids = new Int32Array(vocabulary);
    this.weights = new Float64Array(vocabulary);
  }

  largest(): number {
    const { scores } = this;
    let best = 0;
    let top = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < scores.length; i += 1) {
      const score = scores[i] as number;
      if (score > top) {
        top = score;
        best = i;
      }
    }
    return best;
  }

  weigh(factor: number, floor: number, least: number): number {
    const { scores, ids, weights } = this;
    const top = scores[this.largest()] as number;
    let total = 0;
    let kept = 0;
    for (let i = 0; i < scores.length; i += 1) {
      const exponent = ((scores[i] as number) - top) * factor;
      // Nine tokens of ten, and half of the time.
      if (!(exponent >= floor)) continue;
      const weight = expOfNegative(exponent);
      total += weight;
      if (weight >= least) {
        ids[kept] = i;
        weights[kept] = weight;
        kept += 1;
      }
    }
    this.total = total;
    return kept;
  }
}
