import type { Tensor } from 'onnxruntime-common';
import type { Manifest } from '../bundle/schema.ts';
import { ElmError } from '../core/errors.ts';
import { DeviceCache, HostCache, type KvCache, partNames } from './kvCache.ts';
import { fromRuntime, type InferenceSession, type OrtRuntime } from './runtime.ts';

export type DecoderShape = Pick<
  Manifest['elm'],
  'hidden' | 'layers' | 'kvHeads' | 'headDimension' | 'vocabulary' | 'contextLength'
>;

/** The widest batch that `narrateBatch` takes. */
export const MAX_BATCH = 16;

/** M_0: one pass of the graph over new positions, on top of what the cache holds. */
export class Decoder {
  readonly #pastNames: readonly string[];
  readonly #ones: BigInt64Array;

  /**
   * @param cacheOnDevice whether the session leaves keys and values in GPU buffers.
   * @throws ElmError `bad-file` when the graph lacks an output.
   */
  constructor(
    readonly ort: OrtRuntime,
    private readonly session: InferenceSession,
    readonly shape: DecoderShape,
    readonly cacheOnDevice: boolean,
  ) {
    this.#pastNames = partNames(shape.layers, (layer, part) => `past_key_values.${layer}.${part}`);
    this.#ones = new BigInt64Array(MAX_BATCH * shape.contextLength).fill(1n);
    const missing = ['logits', ...this.empty(1).outputNames].find(
      (name) => !session.outputNames.includes(name),
    );
    if (missing === undefined) return;
    throw new ElmError(
      'bad-file',
      'The language model of this bundle was exported by another release.',
      'Take the bundle that belongs to this release, or export it again.',
      `the graph has no output ${missing}`,
    );
  }

  /** A cache of no tokens. */
  empty(batch: number): KvCache {
    const Cache = this.cacheOnDevice ? DeviceCache : HostCache;
    return new Cache(this.ort, this.shape, batch);
  }

  /**
   * Runs `embeds` [batch, steps, hidden] and puts their keys and values into `cache`.
   * @returns logits [batch, vocabulary] of the last position; the array is the caller's.
   * @throws ElmError `out-of-memory`, `device-lost` or `unexpected`; the cache is then as it was.
   */
  async run(embeds: Float32Array, steps: number, cache: KvCache): Promise<Float32Array> {
    const { Tensor } = this.ort;
    const { batch, length } = cache;
    const total = length + steps;
    const positions = new BigInt64Array(batch * steps);
    for (let i = 0; i < positions.length; i++) positions[i] = BigInt(length + (i % steps));
    const feeds: Record<string, Tensor> = {
      inputs_embeds: new Tensor('float32', embeds, [batch, steps, this.shape.hidden]),
      attention_mask: new Tensor('int64', this.#ones.subarray(0, batch * total), [batch, total]),
      position_ids: new Tensor('int64', positions, [batch, steps]),
    };
    cache.inputs().forEach((tensor, at) => {
      feeds[this.#pastNames[at] as string] = tensor;
    });
    try {
      const outputs = await this.session.run(feeds, ['logits', ...cache.outputNames]);
      cache.extend(outputs, steps);
      return outputs.logits?.data as Float32Array;
    } catch (thrown) {
      throw fromRuntime(thrown);
    }
  }

  async dispose(): Promise<void> {
    await this.session.release();
  }
}
