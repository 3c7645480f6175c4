import type { InferenceSession as SessionType } from 'onnxruntime-common';
import * as ort from 'onnxruntime-node';
import type { Bundle } from '../bundle/load.ts';
import { type Graph, readElmTables, readEncoder, readFloatDecoder } from './assets.ts';
import { Decoder } from './decoder.ts';
import { OnnxSentenceEncoder } from './encoder.ts';
import { LocalElm } from './localElm.ts';
import { TextTokenizer } from './tokenizer.ts';

export interface NodeOptions {
  /** Threads of a session. */
  readonly threads?: number;
}

/** The ELM in Node on onnxruntime-node: the graph and the weights that the page computes with on WASM. */
export async function openNodeElm(bundle: Bundle, { threads = 1 }: NodeOptions = {}): Promise<LocalElm> {
  const start = performance.now();
  const [tables, graph] = await Promise.all([readElmTables(bundle), readFloatDecoder(bundle)]);
  const decoder = new Decoder(ort, await openSession(graph, threads), bundle.manifest.elm, false);
  const info = {
    backend: 'node' as const,
    threads,
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
