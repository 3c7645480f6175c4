import { beyondBullets } from '../core/bullets.ts';
import { ElmError } from '../core/errors.ts';
import { Sampler, type SamplingSettings } from '../core/sampling.ts';
import type { Task } from '../core/types.ts';
import type { ElmTables, TableFiles } from './assets.ts';
import { type Decoder, type DecoderCopy, hasRows, MAX_BATCH } from './decoder.ts';
import { Detokenizer } from './detokenizer.ts';
import { narrateOne } from './narrateOne.ts';
import { type FilledPrompt, Prefill } from './prefill.ts';
import { type PromptSequence, promptSequence } from './sequence.ts';
import { messagesHandled, Queue } from './turn.ts';
import type {
  ElmEngine,
  EngineInfo,
  NarrationChunk,
  NarrationRequest,
  NarrationResult,
  SlotVector,
} from './types.ts';

/** What an ELM is made of. */
export interface ElmParts extends ElmTables {
  readonly decoder: Decoder;
  readonly info: EngineInfo;
}

/** An ELM in a form that can be posted: what it was read from, and its decoder's weights. */
export interface ElmCopy {
  readonly files: TableFiles;
  readonly decoder: DecoderCopy;
}

/** One text of a batch while it is written. */
interface Row {
  readonly index: number;
  readonly prompt: FilledPrompt;
  readonly sampler: Sampler;
  readonly detokenizer: Detokenizer;
  readonly limit: number;
  readonly bullets: number | undefined;
  tokens: number;
  secondsToFirst: number;
  finish: NarrationResult['finish'] | null;
  seconds: number;
}

/** The ELM in this thread, on whichever runtime its decoder's session belongs to. */
export class LocalElm implements ElmEngine {
  readonly info: EngineInfo;
  readonly #prefill: Prefill;
  readonly #queue = new Queue();
  readonly #sequences = new Map<string, PromptSequence>();

  constructor(private readonly parts: ElmParts) {
    this.info = parts.info;
    this.#prefill = new Prefill(parts.decoder, parts.embeddings, parts.adapters);
  }

  narrate(
    request: NarrationRequest,
    onChunk: (chunk: NarrationChunk) => void,
    signal?: AbortSignal,
  ): Promise<NarrationResult> {
    return narrateOne(this, request, onChunk, signal);
  }

  async narrateBatch(
    requests: readonly NarrationRequest[],
    onChunk: (index: number, chunk: NarrationChunk) => void,
    signal?: AbortSignal,
  ): Promise<NarrationResult[]> {
    const start = performance.now();
    if (requests.length < 1 || requests.length > MAX_BATCH) {
      throw new ElmError(
        'unexpected',
        `A batch holds 1 to ${MAX_BATCH} narrations, not ${requests.length}.`,
        'Ask for fewer at once.',
      );
    }
    const rows = requests.map((request, index) => this.#row(request, index));
    // Rows in lockstep share positions, so prompts of different lengths are narrated in turn.
    const lengths = new Set(rows.map((row) => row.prompt.sequence.ids.length));
    await this.#queue.run(async () => {
      for (const length of lengths) {
        const group = rows.filter((row) => row.prompt.sequence.ids.length === length);
        await this.#write(group, start, onChunk, signal);
      }
    });
    return rows.map((row) => ({ ...chunkOf(row), finish: row.finish ?? 'stopped', seconds: row.seconds }));
  }

  /**
   * Computes the fixed part of each task's prompt ahead of the first narration, which also has the runtime's
   * code compiled. A narration that comes meanwhile waits for one prompt's part at most.
   */
  async warmUp(tasks: readonly Pick<Task, 'prompt' | 'slots'>[]): Promise<void> {
    for (const { prompt, slots } of tasks) {
      const sequence = this.#sequence(prompt, slots.length);
      await this.#queue.run(() => this.#prefill.prepare(sequence));
    }
  }

  /** Logits after the prompt, and after it followed by `then`; for the self-test. */
  async logitsAfter(
    prompt: string,
    slots: readonly SlotVector[],
    then: readonly number[],
  ): Promise<Float32Array[]> {
    const filled = { sequence: this.#sequence(prompt, slots.length), slots };
    return this.#queue.run(async () => {
      const { logits, cache } = await this.#prefill.read([filled]);
      const all = [logits.slice()];
      const embeds = new Float32Array(this.parts.embeddings.hidden);
      try {
        for (const token of then) {
          this.parts.embeddings.lookUp(token, embeds, 0);
          all.push((await this.parts.decoder.run(embeds, 1, cache)).slice());
        }
        return all;
      } finally {
        cache.release();
      }
    });
  }

  /** Token ids of a prompt as the decoder gets them. */
  tokenIds(prompt: string, slotCount: number): readonly number[] {
    return this.#sequence(prompt, slotCount).ids;
  }

  /** A sampler of what this decoder gives. */
  sampler(settings: SamplingSettings): Sampler {
    return new Sampler(settings, this.parts.decoder.scores);
  }

  /** What another worker opens the same ELM from, null where the model is on a graphics card. */
  copy(): ElmCopy | null {
    const { decoder, files } = this.parts;
    return decoder.copy ? { files, decoder: decoder.copy() } : null;
  }

  dispose(): Promise<void> {
    return this.#queue.run(() => this.parts.decoder.dispose());
  }

  #sequence(prompt: string, slotCount: number): PromptSequence {
    const known = this.#sequences.get(prompt);
    if (known && new Set(known.slots.values()).size === slotCount) return known;
    const sequence = promptSequence(prompt, slotCount, this.parts.tokenizer, this.parts.tokens);
    if (this.#sequences.size > 200) this.#sequences.clear();
    this.#sequences.set(prompt, sequence);
    return sequence;
  }

  #row({ prompt, slots, settings, bullets }: NarrationRequest, index: number): Row {
    const { shape } = this.parts.decoder;
    const sequence = this.#sequence(prompt, slots.length);
    const room = shape.contextLength - sequence.ids.length;
    const missing = slots.find(({ space }) => !this.parts.adapters.has(space));
    if (missing || room < 1) {
      throw new ElmError(
        'bad-vector',
        missing
          ? `This model cannot read the ${missing.space} space.`
          : 'The prompt is too long for this model.',
        'Choose another task.',
      );
    }
    return {
      index,
      prompt: { sequence, slots },
      sampler: this.sampler(settings),
      detokenizer: new Detokenizer(this.parts.tokenizer),
      limit: Math.min(settings.maxTokens, room),
      bullets,
      tokens: 0,
      secondsToFirst: 0,
      finish: null,
      seconds: 0,
    };
  }

  async #write(
    rows: readonly Row[],
    start: number,
    onChunk: (index: number, chunk: NarrationChunk) => void,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const { decoder, embeddings, tokens } = this.parts;
    // What frames a prompt is never part of a text.
    const marks = [tokens.pad, tokens.bos, tokens.out, tokens.slot];
    if (signal?.aborted) return;
    const { cache, ...read } = await this.#prefill.read(rows.map((row) => row.prompt));
    /** Rows in the order of the batch; a finished one keeps its place where rows cannot be taken out. */
    let batch = rows;
    let { logits } = read;
    let embeds = new Float32Array(batch.length * embeddings.hidden);
    try {
      for (;;) {
        await messagesHandled();
        const seconds = (performance.now() - start) / 1000;
        batch.forEach((row, place) => {
          if (row.finish) return;
          row.seconds = seconds;
          if (signal?.aborted) {
            row.finish = 'stopped';
            return;
          }
          const offset = place * decoder.shape.vocabulary;
          for (const mark of marks) logits[offset + mark] = Number.NEGATIVE_INFINITY;
          const token = row.sampler.sample(logits, offset);
          if (row.tokens === 0) row.secondsToFirst = seconds;
          if (token === tokens.eos) {
            row.finish = 'end';
            return;
          }
          row.tokens += 1;
          const text = row.detokenizer.push(token);
          const end = row.bullets === undefined ? null : beyondBullets(text, row.bullets);
          if (end !== null) {
            row.detokenizer.text = text.slice(0, end);
            row.finish = 'end';
          } else if (row.tokens >= row.limit) row.finish = 'length';
          else embeddings.lookUp(token, embeds, place * embeddings.hidden);
          onChunk(row.index, chunkOf(row));
        });
        const open = batch.flatMap((row, place) => (row.finish ? [] : [place]));
        if (open.length === 0) return;
        if (open.length < batch.length && hasRows(cache)) {
          cache.keep(open);
          batch = open.map((place) => batch[place] as Row);
          const kept = new Float32Array(open.length * embeddings.hidden);
          open.forEach((place, at) => {
            const from = place * embeddings.hidden;
            kept.set(embeds.subarray(from, from + embeddings.hidden), at * embeddings.hidden);
          });
          embeds = kept;
        }
        logits = await decoder.run(embeds, 1, cache);
      }
    } finally {
      cache.release();
    }
  }
}

function chunkOf(row: Row): NarrationChunk {
  return { text: row.detokenizer.text, tokens: row.tokens, secondsToFirst: row.secondsToFirst };
}
