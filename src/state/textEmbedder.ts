import type { SentenceEncoder } from '../engine/types.ts';

/** Texts whose vectors are kept; 384 floats each. */
const CAPACITY = 1000;

/** P with a memory: each text is embedded once, also when it is asked for twice at the same time. */
export class TextEmbedder {
  private readonly vectors = new Map<string, Float32Array>();
  private readonly pending = new Map<string, Promise<Float32Array>>();
  private readonly encoder: () => SentenceEncoder | null;

  constructor(encoder: () => SentenceEncoder | null) {
    this.encoder = encoder;
  }

  /** The vector of a text that was embedded before, else null. */
  known(text: string): Float32Array | null {
    return this.vectors.get(text) ?? null;
  }

  /** Vectors of `texts` in order; null when there is no encoder yet. A failure is not remembered. */
  async embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[] | null> {
    const encoder = this.encoder();
    if (!encoder) return null;
    const missing = [...new Set(texts)].filter((text) => !this.vectors.has(text) && !this.pending.has(text));
    if (missing.length > 0) {
      const batch = encoder.encode(missing, signal);
      for (const [i, text] of missing.entries()) {
        const vector = batch.then((found) => this.keep(text, found[i] as Float32Array));
        this.pending.set(text, vector);
        vector.catch(() => {}).finally(() => this.pending.delete(text));
      }
    }
    return Promise.all(
      texts.map((text) => this.vectors.get(text) ?? (this.pending.get(text) as Promise<Float32Array>)),
    );
  }

  /** Forgets everything: another encoder has another P. */
  clear(): void {
    this.vectors.clear();
    this.pending.clear();
  }

  private keep(text: string, vector: Float32Array): Float32Array {
    if (this.vectors.size >= CAPACITY) {
      const oldest = this.vectors.keys().next();
      if (!oldest.done) this.vectors.delete(oldest.value);
    }
    this.vectors.set(text, vector);
    return vector;
  }
}
