import type { SentenceEncoder } from '../engine/types.ts';

/**
 * Embeds a text that grows: one embedding at a time, the newest text next, stale ones never. The
 * decoder does not wait for it.
 */
export class LiveScorer {
  private waiting: string | null = null;
  private busy = false;
  private closed = false;
  private readonly encoder: () => SentenceEncoder | null;
  private readonly onVector: (vector: Float32Array) => void;

  constructor(encoder: () => SentenceEncoder | null, onVector: (vector: Float32Array) => void) {
    this.encoder = encoder;
    this.onVector = onVector;
  }

  /** Offers the text so far. */
  offer(text: string): void {
    this.waiting = text;
    if (!this.busy) void this.work();
  }

  /** Nothing is reported from now on. */
  close(): void {
    this.closed = true;
    this.waiting = null;
  }

  private async work(): Promise<void> {
    this.busy = true;
    while (this.waiting !== null && !this.closed) {
      const text = this.waiting;
      this.waiting = null;
      const encoder = this.encoder();
      if (!encoder || text.trim() === '') continue;
      try {
        const [vector] = await encoder.encode([text]);
        if (vector && !this.closed) this.onVector(vector);
      } catch {
        // The final score reports what is wrong with the encoder; a live one is only skipped.
        break;
      }
    }
    this.busy = false;
  }
}
