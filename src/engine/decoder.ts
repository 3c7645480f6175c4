import type { Tensor } from 'onnxruntime-common';
import type { Manifest } from '../bundle/schema.ts';
import type { KvCache } from './kvCache.ts';
import { fromRuntime, type InferenceSession, type OrtRuntime } from './runtime.ts';

export type DecoderShape = Pick<
  Manifest['elm'],
  'hidden' | 'layers' | 'kvHeads' | 'headDimension' | 'vocabulary' | 'contextLength'
>;

/** The widest batch that `narrateBatch` takes. */
export const MAX_BATCH = 16;

export interface Forward {
  /** [batch, vocabulary] of the last position. */
  readonly logits: Float32Array;
  readonly cache: KvCache;
}

/** M_0: one pass of the graph over new positions, on top of what the cache holds. */
export class Decoder {
  readonly #pastNames: string[] = [];
  readonly #presentNames: string[] = [];
  readonly #ones: BigInt64Array;

  /** @param cacheOnDevice whether the session leaves keys and values in GPU buffers. */
  constructor(
    readonly ort: OrtRuntime,
    private readonly session: InferenceSession,
    readonly shape: DecoderShape,
    readonly cacheOnDevice: boolean,
  ) {
    for (let layer = 0; layer < shape.layers; layer++) {
      for (const part of ['key', 'value']) {
        this.#pastNames.push(`past_key_values.${layer}.${part}`);
        this.#presentNames.push(`present.${layer}.${part}`);
      }
    }
    this.#ones = new BigInt64Array(MAX_BATCH * shape.contextLength).fill(1n);
  }

  /** A cache of no tokens. */
  empty(batch: number): KvCache {
    const { kvHeads, headDimension } = this.shape;
    const tensors = this.#pastNames.map(
      () => new this.ort.Tensor('float32', new Float32Array(0), [batch, kvHeads, 0, headDimension]),
    );
    return { tensors, batch, length: 0 };
  }

  /**
   * Runs `embeds` [batch, steps, hidden]. The given cache stays the caller's to release.
   * @throws ElmError `out-of-memory`, `device-lost` or `unexpected`.
   */
  async run(embeds: Float32Array, steps: number, past: KvCache): Promise<Forward> {
    const { Tensor } = this.ort;
    const { batch } = past;
    const total = past.length + steps;
    const positions = new BigInt64Array(batch * steps);
    for (let i = 0; i < positions.length; i++) positions[i] = BigInt(past.length + (i % steps));
    const feeds: Record<string, Tensor> = {
      inputs_embeds: new Tensor('float32', embeds, [batch, steps, this.shape.hidden]),
      attention_mask: new Tensor('int64', this.#ones.subarray(0, batch * total), [batch, total]),
      position_ids: new Tensor('int64', positions, [batch, steps]),
    };
    this.#pastNames.forEach((name, at) => {
      feeds[name] = past.tensors[at] as Tensor;
    });
    try {
      const outputs = await this.session.run(feeds);
      const tensors = this.#presentNames.map((name) => outputs[name] as Tensor);
      const logits = outputs.logits as Tensor;
      return { logits: logits.data as Float32Array, cache: { tensors, batch, length: total } };
    } catch (thrown) {
      throw fromRuntime(thrown);
    }
  }

  async dispose(): Promise<void> {
    await this.session.release();
  }
}
