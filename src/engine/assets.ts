import type { Bundle } from '../bundle/load.ts';
import { type Manifest, parseJson, type WeightsLayout, weightsSchema } from '../bundle/schema.ts';
import type { SpaceId } from '../core/types.ts';
import { type Adapter, readAdapters } from './adapter.ts';
import { EmbeddingTable } from './embeddings.ts';
import { TextTokenizer } from './tokenizer.ts';
import { buildExternalData } from './weights.ts';

/** A graph with the external data that its session needs. */
export interface Graph {
  readonly model: Uint8Array<ArrayBuffer>;
  readonly externalPath: string;
  readonly externalData: Uint8Array<ArrayBuffer>;
}

const DECODER = 'elm/onnx/decoder_model_merged';
const ENCODER = 'encoder/onnx/model.onnx';

/** Everything of the ELM but its decoder. */
export interface ElmTables {
  readonly embeddings: EmbeddingTable;
  readonly adapters: ReadonlyMap<string, Adapter>;
  readonly tokenizer: TextTokenizer;
  readonly tokens: Manifest['elm']['tokens'];
  /** What they were read from. */
  readonly files: TableFiles;
}

/** The files of the ELM's small tables. Most of their bytes are the tables themselves, so keeping them costs little. */
export interface TableFiles {
  readonly embeddings: Uint8Array<ArrayBuffer>;
  readonly adapters: Uint8Array<ArrayBuffer>;
  readonly tokenizer: Uint8Array<ArrayBuffer>;
  readonly tokenizerConfig: Uint8Array<ArrayBuffer>;
}

/** Everything of the ELM but its decoder: small tables for plain TypeScript. */
export async function readElmTables(bundle: Bundle): Promise<ElmTables> {
  const [embeddings, adapters, tokenizer, tokenizerConfig] = await Promise.all([
    bundle.file('elm/embed_tokens.safetensors'),
    bundle.file('elm/adapters.safetensors'),
    bundle.file('elm/tokenizer.json'),
    bundle.file('elm/tokenizer_config.json'),
  ]);
  return elmTables(bundle.manifest, { embeddings, adapters, tokenizer, tokenizerConfig });
}

/** @throws ElmError `bad-file` or `schema`. */
export function elmTables(manifest: Manifest, files: TableFiles): ElmTables {
  const { elm } = manifest;
  return {
    embeddings: new EmbeddingTable(files.embeddings, elm.vocabulary, elm.hidden),
    adapters: readAdapters(files.adapters, dimensionsOf(manifest), elm.hidden),
    tokenizer: new TextTokenizer(files.tokenizer, files.tokenizerConfig),
    tokens: elm.tokens,
    files,
  };
}

/** The decoder's weights as they ship, for the kernel. */
export async function readDecoderWeights(
  bundle: Bundle,
): Promise<{ layout: WeightsLayout; source: Uint8Array<ArrayBuffer> }> {
  const folder = folderOf(DECODER);
  const [layout, source] = await Promise.all([
    readLayout(bundle, folder),
    bundle.file(weightsPathOf(bundle.manifest, folder)),
  ]);
  return { layout, source };
}

/** The decoder as a float32 graph, for other runtimes. */
export function readFloatDecoder(bundle: Bundle): Promise<Graph> {
  return readFloatGraph(bundle, `${DECODER}.onnx`);
}

/** The sentence encoder in float32. */
export function readEncoder(bundle: Bundle): Promise<Graph> {
  return readFloatGraph(bundle, ENCODER);
}

/** The decoder with quantised weights in place, for WebGPU; the same weights file as the float32 one. */
export async function readQuantisedDecoder(bundle: Bundle): Promise<Graph> {
  const { bits } = bundle.manifest.elm;
  const layout = await readLayout(bundle, folderOf(DECODER));
  const [model, externalData] = await Promise.all([
    bundle.file(`${DECODER}_q${bits}.onnx`),
    bundle.file(folderOf(DECODER) + layout.source),
  ]);
  return { model, externalPath: layout.source, externalData };
}

async function readFloatGraph(bundle: Bundle, path: string): Promise<Graph> {
  const folder = folderOf(path);
  const [model, layout, source] = await Promise.all([
    bundle.file(path),
    readLayout(bundle, folder),
    // The weights are by far the largest file: they must not wait for the layout that names them.
    bundle.file(weightsPathOf(bundle.manifest, folder)),
  ]);
  return { model, externalPath: layout.external, externalData: buildExternalData(layout, source) };
}

async function readLayout(bundle: Bundle, folder: string) {
  const path = `${folder}weights.json`;
  return parseJson(weightsSchema, await bundle.file(path), path);
}

/** The one `.bin` file in a folder. */
function weightsPathOf(manifest: Manifest, folder: string): string {
  const found = Object.keys(manifest.files).find((path) => path.startsWith(folder) && path.endsWith('.bin'));
  return found ?? `${folder}weights.bin`;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function dimensionsOf({ spaces }: Manifest): Partial<Record<SpaceId, number>> {
  return {
    semantic: spaces.semantic.dimension,
    ...(spaces.behavioral ? { behavioral: spaces.behavioral.dimension } : {}),
  };
}
