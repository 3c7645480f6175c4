import type { Manifest, WeightsLayout } from '../bundle/schema.ts';
import { ElmError } from '../core/errors.ts';
import type { ScoreRow } from '../core/scoreRow.ts';

export type DecoderShape = Pick<
  Manifest['elm'],
  'hidden' | 'layers' | 'kvHeads' | 'headDimension' | 'vocabulary' | 'contextLength'
>;

/** The widest batch that `narrateBatch` takes. */
export const MAX_BATCH = 16;

/** Keys and values of the tokens that a decoder has seen. */
export interface KvCache {
  readonly batch: number;
  /** Tokens of each row. */
  readonly length: number;
  /** Frees its memory; the cache is of no use after it. */
  release(): void;
}

/** A cache whose rows lie apart, so that prompts can share what they begin with and texts can leave a batch. */
export interface RowCache extends KvCache {
  copy(): RowCache;
  /** Takes over the rows of a cache of equal length, which is empty then. */
  append(other: RowCache): void;
  /** Keeps these rows, in this order, and drops all others; one that is named again is copied. */
  keep(rows: readonly number[]): void;
}

/** Weights as a decoder has prepared them for itself, to be laid into the memory of another one. */
export interface PreparedWeights {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Length of the file that they came from. */
  readonly sourceBytes: number;
}

/** What another worker opens the same decoder from. */
export interface DecoderCopy {
  readonly layout: WeightsLayout;
  readonly weights: PreparedWeights;
}

/** M_0: one pass over new positions, on top of what the cache holds. */
export interface Decoder {
  readonly shape: DecoderShape;
  /** Where samplers look through its logits. */
  readonly scores: ScoreRow;
  /** A cache of no tokens. */
  empty(batch: number): KvCache;
  /**
   * Runs `embeds` [batch, steps, hidden] and puts their keys and values into `cache`.
   * @returns logits [batch, vocabulary] of the last position; the caller's, but only until the next run.
   * @throws ElmError `out-of-memory`, `device-lost` or `unexpected`; the cache is then as it was.
   */
  run(embeds: Float32Array, steps: number, cache: KvCache): Promise<Float32Array>;
  /** Not there where the weights are on a graphics card. */
  copy?(): DecoderCopy;
  dispose(): Promise<void>;
}

export function hasRows(cache: KvCache): cache is RowCache {
  return 'keep' in cache;
}

/** What is wrong with a decoder's files that are whole but lack something. */
export function otherRelease(detail: string): ElmError {
  return new ElmError(
    'bad-file',
    'The language model of this bundle was exported by another release.',
    'Take the bundle that belongs to this release, or export it again.',
    detail,
  );
}
