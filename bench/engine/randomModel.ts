import type { WeightsLayout } from '../../src/bundle/schema.ts';
import { seededRandom } from '../../src/core/random.ts';
import type { DecoderShape } from '../../src/engine/decoder.ts';

type Tensor = WeightsLayout['tensors'][number];

/** Decoders of the shipped one's make. */
export const SIZES: Readonly<Record<string, DecoderShape>> = Object.fromEntries(
  Object.entries({ small: [128, 4], shallow: [256, 4], deep: [256, 8], large: [512, 8] } as const).map(
    ([name, [hidden, layers]]) => [
      name,
      { hidden, layers, kvHeads: hidden / 32, headDimension: 32, vocabulary: 8192, contextLength: 512 },
    ],
  ),
);

/** Weights of a decoder as a bundle ships them in 8 bits, random ones. */
export function randomWeights({ hidden, layers, vocabulary, contextLength }: DecoderShape) {
  const tensors: Tensor[] = [];
  let [at, parameters] = [0, 0];
  const take = (bytes: number) => {
    const from = Math.ceil(at / 16) * 16;
    at = from + bytes;
    return from;
  };
  const copy = (name: string, count: number) => {
    tensors.push({ name, kind: 'copy', offset: 0, data: take(4 * count), bytes: 4 * count });
    parameters += count;
  };
  const matrix = (name: string, n: number, k: number, bias = `${name}.bias`) => {
    const [data, scales] = [take(n * k), take((4 * n * k) / 32)];
    tensors.push({ name: `${name}.weight`, kind: 'q8-block', offset: 0, data, scales, n, k, block: 32 });
    parameters += n * k;
    copy(bias, n);
  };
  const norm = (name: string) => {
    copy(`${name}.weight`, hidden);
    copy(`${name}.bias`, hidden);
  };
  copy('position_embedding.weight', contextLength * hidden);
  norm('embedding_norm');
  for (let layer = 0; layer < layers; layer++) {
    const block = `blocks.${layer}`;
    for (const part of ['query', 'key', 'value', 'attention_output'])
      matrix(`${block}.${part}`, hidden, hidden);
    matrix(`${block}.up`, 4 * hidden, hidden);
    matrix(`${block}.down`, hidden, 4 * hidden);
    norm(`${block}.attention_norm`);
    norm(`${block}.output_norm`);
  }
  matrix('head_transform', hidden, hidden);
  matrix('token_embedding', vocabulary, hidden, 'head_bias');

  const random = seededRandom(1);
  const source = new Uint8Array(at);
  for (const tensor of tensors) {
    if (tensor.kind === 'copy') {
      const values = new Float32Array(source.buffer, tensor.data, tensor.bytes / 4);
      for (let i = 0; i < values.length; i++) values[i] = 0.06 * (random() - 0.5);
    } else if (tensor.kind === 'q8-block') {
      const { data, scales, n, k, block } = tensor;
      for (let i = data; i < data + n * k; i++) source[i] = 256 * random();
      new Float32Array(source.buffer, scales, (n * k) / block).fill(0.06 / 256);
    }
  }
  const layout: WeightsLayout = { source: 'random.bin', external: 'none.bin', bytes: at * 5, tensors };
  return { layout, source, parameters };
}
