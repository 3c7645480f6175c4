import type { SentenceEncoder } from '../engine/types.ts';

/** A scoring is followed by so many times its duration without one, so that it takes a tenth of the time. */
const REST = 9;

/**
 * Embeds a text that grows, now and then: the newest text, one at a time, at a bounded cost. What is offered
 * meanwhile is passed over, for the text's end is scored by itself. The decoder does not wait for it.
 */
export class LiveScorer {
  private busy = false;
  private closed = false;
  /** When the next scoring may begin. */
  private next = Number.NEGATIVE_INFINITY;
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
    const encoder = this.encoder();
    if (!encoder || this.busy || this.closed || text.trim() === '' || this.now() < this.next) return;
    void this.score(encoder, text);
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
    const end = this.now();
    this.next = end + REST * (end - start);
    this.busy = false;
  }
}
