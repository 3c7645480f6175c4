import type { Manifest } from '../bundle/schema.ts';
import { ElmError } from '../core/errors.ts';
import type { TextTokenizer } from './tokenizer.ts';

/** A prompt as token ids: `<|bos|>` prompt `<|out|>`, with the slot's id in the place of each vector. */
export interface PromptSequence {
  readonly ids: readonly number[];
  /** Slot number by position, for the positions that are slots. */
  readonly slots: ReadonlyMap<number, number>;
  /** Number of tokens before the first slot: the same for every vector, so computed once. */
  readonly fixed: number;
}

const MARK = /\{(\d)\}/;

/**
 * Tokenises a prompt; each part between slot marks {0}, {1} by itself.
 * @throws ElmError `bad-vector` when a mark has no vector, or the other way round.
 */
export function promptSequence(
  prompt: string,
  slotCount: number,
  tokenizer: TextTokenizer,
  tokens: Manifest['elm']['tokens'],
): PromptSequence {
  const ids: number[] = [tokens.bos];
  const slots = new Map<number, number>();
  // Splitting by a pattern with a group yields text, slot number, text, slot number, ..., text.
  prompt.split(MARK).forEach((part, place) => {
    if (place % 2 === 0) {
      if (part) ids.push(...tokenizer.encode(part, false));
    } else {
      slots.set(ids.length, Number(part));
      ids.push(tokens.slot);
    }
  });
  ids.push(tokens.out);
  const named = new Set(slots.values());
  if (named.size !== slotCount || [...named].some((slot) => slot >= slotCount)) {
    throw new ElmError(
      'bad-vector',
      `The task needs ${named.size} vectors and got ${slotCount}.`,
      'Choose what the task asks for: one movie, or two for a pair.',
    );
  }
  return { ids, slots, fixed: Math.min(...slots.keys(), ids.length - 1) };
}
