import type { Adapter } from './adapter.ts';
import { type Decoder, hasRows, type KvCache, type RowCache } from './decoder.ts';
import type { EmbeddingTable } from './embeddings.ts';
import type { PromptSequence } from './sequence.ts';
import type { SlotVector } from './types.ts';

/** A prompt with the vectors for its slots. */
export interface FilledPrompt {
  readonly sequence: PromptSequence;
  readonly slots: readonly SlotVector[];
}

/** A batch that was read: where decoding goes on from. */
export interface ReadPrompts<Cache extends KvCache = KvCache> {
  /** [batch, vocabulary] after each prompt's last token; the caller's until the decoder runs again. */
  readonly logits: Float32Array;
  /** The caller's to release. */
  readonly cache: Cache;
}

/** Fixed prefixes that are kept; a task has one, and 24 tasks are a full set. */
const KEPT_PREFIXES = 32;

/** Reads prompts into the decoder's cache, computing what a task's prompts share only once. */
export class Prefill {
  readonly #prefixes = new Map<string, RowCache>();

  constructor(
    private readonly decoder: Decoder,
    private readonly embeddings: EmbeddingTable,
    private readonly adapters: ReadonlyMap<string, Adapter>,
  ) {}

  /** Reads prompts of equal length as one batch. */
  async read(prompts: readonly FilledPrompt[]): Promise<ReadPrompts> {
    const joined = this.decoder.empty(0);
    // Rows in GPU buffers cannot be put together: there the whole batch is read from the start.
    if (!hasRows(joined)) return this.#readWhole(prompts);

    const distinct: FilledPrompt[] = [];
    const places = prompts.map((prompt) => {
      const known = distinct.findIndex((other) => isSame(other, prompt));
      return known >= 0 ? known : distinct.push(prompt) - 1;
    });
    // Those that share as much are read in one pass, as a rule all.
    const shared = [...new Set(distinct.map(({ sequence }) => sequence.fixed))];
    const parts = shared.map((fixed) => distinct.filter(({ sequence }) => sequence.fixed === fixed));
    const [first = []] = parts;
    if (first.length === prompts.length) return this.#readRows(first);

    const size = this.decoder.shape.vocabulary;
    const read: Float32Array[] = [];
    for (const part of parts) {
      const { logits, cache } = await this.#readRows(part);
      read.push(...part.map((_, row) => logits.slice(row * size, (row + 1) * size)));
      joined.append(cache);
    }
    const order = parts.flat();
    const rows = places.map((place) => order.indexOf(distinct[place] as FilledPrompt));
    joined.keep(rows);
    const logits = new Float32Array(prompts.length * size);
    rows.forEach((row, at) => {
      logits.set(read[row] as Float32Array, at * size);
    });
    return { logits, cache: joined };
  }

  /** Computes what all prompts of a task share, where it is kept at all. */
  async prepare(sequence: PromptSequence): Promise<void> {
    const cache = this.decoder.empty(1);
    if (hasRows(cache)) await this.#prefix({ sequence, slots: [] });
    cache.release();
  }

  /** Writes the input vectors of the positions `from..to` of a prompt to `out[at..]`. */
  embed(prompt: FilledPrompt, from: number, to: number, out: Float32Array, at: number): void {
    const { ids, slots } = prompt.sequence;
    for (let position = from; position < to; position++, at += this.embeddings.hidden) {
      const slot = slots.get(position);
      const filled = slot === undefined ? undefined : prompt.slots[slot];
      if (filled) this.adapters.get(filled.space)?.apply(filled.values, out, at);
      else this.embeddings.lookUp(ids[position] as number, out, at);
    }
  }

  /** Reads prompts of which the same number of positions is shared with their tasks' other prompts. */
  async #readRows(prompts: readonly FilledPrompt[]): Promise<ReadPrompts<RowCache>> {
    const cache = this.decoder.empty(0) as RowCache;
    for (const prompt of prompts) cache.append((await this.#prefix(prompt)).copy());
    const { ids, fixed } = (prompts[0] as FilledPrompt).sequence;
    return { logits: await this.#pass(prompts, fixed, ids.length, cache), cache };
  }

  async #prefix(prompt: FilledPrompt): Promise<RowCache> {
    const key = prompt.sequence.ids.slice(0, prompt.sequence.fixed).join();
    const known = this.#prefixes.get(key);
    if (known) return known;
    const cache = this.decoder.empty(1) as RowCache;
    await this.#pass([prompt], 0, prompt.sequence.fixed, cache);
    const oldest = this.#prefixes.entries().next();
    if (this.#prefixes.size >= KEPT_PREFIXES && !oldest.done) {
      const [key, cache] = oldest.value;
      this.#prefixes.delete(key);
      cache.release();
    }
    this.#prefixes.set(key, cache);
    return cache;
  }

  async #readWhole(prompts: readonly FilledPrompt[]): Promise<ReadPrompts> {
    const steps = prompts[0]?.sequence.ids.length ?? 0;
    const cache = this.decoder.empty(prompts.length);
    return { logits: await this.#pass(prompts, 0, steps, cache), cache };
  }

  /** Reads the positions `from..to` of each prompt into `cache`, a row for each prompt. */
  #pass(prompts: readonly FilledPrompt[], from: number, to: number, cache: KvCache): Promise<Float32Array> {
    const size = (to - from) * this.embeddings.hidden;
    const embeds = new Float32Array(prompts.length * size);
    prompts.forEach((prompt, row) => {
      this.embed(prompt, from, to, embeds, row * size);
    });
    return this.decoder.run(embeds, to - from, cache);
  }
}

function isSame(a: FilledPrompt, b: FilledPrompt): boolean {
  return (
    a.sequence === b.sequence &&
    a.slots.every((slot, at) => {
      const other = b.slots[at];
      return slot.space === other?.space && slot.values.every((value, i) => value === other.values[i]);
    })
  );
}
