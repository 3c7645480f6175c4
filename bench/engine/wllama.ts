import { Wllama } from '@wllama/wllama';
import type { Bundle } from '../../src/bundle/load.ts';
import type { WeightTensor } from '../../src/bundle/schema.ts';
import { readDecoderWeights } from '../../src/engine/assets.ts';
import { type GgufTensor, toHalf, type Value, writeGguf } from './gguf.ts';

/** llama.cpp in the page, on a GPT-2 of exactly the decoder's sizes. */
export interface LlamaCpp {
  readonly loadSeconds: number;
  /** Greedy tokens after the prompt, by llama.cpp's own clock. */
  generate(
    prompt: string,
    tokens: number,
  ): Promise<{ secondsToFirst: number; tokensPerSecond: number; tokens: number }>;
}

/**
 * llama.cpp has no architecture whose norms stand where ours do. GPT-2 has the same products, positions and
 * attention; it lacks the head's transform (1 % of a step). What it writes is noise, how fast it writes is not.
 */
export async function openLlamaCpp(
  bundle: Bundle,
  { wasm, threads, form }: { wasm: string; threads: number; form: 'f32' | 'q8' },
): Promise<LlamaCpp> {
  const file = await gpt2Of(bundle, form);
  const start = performance.now();
  const wllama = new Wllama({ default: wasm }, { suppressNativeLog: true });
  await wllama.loadModel([file], {
    n_ctx: bundle.manifest.elm.contextLength,
    n_threads: threads,
    n_gpu_layers: 0,
  });
  return {
    loadSeconds: (performance.now() - start) / 1000,
    async generate(prompt, tokens) {
      const { timings } = await wllama.createCompletion({
        prompt,
        max_tokens: tokens,
        temperature: 0,
        top_k: 1,
        ignore_eos: true,
      });
      if (!timings) throw new Error('llama.cpp gave no timings');
      return {
        secondsToFirst: timings.prompt_ms / 1000,
        tokensPerSecond: timings.predicted_per_second,
        tokens: timings.predicted_n,
      };
    },
  };
}

async function gpt2Of(bundle: Bundle, form: 'f32' | 'q8'): Promise<Blob> {
  const { elm } = bundle.manifest;
  const [{ layout, source }, tokenizer] = await Promise.all([
    readDecoderWeights(bundle),
    bundle.json('elm/tokenizer.json') as Promise<Tokenizer>,
  ]);
  const records = new Map(layout.tensors.map((tensor) => [tensor.name, tensor]));
  const record = (name: string): WeightTensor => {
    const found = records.get(name);
    if (!found) throw new Error(`no tensor ${name}`);
    return found;
  };
  const floats = (name: string): Float32Array => {
    const { data, ...tensor } = record(name);
    if (tensor.kind !== 'copy') throw new Error(`${name} is a matrix`);
    return new Float32Array(source.slice(data, data + tensor.bytes).buffer);
  };
  const vector = (name: string, parts: readonly Float32Array[], width?: number): GgufTensor => {
    const whole = Float32Array.from(parts.flatMap((part) => [...part]));
    const dims = width ? [width, whole.length / width] : [whole.length];
    return { name, dims, type: 0, data: new Uint8Array(whole.buffer) };
  };
  const blocks = (name: string): Blocks => {
    const tensor = record(`${name}.weight`);
    if (tensor.kind !== 'q8-block') throw new Error(`${name} is not in 8 bits`);
    return tensor;
  };
  /** Matrices of equal width under each other. */
  const matrix = (name: string, parts: readonly string[]): GgufTensor => {
    const tensors = parts.map(blocks);
    const pieces = tensors.map((tensor) => (form === 'q8' ? q8Of(tensor, source) : floatsOf(tensor, source)));
    const data = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
    pieces.reduce((at, piece) => {
      data.set(piece, at);
      return at + piece.length;
    }, 0);
    const rows = tensors.reduce((sum, { n }) => sum + n, 0);
    return { name, dims: [tensors[0]?.k ?? 0, rows], type: form === 'q8' ? 8 : 0, data };
  };
  const both = (to: string, from: string) =>
    ['weight', 'bias'].map((part) => vector(`${to}.${part}`, [floats(`${from}.${part}`)]));
  const linear = (to: string, from: readonly string[]) => [
    matrix(`${to}.weight`, from),
    vector(
      `${to}.bias`,
      from.map((name) => floats(`${name}.bias`)),
    ),
  ];
  const tensors = [
    matrix('token_embd.weight', ['token_embedding']),
    vector('position_embd.weight', [floats('position_embedding.weight')], elm.hidden),
    ...both('output_norm', 'embedding_norm'),
  ];
  for (let layer = 0; layer < elm.layers; layer++) {
    const [to, from] = [`blk.${layer}`, `blocks.${layer}`];
    tensors.push(
      ...both(`${to}.attn_norm`, `${from}.attention_norm`),
      ...linear(
        `${to}.attn_qkv`,
        ['query', 'key', 'value'].map((part) => `${from}.${part}`),
      ),
      ...linear(`${to}.attn_output`, [`${from}.attention_output`]),
      ...both(`${to}.ffn_norm`, `${from}.output_norm`),
      ...linear(`${to}.ffn_up`, [`${from}.up`]),
      ...linear(`${to}.ffn_down`, [`${from}.down`]),
    );
  }
  return writeGguf(metadata(elm, blocks('blocks.0.up').n, tokenizer), tensors);
}

interface Tokenizer {
  readonly model: {
    readonly vocab: Readonly<Record<string, number>>;
    readonly merges: readonly (readonly string[])[];
  };
  readonly added_tokens: readonly { readonly id: number; readonly content: string }[];
}

function metadata(elm: Bundle['manifest']['elm'], feedForward: number, { model, added_tokens }: Tokenizer) {
  const tokens = Array.from({ length: elm.vocabulary }, (_, id) => `[unused${id}]`);
  for (const [token, id] of Object.entries(model.vocab)) tokens[id] = token;
  const types = tokens.map(() => 1);
  for (const { id } of added_tokens) types[id] = 3;
  const values: Record<string, Value> = {
    'general.architecture': { kind: 'string', value: 'gpt2' },
    'general.name': { kind: 'string', value: 'decoder' },
    'gpt2.context_length': { kind: 'u32', value: elm.contextLength },
    'gpt2.embedding_length': { kind: 'u32', value: elm.hidden },
    'gpt2.feed_forward_length': { kind: 'u32', value: feedForward },
    'gpt2.block_count': { kind: 'u32', value: elm.layers },
    'gpt2.attention.head_count': { kind: 'u32', value: elm.heads },
    'gpt2.attention.layer_norm_epsilon': { kind: 'f32', value: 1e-12 },
    'tokenizer.ggml.model': { kind: 'string', value: 'gpt2' },
    'tokenizer.ggml.pre': { kind: 'string', value: 'gpt-2' },
    'tokenizer.ggml.tokens': { kind: 'string', value: tokens },
    'tokenizer.ggml.token_type': { kind: 'i32', value: types },
    'tokenizer.ggml.merges': { kind: 'string', value: model.merges.map((pair) => pair.join(' ')) },
    'tokenizer.ggml.bos_token_id': { kind: 'u32', value: elm.tokens.bos },
    'tokenizer.ggml.eos_token_id': { kind: 'u32', value: elm.tokens.eos },
  };
  return values;
}

type Blocks = Extract<WeightTensor, { kind: 'q8-block' }>;

/** Q8_0 holds what q8-block holds, but a block's scale is a half and stands before its numbers. */
function q8Of(
  { data, scales, n, k, block }: Blocks,
  source: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  const count = (n * k) / block;
  const factors = new Float32Array(source.slice(scales, scales + 4 * count).buffer);
  const out = new Uint8Array(count * (block + 2));
  const view = new DataView(out.buffer);
  for (let b = 0; b < count; b++) {
    view.setUint16(b * (block + 2), toHalf(factors[b] as number), true);
    for (let i = 0; i < block; i++)
      view.setInt8(b * (block + 2) + 2 + i, (source[data + b * block + i] as number) - 128);
  }
  return out;
}

function floatsOf(
  { data, scales, n, k, block }: Blocks,
  source: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  const factors = new Float32Array(source.slice(scales, scales + (4 * n * k) / block).buffer);
  const out = Float32Array.from({ length: n * k }, (_, i) => {
    return ((source[data + i] as number) - 128) * (factors[Math.floor(i / block)] as number);
  });
  return new Uint8Array(out.buffer);
}
