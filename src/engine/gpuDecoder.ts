import type { Tensor } from 'onnxruntime-common';
import { PlainScoreRow } from '../core/scoreRow.ts';
import { type Decoder, type DecoderShape, type KvCache, MAX_BATCH, otherRelease } from './decoder.ts';
import { fromRuntime, type InferenceSession, type OrtRuntime } from './runtime.ts';

/** M_0 on WebGPU: ONNX Runtime on the quantised graph, keys and values in GPU buffers. */
export class GpuDecoder implements Decoder {
  readonly #pastNames: readonly string[];
  readonly #presentNames: readonly string[];
  readonly #ones: BigInt64Array;
  readonly scores: PlainScoreRow;

  /** @throws ElmError `bad-file` when the graph lacks an output. */
  constructor(
    private readonly ort: OrtRuntime,
    private readonly session: InferenceSession,
    readonly shape: DecoderShape,
  ) {
    this.#pastNames = cacheNames('past_key_values', shape.layers);
    this.#presentNames = cacheNames('present', shape.layers);
    this.scores = new PlainScoreRow(shape.vocabulary);
    this.#ones = new BigInt64Array(MAX_BATCH * shape.contextLength).fill(1n);
    const missing = ['logits', ...this.#presentNames].find((name) => !session.outputNames.includes(name));
    if (missing !== undefined) throw otherRelease(`the graph has no output ${missing}`);
  }

  empty(batch: number): DeviceCache {
    const { kvHeads, headDimension } = this.shape;
    const dims = [batch, kvHeads, 0, headDimension];
    const none = () => new this.ort.Tensor('float32', new Float32Array(0), dims);
    return new DeviceCache(batch, this.#presentNames.map(none));
  }

  async run(embeds: Float32Array, steps: number, cache: DeviceCache): Promise<Float32Array> {
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
    cache.tensors.forEach((tensor, at) => {
      feeds[this.#pastNames[at] as string] = tensor;
    });
    try {
      const outputs = await this.session.run(feeds, ['logits', ...this.#presentNames]);
      const presents = this.#presentNames.map((name) => outputs[name] as Tensor);
      cache.replace(presents, steps);
      return outputs.logits?.data as Float32Array;
    } catch (thrown) {
      throw fromRuntime(thrown);
    }
  }

  async dispose(): Promise<void> {
    await this.session.release();
  }
}

/** A cache in GPU buffers: what one pass gave is the past of the next. */
export class DeviceCache implements KvCache {
  #length = 0;

  /** @param tensors key and value of each layer in turn, [batch, heads, length, dimension]. */
  constructor(
    readonly batch: number,
    public tensors: readonly Tensor[],
  ) {}

  get length(): number {
    return this.#length;
  }

  /** Takes the tensors of a pass over `steps` more positions. */
  replace(tensors: readonly Tensor[], steps: number): void {
    this.release();
    this.tensors = tensors;
    this.#length += steps;
  }

  release(): void {
    for (const tensor of this.tensors) if (tensor.location === 'gpu-buffer') tensor.dispose();
  }
}

/** Names of the key and the value of each layer in turn; `present` is what stays on the device. */
export function cacheNames(prefix: 'past_key_values' | 'present', layers: number): readonly string[] {
  return Array.from({ length: layers }, (_, layer) =>
    ['key', 'value'].map((part) => `${prefix}.${layer}.${part}`),
  ).flat();
}
