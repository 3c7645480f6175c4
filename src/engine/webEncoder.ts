import type { Bundle } from '../bundle/load.ts';
import { readEncoder } from './assets.ts';
import { OnnxSentenceEncoder } from './encoder.ts';
import { TextTokenizer } from './tokenizer.ts';
import { type RuntimeOptions, startWasm, wasmSession } from './webRuntime.ts';

/** P on WASM. */
export async function openEncoder(bundle: Bundle, options: RuntimeOptions): Promise<OnnxSentenceEncoder> {
  const [ort, graph, tokenizer, config] = await Promise.all([
    startWasm(options),
    readEncoder(bundle),
    bundle.file('encoder/tokenizer.json'),
    bundle.file('encoder/tokenizer_config.json'),
  ]);
  const session = await wasmSession(ort, graph);
  return new OnnxSentenceEncoder(ort, session, new TextTokenizer(tokenizer, config), bundle.manifest.encoder);
}
