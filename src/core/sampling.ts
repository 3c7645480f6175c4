import { expOfNegative } from './fastExp.ts';
import { seededRandom } from './random.ts';
import type { NarrationSettings } from './types.ts';

/** The part of the settings that sampling reads. */
export type SamplingSettings = Pick<
  NarrationSettings,
  'temperature' | 'topK' | 'topP' | 'repetitionPenalty' | 'seed'
>;

/** Ten thousand tokens of weight e^-20, where the likeliest has 1, move the edge of a nucleus by 2e-5 of its mass. */
const NEGLIGIBLE = -20;

/**
 * Draws token ids from logits: repetition penalty (Keskar et al. 2019), then temperature, top-k
 * and top-p, as in transformers. One instance per narration; after construction it allocates nothing.
 */
export class Sampler {
  private readonly random: () => number;
  private readonly settings: SamplingSettings;
  private readonly scores: Float32Array;
  private readonly heap: Int32Array;
  private readonly weights: Float64Array;
  private readonly seen: Int32Array;
  private readonly isSeen: Uint8Array;
  private seenCount = 0;

  /** @param vocabulary number of logits of one step. */
  constructor(settings: SamplingSettings, vocabulary: number) {
    this.settings = settings;
    this.random = seededRandom(settings.seed);
    this.scores = new Float32Array(vocabulary);
    this.heap = new Int32Array(vocabulary);
    this.weights = new Float64Array(vocabulary);
    this.seen = new Int32Array(vocabulary);
    this.isSeen = new Uint8Array(vocabulary);
  }

  /** Counts `token` as written, for the repetition penalty. `sample` does so for what it draws. */
  accept(token: number): void {
    if (this.isSeen[token] === 1) return;
    this.isSeen[token] = 1;
    this.seen[this.seenCount] = token;
    this.seenCount += 1;
  }

  /**
   * Draws the next token from `logits[offset .. offset + vocabulary]`, which stay unchanged.
   * Temperature 0 takes the largest, the smallest id on a tie.
   */
  sample(logits: Float32Array, offset = 0): number {
    const { scores } = this;
    scores.set(logits.subarray(offset, offset + scores.length));
    this.penalise();
    const token = this.settings.temperature <= 0 ? this.largest() : this.draw();
    this.accept(token);
    return token;
  }

  private penalise(): void {
    const { repetitionPenalty } = this.settings;
    if (repetitionPenalty === 1) return;
    for (let i = 0; i < this.seenCount; i += 1) {
      const token = this.seen[i] as number;
      const score = this.scores[token] as number;
      this.scores[token] = score > 0 ? score / repetitionPenalty : score * repetitionPenalty;
    }
  }

  private largest(): number {
    const { scores } = this;
    let best = 0;
    let top = scores[0] as number;
    for (let i = 1; i < scores.length; i += 1) {
      const score = scores[i] as number;
      if (score > top) {
        top = score;
        best = i;
      }
    }
    return best;
  }

  private draw(): number {
    const { temperature, topK, topP } = this.settings;
    const { scores, heap, weights } = this;
    const size = scores.length;
    const top = scores[this.largest()] as number;
    const factor = 1 / temperature;
    // A max-heap of tokens: only the nucleus is ever taken out of it, a few dozen of thousands. Tokens
    // below `least` cannot be in it: all of them together weigh less than what top-p leaves out, for the
    // likeliest alone weighs 1.
    const least = topK > 0 ? 0 : (1 - topP) / size;
    const isWhole = topK <= 0 && topP >= 1;
    let total = 0;
    let candidates = 0;
    for (let i = 0; i < size; i += 1) {
      const exponent = ((scores[i] as number) - top) * factor;
      // Four tokens of five, and half of the time.
      if (exponent < NEGLIGIBLE && !isWhole) continue;
      const weight = expOfNegative(exponent);
      weights[i] = weight;
      total += weight;
      if (weight >= least) {
        heap[candidates] = i;
        candidates += 1;
      }
    }
    if (isWhole) return this.pick(total, size, 0);

    this.heapify(candidates);
    const limit = topK > 0 ? Math.min(topK, candidates) : candidates;
    if (topK > 0 && topP < 1) total = this.topMass(limit, candidates);
    let left = candidates;
    let mass = 0;
    let taken = 0;
    while (taken < limit && (taken === 0 || mass < topP * total)) {
      mass += weights[this.pop(left)] as number;
      left -= 1;
      taken += 1;
    }
    return this.pick(mass, taken, candidates);
  }

  /** Mass of the `count` likeliest of the heap's `size` tokens; leaves the heap whole again. */
  private topMass(count: number, size: number): number {
    let mass = 0;
    for (let i = 0; i < count; i += 1) mass += this.weights[this.pop(size - i)] as number;
    this.heapify(size);
    return mass;
  }

  /** Draws by weight among the last `count` taken from a heap of `heaped` tokens; among all for 0. */
  private pick(mass: number, count: number, heaped: number): number {
    const { heap, weights } = this;
    let rest = this.random() * mass;
    let token = 0;
    for (let i = 0; i < count; i += 1) {
      token = heaped > 0 ? (heap[heaped - 1 - i] as number) : i;
      rest -= weights[token] as number;
      if (rest < 0) return token;
    }
    return heaped > 0 ? token : this.largest();
  }

  private heapify(size: number): void {
    for (let i = (size >> 1) - 1; i >= 0; i -= 1) this.siftDown(i, size);
  }

  /** Takes the likeliest of the first `size` tokens out and puts it behind them. */
  private pop(size: number): number {
    const { heap } = this;
    const token = heap[0] as number;
    heap[0] = heap[size - 1] as number;
    heap[size - 1] = token;
    this.siftDown(0, size - 1);
    return token;
  }

  private siftDown(from: number, size: number): void {
    const { heap } = this;
    let parent = from;
    for (;;) {
      let best = parent;
      const left = 2 * parent + 1;
      if (left < size && this.before(heap[left] as number, heap[best] as number)) best = left;
      if (left + 1 < size && this.before(heap[left + 1] as number, heap[best] as number)) best = left + 1;
      if (best === parent) return;
      const token = heap[parent] as number;
      heap[parent] = heap[best] as number;
      heap[best] = token;
      parent = best;
    }
  }

  /** Likelier first, the smaller id on a tie, so that a seed gives one text everywhere. */
  private before(a: number, b: number): boolean {
    const difference = (this.weights[a] as number) - (this.weights[b] as number);
    return difference > 0 || (difference === 0 && a < b);
  }
}
