import type { InferenceSession as SessionType } from 'onnxruntime-common';
import * as ort from 'onnxruntime-node';
import type { Bundle } from '../bundle/load.ts';
import { type Graph, readDecoderWeights, readElmTables, readEncoder } from './assets.ts';
import { OnnxSentenceEncoder } from './encoder.ts';
import { KernelDecoder } from './kernel/kernelDecoder.ts';
import { LocalElm } from './localElm.ts';
import { TextTokenizer } from './tokenizer.ts';

export interface NodeOptions {
  /** Threads of P's session. */
  readonly threads?: number;
}

/** The ELM in Node: the code that the page computes with on WASM. */
export async function openNodeElm(bundle: Bundle): Promise<LocalElm> {
  const start = performance.now();
  const [tables, { layout, source }] = await Promise.all([readElmTables(bundle), readDecoderWeights(bundle)]);
  const decoder = await KernelDecoder.open(bundle.manifest.elm, layout, source);
  const info = {
    backend: 'node' as const,
    threads: 1,
    adapter: null,
    fallbackReason: null,
    loadSeconds: (performance.now() - start) / 1000,
  };
  return new LocalElm({ ...tables, decoder, info });
}

/** P in Node. */
export async function openNodeEncoder(
  bundle: Bundle,
  { threads = 1 }: NodeOptions = {},
): Promise<OnnxSentenceEncoder> {
  const [graph, tokenizer, config] = await Promise.all([
    readEncoder(bundle),
    bundle.file('encoder/tokenizer.json'),
    bundle.file('encoder/tokenizer_config.json'),
  ]);
  const session = await openSession(graph, threads);
  return new OnnxSentenceEncoder(ort, session, new TextTokenizer(tokenizer, config), bundle.manifest.encoder);
}

function openSession(graph: Graph, threads: number): Promise<SessionType> {
  return ort.InferenceSession.create(graph.model, {
    externalData: [{ path: graph.externalPath, data: graph.externalData }],
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  });
}
