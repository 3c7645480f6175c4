import { seededRandom } from './random.ts';
import type { ScoreRow } from './scoreRow.ts';
import type { NarrationSettings } from './types.ts';

/** The part of the settings that sampling reads. */
export type SamplingSettings = Pick<
  NarrationSettings,
  'temperature' | 'topK' | 'topP' | 'repetitionPenalty' | 'seed'
>;

/** Exponent of what is never among the k likeliest: ten thousand such tokens weigh 2e-5 of the likeliest. */
const NEGLIGIBLE = -20;

/**
 * Draws token ids from logits: repetition penalty (Keskar et al. 2019), then temperature, top-k
 * and top-p, as in transformers. One instance per narration; after construction it allocates nothing.
 */
export class Sampler {
  private readonly random: () => number;
  private readonly heap: Int32Array;
  private readonly seen: Int32Array;
  private readonly isSeen: Uint8Array;
  private seenCount = 0;
  /** Of the row, while a token is drawn. */
  private weights: Float64Array = new Float64Array();

  /** @param row room for the scores of a step; its length is the number of logits. */
  constructor(
    private readonly settings: SamplingSettings,
    private readonly row: ScoreRow,
  ) {
    const vocabulary = row.scores.length;
    this.random = seededRandom(settings.seed);
    this.heap = new Int32Array(vocabulary);
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
    const { scores } = this.row;
    scores.set(logits.subarray(offset, offset + scores.length));
    this.penalise(scores);
    const token = this.settings.temperature <= 0 ? this.row.largest() : this.draw(scores.length);
    this.accept(token);
    return token;
  }

  private penalise(scores: Float32Array): void {
    const { repetitionPenalty } = this.settings;
    if (repetitionPenalty === 1) return;
    for (let i = 0; i < this.seenCount; i += 1) {
      const token = this.seen[i] as number;
      const score = scores[token] as number;
      scores[token] = score > 0 ? score / repetitionPenalty : score * repetitionPenalty;
    }
  }

  private draw(size: number): number {
    const { temperature, topK, topP } = this.settings;
    const { row } = this;
    const isWhole = topK <= 0 && topP >= 1;
    // Tokens below this cannot be in the nucleus: all of them together weigh less than what top-p leaves
    // out, for the likeliest alone weighs 1. How much they weigh tells where the nucleus ends.
    const ofNucleus = Math.log((1 - topP) / size);
    const least = isWhole ? Number.NEGATIVE_INFINITY : topK > 0 ? NEGLIGIBLE : ofNucleus;
    const candidates = row.weigh(1 / temperature, least);
    this.weights = row.weights;
    let { total } = row;
    // A max-heap of places among the candidates: only the nucleus is ever taken out of it, a few dozen.
    for (let place = 0; place < candidates; place += 1) this.heap[place] = place;
    if (isWhole) return this.pick(total, 0, 1, candidates);

    this.heapify(candidates);
    const limit = topK > 0 ? Math.min(topK, candidates) : candidates;
    if (topK > 0 && topP < 1) total = this.topMass(limit, candidates);
    let mass = 0;
    let taken = 0;
    while (taken < limit && (taken === 0 || mass < topP * total)) {
      mass += this.weights[this.pop(candidates - taken)] as number;
      taken += 1;
    }
    return this.pick(mass, candidates - 1, -1, taken);
  }

  /** Mass of the `count` likeliest of the heap's `size` places; leaves the heap whole again. */
  private topMass(count: number, size: number): number {
    let mass = 0;
    for (let i = 0; i < count; i += 1) mass += this.weights[this.pop(size - i)] as number;
    this.heapify(size);
    return mass;
  }

  /**
   * Draws by weight among `count` of the heap's places, from `first` on by `step`. Their weights are taken off in
   * the order in which `mass` is their sum, so nothing is left over but where nothing weighs anything.
   */
  private pick(mass: number, first: number, step: number, count: number): number {
    const { heap, weights, row } = this;
    const { ids } = row;
    let rest = this.random() * mass;
    for (let i = 0, at = first; i < count; i += 1, at += step) {
      const place = heap[at] as number;
      rest -= weights[place] as number;
      if (rest < 0) return ids[place] as number;
    }
    return row.largest();
  }

  private heapify(size: number): void {
    for (let i = (size >> 1) - 1; i >= 0; i -= 1) this.siftDown(i, size);
  }

  /** Takes the likeliest of the first `size` places out and puts it behind them. */
  private pop(size: number): number {
    const { heap } = this;
    const place = heap[0] as number;
    heap[0] = heap[size - 1] as number;
    heap[size - 1] = place;
    this.siftDown(0, size - 1);
    return place;
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
      const place = heap[parent] as number;
      heap[parent] = heap[best] as number;
      heap[best] = place;
      parent = best;
    }
  }

  /** Likelier first, the smaller place (and id) on a tie, so that a seed gives one text everywhere. */
  private before(a: number, b: number): boolean {
    const difference = (this.weights[a] as number) - (this.weights[b] as number);
    return difference > 0 || (difference === 0 && a < b);
  }
}
