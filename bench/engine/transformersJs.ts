import { env, LlamaForCausalLM, Tensor } from '@huggingface/transformers';
import type { Bundle } from '../../src/bundle/load.ts';
import { readElmTables, readFloatDecoder } from '../../src/engine/assets.ts';
import { withTokenIds } from './tokenIdGraph.ts';

const FOLDER = '/from-memory/';

/** The same decoder, weights and runtime files behind transformers.js. */
export interface Baseline {
  readonly loadSeconds: number;
  /** Greedy tokens after the prompt; may end early. */
  generate(ids: readonly number[], tokens: number): Promise<number>;
  dispose(): Promise<unknown>;
}

/** Opens the decoder by `LlamaForCausalLM.from_pretrained`, with the model's files served from memory. */
export async function openBaseline(bundle: Bundle, runtimeBase: string, threads: number): Promise<Baseline> {
  const start = performance.now();
  const { elm } = bundle.manifest;
  const [graph, { embeddings }] = await Promise.all([readFloatDecoder(bundle), readElmTables(bundle)]);
  const offset = Math.ceil(graph.externalData.length / 16) * 16;
  const data = new Uint8Array(offset + 4 * elm.vocabulary * elm.hidden);
  data.set(graph.externalData);
  const table = new Float32Array(data.buffer, offset);
  for (let token = 0; token < elm.vocabulary; token++) embeddings.lookUp(token, table, token * elm.hidden);
  const model = withTokenIds(graph.model, { location: graph.externalPath, offset, ...elm });
  const config = {
    model_type: 'llama',
    architectures: ['LlamaForCausalLM'],
    hidden_size: elm.hidden,
    num_hidden_layers: elm.layers,
    num_attention_heads: elm.heads,
    num_key_value_heads: elm.kvHeads,
    head_dim: elm.headDimension,
    vocab_size: elm.vocabulary,
    eos_token_id: elm.tokens.eos,
    bos_token_id: elm.tokens.bos,
  };

  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  env.useBrowserCache = false;
  env.localModelPath = FOLDER;
  env.fetch = async (input: string | URL) => {
    const path = String(input);
    if (path.endsWith('/config.json')) return Response.json(config);
    if (path.endsWith('/model.onnx')) return new Response(model.slice());
    return new Response(null, { status: 404 });
  };
  const wasm = env.backends.onnx.wasm;
  if (wasm) Object.assign(wasm, { wasmPaths: runtimeBase, numThreads: threads, proxy: false });

  const opened = await LlamaForCausalLM.from_pretrained('decoder', {
    dtype: 'fp32',
    device: 'wasm',
    session_options: { externalData: [{ path: graph.externalPath, data }] },
  });
  return {
    loadSeconds: (performance.now() - start) / 1000,
    async generate(ids, tokens) {
      const shape = [1, ids.length];
      const output = await opened.generate({
        inputs: new Tensor('int64', BigInt64Array.from(ids, BigInt), shape),
        attention_mask: new Tensor('int64', new BigInt64Array(ids.length).fill(1n), shape),
        max_new_tokens: tokens,
        do_sample: false,
      } as never);
      return ((output as Tensor).dims.at(-1) as number) - ids.length;
    },
    dispose: () => opened.dispose(),
  };
}
