import { expOfNegative, RoughExp } from './fastExp.ts';

/**
 * Room for the scores of one step, and the searches that look at the whole vocabulary. Samplers may share one, for
 * nothing in it outlives a draw.
 */
export interface ScoreRow {
  /** To write scores to, one for each token. */
  readonly scores: Float32Array;
  /** Tokens that `weigh` weighed exactly, in ascending order. */
  readonly ids: Int32Array;
  /** Their weights. */
  readonly weights: Float64Array;
  /** Sum of all weights, also of those that are known roughly. */
  readonly total: number;
  /** The token of the largest score, the smallest id on a tie; NaN is passed over. */
  largest(): number;
  /**
   * Weighs tokens by e^exponent, exponent = (score - largest) * factor: those whose exponent is `least` or more exactly,
   * the others within 0.3 %, without a bias, and only for the sum of all. NaN weighs nothing.
   * @param factor above 0.
   * @returns how many were weighed exactly.
   */
  weigh(factor: number, least: number): number;
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

  weigh(factor: number, least: number): number {
    const { scores, ids, weights } = this;
    let top = Number.NEGATIVE_INFINITY;
    for (const score of scores) if (score > top) top = score;
    const rough = new RoughExp(top, factor);
    const bound = Math.fround(top + least / factor);
    let total = 0;
    let found = 0;
    for (let i = 0; i < scores.length; i += 1) {
      const score = scores[i] as number;
      if (!(score >= bound)) {
        rough.add(score, i);
        continue;
      }
      const weight = expOfNegative((score - top) * factor);
      total += weight;
      ids[found] = i;
      weights[found] = weight;
      found += 1;
    }
    this.total = total + rough.total;
    return found;
  }
}
