import type { TextTokenizer } from './tokenizer.ts';

const HALF_CHARACTER = '\uFFFD';

/**
 * Turns a growing list of tokens into text. Only the last few tokens are decoded again at each step,
 * and a character that is spread over several tokens is held back until it is whole.
 */
export class Detokenizer {
  /** The complete characters so far. */
  text = '';
  #ids: number[] = [];
  /** Decoded, and already in `text`, are the tokens before `#read`; `#context` are decoded again for spacing. */
  #context = 0;
  #read = 0;

  constructor(private readonly tokenizer: TextTokenizer) {}

  /** Adds a token and answers with the text so far. */
  push(token: number): string {
    this.#ids.push(token);
    const before = this.tokenizer.decode(this.#ids.slice(this.#context, this.#read));
    const after = this.tokenizer.decode(this.#ids.slice(this.#context));
    if (after.length > before.length && !after.endsWith(HALF_CHARACTER)) {
      this.text += after.slice(before.length);
      this.#context = this.#read;
      this.#read = this.#ids.length;
    }
    return this.text;
  }
}
