import { HALF_CHARACTER, type TextTokenizer } from './tokenizer.ts';

/**
 * Turns a growing list of tokens into text. A token that stands for the same characters everywhere is looked up; of others
 * the last few are decoded again at each step, and a character that is spread over several is held back until it is whole.
 */
export class Detokenizer {
  /** The complete characters so far. */
  text = '';
  /** What is decoded again: the token before `#pending`, for spacing, and `#pending`, whose text is held back. */
  #context: number[] = [];
  #pending: number[] = [];

  constructor(private readonly tokenizer: TextTokenizer) {}

  /** Adds a token and answers with the text so far. */
  push(token: number): string {
    const known = this.#pending.length === 0 ? this.tokenizer.textEverywhere(token) : null;
    if (known !== null) {
      this.#context = [token];
      this.text += known;
      return this.text;
    }
    this.#pending.push(token);
    const before = this.tokenizer.decode(this.#context);
    const after = this.tokenizer.decode([...this.#context, ...this.#pending]);
    if (after.length > before.length && !after.endsWith(HALF_CHARACTER)) {
      this.text += after.slice(before.length);
      this.#context = this.#pending;
      this.#pending = [];
    }
    return this.text;
  }
}
