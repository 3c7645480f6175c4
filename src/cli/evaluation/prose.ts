/** How texts read; `elm_train/evaluation/metrics.py` and `table.py` count the same. */

const WORD = /[a-z0-9]+(?:['-][a-z0-9]+)*/g;
const SENTENCE_ENDS = ['.', '!', '?', '"'];

/** Means over texts, each 0..1 but `meanWords`; `copied8` is null where no training texts were given. */
export interface Prose {
  readonly copied8: number | null;
  readonly distinct4: number;
  readonly meanWords: number;
  readonly finished: number;
}

/** Lower-case words; hyphens and apostrophes inside a word belong to it. */
export function words(text: string): string[] {
  return text.toLowerCase().match(WORD) ?? [];
}

/** Share of a text's n-grams that are distinct; 1 for texts too short to have any. */
export function distinctShare(text: string, size = 4): number {
  const tokens = words(text);
  const count = tokens.length - size + 1;
  if (count <= 0) return 1;
  const distinct = new Set<string>();
  for (let at = 0; at < count; at += 1) distinct.add(tokens.slice(at, at + size).join(' '));
  return distinct.size / count;
}

/** Variety within a text, copying, length, and whether the last sentence ends. */
export function proseOf(texts: readonly string[], copies: CopyIndex | null): Prose {
  const mean = (of: (text: string) => number) =>
    texts.reduce((sum, text) => sum + of(text), 0) / texts.length;
  return {
    copied8: copies && mean((text) => copies.copiedShare(text)),
    distinct4: mean((text) => distinctShare(text)),
    meanWords: mean((text) => words(text).length),
    finished: mean((text) => (SENTENCE_ENDS.some((end) => text.trimEnd().endsWith(end)) ? 1 : 0)),
  };
}

/** The 8-grams of the training texts, by hash: how much of a text was read there word for word? */
export class CopyIndex {
  readonly #hashes: Float64Array;

  constructor(
    texts: Iterable<string>,
    private readonly size = 8,
  ) {
    let hashes = new Float64Array(1 << 16);
    let count = 0;
    for (const text of texts) {
      const grams = this.#hashesOf(text);
      if (count + grams.length > hashes.length) {
        const grown = new Float64Array(2 * hashes.length + grams.length);
        grown.set(hashes.subarray(0, count));
        hashes = grown;
      }
      hashes.set(grams, count);
      count += grams.length;
    }
    this.#hashes = hashes.subarray(0, count).sort();
  }

  /** Share of a text's n-grams that stand in some training text; 0 for shorter texts. */
  copiedShare(text: string): number {
    const grams = this.#hashesOf(text);
    if (grams.length === 0) return 0;
    return grams.reduce((sum, hash) => sum + (this.#has(hash) ? 1 : 0), 0) / grams.length;
  }

  #has(wanted: number): boolean {
    let [low, high] = [0, this.#hashes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#hashes[middle] as number) < wanted) low = middle + 1;
      else high = middle;
    }
    return this.#hashes[low] === wanted;
  }

  #hashesOf(text: string): number[] {
    const tokens = words(text).map((word) => [hashOf(word, 0x811c9dc5), hashOf(word, 0x9747b28c)] as const);
    const found: number[] = [];
    for (let at = 0; at + this.size <= tokens.length; at += 1) {
      let [a, b] = [0, 0];
      for (let i = at; i < at + this.size; i += 1) {
        const [first, second] = tokens[i] as readonly [number, number];
        a = Math.imul(a, 0x01000193) ^ first;
        b = Math.imul(b, 0x85ebca6b) ^ second;
      }
      // 53 bits: among ten million n-grams one in a billion is taken for another.
      found.push((a >>> 0) * 2 ** 21 + (b >>> 11));
    }
    return found;
  }
}

/** FNV-1a over UTF-16 units. */
function hashOf(word: string, start: number): number {
  let hash = start;
  for (let i = 0; i < word.length; i += 1) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return hash;
}
