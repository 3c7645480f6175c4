import { Tokenizer } from '@huggingface/tokenizers';
import { z } from 'zod';
import { parseJson } from '../bundle/schema.ts';

/** A tokenizer in Hugging Face's file format. */
export class TextTokenizer {
  readonly #tokenizer: Tokenizer;

  /** @throws ElmError `schema` when either file is not JSON. */
  constructor(tokenizerJson: Uint8Array, configJson: Uint8Array) {
    const json = z.record(z.string(), z.unknown());
    this.#tokenizer = new Tokenizer(
      parseJson(json, tokenizerJson, 'tokenizer.json'),
      parseJson(json, configJson, 'tokenizer_config.json'),
    );
  }

  /** Ids of `text`, with or without the special tokens that frame a text. */
  encode(text: string, framed: boolean): number[] {
    return this.#tokenizer.encode(text, { add_special_tokens: framed }).ids;
  }

  /** Text of `ids` without special tokens; a character that is not complete comes out as U+FFFD. */
  decode(ids: number[]): string {
    if (ids.length === 0) return '';
    return this.#tokenizer.decode(ids, { skip_special_tokens: true, clean_up_tokenization_spaces: false });
  }
}
