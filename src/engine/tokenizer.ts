import { Tokenizer } from '@huggingface/tokenizers';
import { z } from 'zod';
import { parseJson } from '../bundle/schema.ts';

/** What stands for bytes that are no character. */
export const HALF_CHARACTER = '\uFFFD';

/** A tokenizer in Hugging Face's file format. */
export class TextTokenizer {
  readonly #tokenizer: Tokenizer;
  /** Whether tokens are bytes, so that a text is theirs in turn and a token adds the same wherever it stands. */
  readonly #isBytes: boolean;
  readonly #texts = new Map<number, string | null>();

  /** @throws ElmError `schema` when either file is not JSON. */
  constructor(tokenizerJson: Uint8Array, configJson: Uint8Array) {
    const record = z.record(z.string(), z.unknown());
    const json = parseJson(record, tokenizerJson, 'tokenizer.json');
    this.#tokenizer = new Tokenizer(json, parseJson(record, configJson, 'tokenizer_config.json'));
    this.#isBytes = record.safeParse(json.decoder).data?.type === 'ByteLevel';
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

  /** What a token adds to a text of whole characters, null where that depends on the tokens beside it. */
  textEverywhere(token: number): string | null {
    const known = this.#texts.get(token);
    if (known !== undefined) return known;
    const text = this.#isBytes ? this.decode([token]) : '';
    const found = text === '' || text.includes(HALF_CHARACTER) ? null : text;
    this.#texts.set(token, found);
    return found;
  }
}
