import type { Adapter } from './adapter.ts';
import type { Decoder, Forward } from './decoder.ts';
import type { EmbeddingTable } from './embeddings.ts';
import { type KvCache, release, selectRows, stack } from './kvCache.ts';
import type { PromptSequence } from './sequence.ts';
import type { SlotVector } from './types.ts';

/** A prompt with the vectors for its slots. */
export interface FilledPrompt {
  readonly sequence: PromptSequence;
  readonly slots: readonly SlotVector[];
}

/** Fixed prefixes that are kept; a task has one, and 24 tasks are a full set. */
const KEPT_PREFIXES = 32;

/** Reads prompts into the decoder's cache, computing what a task's prompts share only once. */
export class Prefill {
  readonly #prefixes = new Map<string, KvCache>();

  constructor(
    private readonly decoder: Decoder,
    private readonly embeddings: EmbeddingTable,
    private readonly adapters: ReadonlyMap<string, Adapter>,
  ) {}

  /** Reads prompts of equal length as one batch; logits are those after each prompt's last token. */
  async read(prompts: readonly FilledPrompt[]): Promise<Forward> {
    // GroupQueryAttention takes several positions on top of a cache for one row only, and rows in GPU
    // buffers cannot be put together: there the whole batch is read from the start.
    if (this.decoder.cacheOnDevice) return this.#readWhole(prompts);

    const distinct: FilledPrompt[] = [];
    const places = prompts.map((prompt) => {
      const known = distinct.findIndex((other) => isSame(other, prompt));
      return known >= 0 ? known : distinct.push(prompt) - 1;
    });
    const rows: Forward[] = [];
    for (const prompt of distinct) rows.push(await this.#readRow(prompt));
    const [first] = rows;
    if (first && prompts.length === 1) return first;

    const size = this.decoder.shape.vocabulary;
    const logits = new Float32Array(prompts.length * size);
    places.forEach((place, at) => {
      logits.set(rows[place]?.logits as Float32Array, at * size);
    });
    const cache = stack(
      rows.map((row) => row.cache),
      this.decoder.ort,
    );
    const repeats = distinct.length < prompts.length;
    return { logits, cache: repeats ? selectRows(cache, places, this.decoder.ort) : cache };
  }

  /** Computes what all prompts of a task share, where it is kept at all. */
  async prepare(sequence: PromptSequence): Promise<void> {
    if (!this.decoder.cacheOnDevice) await this.#prefix({ sequence, slots: [] });
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

  async #readRow(prompt: FilledPrompt): Promise<Forward> {
    const { ids, fixed } = prompt.sequence;
    return this.#pass(prompt, fixed, ids.length, await this.#prefix(prompt));
  }

  async #prefix(prompt: FilledPrompt): Promise<KvCache> {
    const key = prompt.sequence.ids.slice(0, prompt.sequence.fixed).join();
    const known = this.#prefixes.get(key);
    if (known) return known;
    const { cache } = await this.#pass(prompt, 0, prompt.sequence.fixed, this.decoder.empty(1));
    const oldest = this.#prefixes.keys().next();
    if (this.#prefixes.size >= KEPT_PREFIXES && !oldest.done) this.#prefixes.delete(oldest.value);
    this.#prefixes.set(key, cache);
    return cache;
  }

  #pass(prompt: FilledPrompt, from: number, to: number, past: KvCache): Promise<Forward> {
    const embeds = new Float32Array((to - from) * this.embeddings.hidden);
    this.embed(prompt, from, to, embeds, 0);
    return this.decoder.run(embeds, to - from, past);
  }

  async #readWhole(prompts: readonly FilledPrompt[]): Promise<Forward> {
    const steps = prompts[0]?.sequence.ids.length ?? 0;
    const embeds = new Float32Array(prompts.length * steps * this.embeddings.hidden);
    prompts.forEach((prompt, row) => {
      this.embed(prompt, 0, steps, embeds, row * steps * this.embeddings.hidden);
    });
    const empty = this.decoder.empty(prompts.length);
    const forward = await this.decoder.run(embeds, steps, empty);
    release(empty);
    return forward;
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
