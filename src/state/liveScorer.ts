import type { SentenceEncoder } from '../engine/types.ts';

/** Of the time in which a text is written, scoring it meanwhile takes so much at most. */
const SHARE = 0.1;
/** Milliseconds that a scoring is taken to cost before one was measured. */
const UNMEASURED = 50;
/** And at most: who watches a text for two seconds sees a score, however slow the last one was. */
const LONGEST = 200;

/** Milliseconds that the last scoring took. It outlives the text, for the next one is scored by the same network. */
const costs = new WeakMap<SentenceEncoder, number>();

/**
 * Whether another scoring fits into the share of the time that scoring may take. All in milliseconds.
 *
 * @param writing since the first word of the text.
 * @param spent on scorings of this text so far.
 * @param last duration of the scoring before, of whatever text; undefined where there was none.
 */
export function mayScore(writing: number, spent: number, last: number | undefined): boolean {
  return spent + Math.min(last ?? UNMEASURED, LONGEST) <= SHARE * writing;
}

/**
 * Embeds a text that grows, now and then: the newest text, one at a time, at a bounded cost. What is offered
 * meanwhile is passed over, for the text's end is scored by itself; a text that is written sooner than a score
 * could be followed has that one alone. The decoder does not wait for it.
 */
export class LiveScorer {
  private busy = false;
  private closed = false;
  /** When the first word came. */
  private began: number | null = null;
  private spent = 0;
  private readonly encoder: () => SentenceEncoder | null;
  private readonly onVector: (vector: Float32Array) => void;
  private readonly now: () => number;

  /** @param now milliseconds of a clock that never goes back. */
  constructor(
    encoder: () => SentenceEncoder | null,
    onVector: (vector: Float32Array) => void,
    now = () => performance.now(),
  ) {
    this.encoder = encoder;
    this.onVector = onVector;
    this.now = now;
  }

  /** Offers the text so far. */
  offer(text: string): void {
    if (this.busy || this.closed || text.trim() === '') return;
    const now = this.now();
    this.began ??= now;
    const encoder = this.encoder();
    if (encoder && mayScore(now - this.began, this.spent, costs.get(encoder))) void this.score(encoder, text);
  }

  /** Nothing is reported from now on. */
  close(): void {
    this.closed = true;
  }

  private async score(encoder: SentenceEncoder, text: string): Promise<void> {
    this.busy = true;
    const start = this.now();
    try {
      const [vector] = await encoder.encode([text]);
      if (vector && !this.closed) this.onVector(vector);
    } catch {
      // The final score reports what is wrong with the encoder; a live one is only skipped.
    }
    const cost = this.now() - start;
    costs.set(encoder, cost);
    this.spent += cost;
    this.busy = false;
  }
}
