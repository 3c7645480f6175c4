import type { Manifest } from '../bundle/schema.ts';
import { ElmError } from '../core/errors.ts';
import { fromRuntime, type InferenceSession, type OrtRuntime } from './runtime.ts';
import type { TextTokenizer } from './tokenizer.ts';
import { Queue } from './turn.ts';
import type { SentenceEncoder } from './types.ts';

/** Texts of one pass; more of them only make the processor's cache overflow. */
const BATCH = 8;

/** P on ONNX Runtime: mean pooling and normalisation are part of the graph. */
export class OnnxSentenceEncoder implements SentenceEncoder {
  readonly dimension: number;
  readonly #queue = new Queue();

  constructor(
    private readonly ort: OrtRuntime,
    private readonly session: InferenceSession,
    private readonly tokenizer: TextTokenizer,
    private readonly config: Manifest['encoder'],
  ) {
    this.dimension = config.dimension;
  }

  async encode(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]> {
    return this.#queue.run(async () => {
      const rows = texts.map((text, place) => ({ place, ids: this.tokenIds(text) }));
      // Texts of like length go together, so that little padding is computed.
      rows.sort((a, b) => a.ids.length - b.ids.length);
      const vectors = new Array<Float32Array>(texts.length);
      for (let at = 0; at < rows.length; at += BATCH) {
        if (signal?.aborted) throw ElmError.from(new DOMException('', 'AbortError'));
        const group = rows.slice(at, at + BATCH);
        const pooled = await this.#run(group.map((row) => row.ids));
        group.forEach((row, i) => {
          vectors[row.place] = pooled.slice(i * this.dimension, (i + 1) * this.dimension);
        });
      }
      return vectors;
    });
  }

  /** Ids of a text with its special tokens; the last one stays when the text is cut at the limit. */
  tokenIds(text: string): number[] {
    const ids = this.tokenizer.encode(text, true);
    const { maxTokens } = this.config;
    return ids.length <= maxTokens ? ids : [...ids.slice(0, maxTokens - 1), ids.at(-1) as number];
  }

  dispose(): Promise<void> {
    return this.#queue.run(() => this.session.release());
  }

  async #run(rows: readonly number[][]): Promise<Float32Array> {
    const { Tensor } = this.ort;
    const width = Math.max(...rows.map((ids) => ids.length));
    const shape = [rows.length, width];
    const ids = new BigInt64Array(rows.length * width);
    const mask = new BigInt64Array(rows.length * width);
    rows.forEach((row, at) => {
      row.forEach((id, i) => {
        ids[at * width + i] = BigInt(id);
        mask[at * width + i] = 1n;
      });
    });
    try {
      const outputs = await this.session.run({
        input_ids: new Tensor('int64', ids, shape),
        attention_mask: new Tensor('int64', mask, shape),
        token_type_ids: new Tensor('int64', new BigInt64Array(rows.length * width), shape),
      });
      return outputs.sentence_embedding?.data as Float32Array;
    } catch (thrown) {
      throw fromRuntime(thrown);
    }
  }
}
