import { parseSafetensors, tensorOf, toFloat32, toInt8 } from '../bundle/safetensors.ts';

/** E_0: the token embeddings, int8 rows that are widened when they are looked up. */
export class EmbeddingTable {
  readonly vocabulary: number;
  readonly hidden: number;
  readonly #values: Int8Array;
  readonly #scales: Float32Array;

  /** @throws ElmError `bad-file` when the file has not this shape. */
  constructor(bytes: Uint8Array<ArrayBuffer>, vocabulary: number, hidden: number) {
    const name = 'elm/embed_tokens.safetensors';
    const tensors = parseSafetensors(bytes, name);
    this.vocabulary = vocabulary;
    this.hidden = hidden;
    this.#values = toInt8(tensorOf(tensors, 'weight', ['I8'], [vocabulary, hidden], name));
    this.#scales = toFloat32(tensorOf(tensors, 'scales', ['F32'], [vocabulary], name));
  }

  /** Writes the row of `token` to `out[at .. at + hidden]`. */
  lookUp(token: number, out: Float32Array, at: number): void {
    const start = token * this.hidden;
    const scale = this.#scales[token] as number;
    for (let i = 0; i < this.hidden; i++) out[at + i] = (this.#values[start + i] as number) * scale;
  }
}
