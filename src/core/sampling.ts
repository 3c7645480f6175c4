import { seededRandom } from './random.ts';
import type { ScoreRow } from './scoreRow.ts';
import type { NarrationSettings } from './types.ts';

/** The part of the settings that sampling reads. */
export type SamplingSettings = Pick<
  NarrationSettings,
  'temperature' | 'topK' | 'topP' | 'repetitionPenalty' | 'seed'
>;

/** Weight, where the likeliest has 1, of what is taken out of a small heap first: it often is all of the nucleus. */
const LIKELY = 1 / 64;
/** Exponent of what is never among the k likeliest: ten thousand such tokens weigh 2e-5 of the likeliest. */
const NEGLIGIBLE = -20;

/**
 * Draws token ids from logits: repetition penalty (Keskar et al. 2019), then temperature, top-k
 * and top-p, as in transformers. One instance per narration; after construction it allocates nothing.
 */
export class Sampler {
  private readonly random: () => number;
  /**
   * Places among the candidates: from the start on a max-heap of `heapSize`, at the end `restSize` that weigh less than all
   * of it. Only the nucleus is ever taken out, a few dozen.
   */
  private readonly heap: Int32Array;
  private heapSize = 0;
  private restSize = 0;
  /** Places that were taken out, the likeliest first. */
  private readonly taken: Int32Array;
  private takenSize = 0;
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
    this.taken = new Int32Array(vocabulary);
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
    if (isWhole) {
      for (let place = 0; place < candidates; place += 1) this.taken[place] = place;
      return this.pick(row.total, candidates);
    }
    this.fill(candidates);
    const limit = topK > 0 ? Math.min(topK, candidates) : candidates;
    const edge = topP * (topK > 0 && topP < 1 ? this.massOf(limit) : row.total);
    let mass = 0;
    let count = 0;
    while (count < limit && (count === 0 || mass < edge)) {
      mass += this.weights[this.likeliest(count)] as number;
      count += 1;
    }
    return this.pick(mass, count);
  }

  /** Mass of the `count` likeliest. */
  private massOf(count: number): number {
    let mass = 0;
    for (let rank = 0; rank < count; rank += 1) mass += this.weights[this.likeliest(rank)] as number;
    return mass;
  }

  /**
   * Draws by weight among the first `count` of `taken`. Their weights are taken off in the order in which `mass` is
   * their sum, so nothing is left over but where nothing weighs anything.
   */
  private pick(mass: number, count: number): number {
    const { taken, weights, row } = this;
    const { ids } = row;
    let rest = this.random() * mass;
    for (let rank = 0; rank < count; rank += 1) {
      const place = taken[rank] as number;
      rest -= weights[place] as number;
      if (rest < 0) return ids[place] as number;
    }
    return row.largest();
  }

  /** Makes a heap of the likely ones among the candidates; the rest waits. */
  private fill(candidates: number): void {
    const { heap, weights } = this;
    this.heapSize = 0;
    this.restSize = 0;
    this.takenSize = 0;
    for (let place = 0; place < candidates; place += 1) {
      if ((weights[place] as number) >= LIKELY) heap[this.heapSize++] = place;
      else heap[heap.length - ++this.restSize] = place;
    }
    this.heapify();
  }

  /** The place of a rank, 0 for the likeliest; ranks are asked for in their order, and any of them again. */
  private likeliest(rank: number): number {
    if (rank === this.takenSize) {
      if (this.heapSize === 0) {
        this.heap.copyWithin(0, this.heap.length - this.restSize);
        this.heapSize = this.restSize;
        this.restSize = 0;
        this.heapify();
      }
      this.taken[rank] = this.pop();
      this.takenSize += 1;
    }
    return this.taken[rank] as number;
  }

  private heapify(): void {
    for (let i = (this.heapSize >> 1) - 1; i >= 0; i -= 1) this.siftDown(i);
  }

  private pop(): number {
    const { heap } = this;
    const place = heap[0] as number;
    this.heapSize -= 1;
    heap[0] = heap[this.heapSize] as number;
    this.siftDown(0);
    return place;
  }

  private siftDown(from: number): void {
    const { heap, heapSize: size } = this;
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
