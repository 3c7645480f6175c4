import type { WeightsLayout } from '../../bundle/schema.ts';
import {
  type Decoder,
  type DecoderCopy,
  type DecoderShape,
  MAX_BATCH,
  otherRelease,
  type PreparedWeights,
} from '../decoder.ts';
import { KernelScoreRow } from './kernelScoreRow.ts';
import { Arena, type Kernel, startKernel } from './module.ts';
import { PagedCache, PagePool, PER_PAGE } from './pagedCache.ts';
import { KernelTensors, type Linear, type Norm } from './tensors.ts';

/** Of training/elm_train/model.py, which has it from BERT. */
const EPSILON = 1e-12;
/** Positions that go through the layers together; more need more room and are no faster. */
const GROUP = 64;

/** One layer: post-norm attention and feed-forward. */
interface Block {
  /** Query, key and value. */
  readonly projections: readonly [Linear, Linear, Linear];
  readonly attentionOutput: Linear;
  readonly attentionNorm: Norm;
  readonly up: Linear;
  readonly down: Linear;
  readonly outputNorm: Norm;
}

/** A position of a row on its way through the layers. */
interface Place {
  readonly row: number;
  readonly position: number;
}

/**
 * M_0 on the processor, in one thread: 8-bit weights as they ship, 16-bit activations, keys and values that stay
 * in the kernel's memory. Logits are within 0.002 of the float32 graph's.
 */
export class KernelDecoder implements Decoder {
  readonly scores: KernelScoreRow;
  readonly #weights: () => PreparedWeights;
  readonly #kernel: Kernel;
  readonly #pool: PagePool;
  readonly #positions: number;
  readonly #embeddingNorm: Norm;
  readonly #blocks: readonly Block[];
  readonly #headTransform: Linear;
  readonly #head: Linear;
  #bytes: Uint8Array;
  /** Addresses of what a pass writes. */
  readonly #room: Readonly<
    Record<
      | 'states'
      | 'rounded'
      | 'scales'
      | 'totals'
      | 'packed'
      | 'context'
      | 'wide'
      | 'last'
      | 'logits'
      | 'tables'
      | 'scores',
      number
    >
  >;

  private constructor(
    kernel: Kernel,
    readonly shape: DecoderShape,
    private readonly layout: WeightsLayout,
    weights: Uint8Array | PreparedWeights,
  ) {
    const { hidden, layers, kvHeads, headDimension, vocabulary, contextLength } = shape;
    if (headDimension % 16 > 0 || kvHeads * headDimension !== hidden)
      throw otherRelease('heads of another size');
    const arena = new Arena(kernel.memory);
    const tensors = new KernelTensors(kernel, arena, layout, weights);
    this.#kernel = kernel;
    this.#bytes = new Uint8Array(kernel.memory.buffer);
    this.#positions = tensors.parameter('position_embedding.weight', contextLength * hidden);
    this.#embeddingNorm = tensors.norm('embedding_norm', hidden);
    this.#blocks = Array.from({ length: layers }, (_, layer) => blockOf(tensors, `blocks.${layer}`, hidden));
    this.#headTransform = tensors.linear('head_transform', hidden, hidden);
    this.#head = tensors.linear('token_embedding', vocabulary, hidden, 'head_bias');
    this.#weights = tensors.complete();
    const widest = Math.max(hidden, ...this.#blocks.map(({ up }) => up.n));
    const floats = (count: number) => arena.take(4 * count);
    this.#room = {
      states: floats(GROUP * hidden),
      rounded: arena.take(2 * GROUP * widest),
      scales: floats(GROUP),
      totals: floats(4 * 8),
      packed: floats(GROUP * 3 * hidden),
      context: floats(GROUP * hidden),
      wide: floats(GROUP * widest),
      last: floats(MAX_BATCH * hidden),
      logits: floats(MAX_BATCH * vocabulary),
      tables: floats(MAX_BATCH * pagesFor(contextLength)),
      scores: floats(kvHeads * (contextLength + 5)),
    };
    this.scores = new KernelScoreRow(kernel, arena, vocabulary);
    this.#pool = new PagePool(arena, kernel.memory, shape);
  }

  /**
   * @param weights the file that `layout` describes ("Weights layout" in docs/bundle-format.md), or a copy's.
   * @throws ElmError `bad-file`, `out-of-memory` or `unexpected`.
   */
  static async open(
    shape: DecoderShape,
    layout: WeightsLayout,
    weights: Uint8Array | PreparedWeights,
  ): Promise<KernelDecoder> {
    return new KernelDecoder(await startKernel(), shape, layout, weights);
  }

  empty(batch: number): PagedCache {
    return new PagedCache(this.#pool, batch);
  }

  async run(embeds: Float32Array, steps: number, cache: PagedCache): Promise<Float32Array> {
    const { hidden, vocabulary } = this.shape;
    const { batch, length } = cache;
    cache.reserve(length + steps);
    const { memory } = this.#kernel;
    const tables = new Uint32Array(memory.buffer);
    cache.rows.forEach((pages, row) => {
      tables.set(pages, this.#tableOf(row) / 4);
    });
    const places = Array.from({ length: batch * steps }, (_, token) => ({
      row: Math.floor(token / steps),
      position: length + (token % steps),
    }));
    for (let first = 0; first < places.length; first += GROUP) {
      const group = places.slice(first, first + GROUP);
      const part = embeds.subarray(first * hidden, (first + group.length) * hidden);
      new Float32Array(memory.buffer, this.#room.states).set(part);
      const last = group.filter(({ position }) => position === length + steps - 1);
      this.#pass(group, last, cache);
      last.forEach(({ row }, token) => {
        this.#copy(this.#state(token), this.#room.last + 4 * row * hidden, hidden);
      });
    }
    cache.extend(steps);
    this.#linear(this.#headTransform, this.#room.last, batch, this.#room.context, 4 * hidden);
    this.#linear(this.#head, this.#room.context, batch, this.#room.logits, 4 * vocabulary);
    return new Float32Array(memory.buffer, this.#room.logits, batch * vocabulary);
  }

  copy(): DecoderCopy {
    return { layout: this.layout, weights: this.#weights() };
  }

  async dispose(): Promise<void> {}

  /**
   * Takes what lies in `states` through all layers. Of the last one positions give keys and values, and those of `last`,
   * which logits are asked for, the rest; their states lie first in `states` then.
   */
  #pass(group: readonly Place[], last: readonly Place[], cache: PagedCache): void {
    const { hidden } = this.shape;
    group.forEach(({ position }, token) => {
      this.#addNorm(this.#state(token), this.#positions + 4 * position * hidden, this.#embeddingNorm);
    });
    this.#blocks.forEach((block, layer) => {
      const isLast = layer === this.#blocks.length - 1;
      this.#attention(block, layer, group, isLast ? last : group, cache);
      this.#feedForward(block, isLast ? last.length : group.length);
    });
  }

  /** Keys and values of `group`, and what the places of `asked`, which are in it, find among them. */
  #attention(
    block: Block,
    layer: number,
    group: readonly Place[],
    asked: readonly Place[],
    cache: PagedCache,
  ): void {
    const { hidden, kvHeads, headDimension } = this.shape;
    const { states, packed, context, scores } = this.#room;
    const stride = 12 * hidden;
    this.#round(states, group.length, hidden);
    const [query, key, value] = block.projections;
    if (asked.length === group.length) this.#product(query, group.length, packed, stride);
    this.#product(key, group.length, packed + 4 * hidden, stride);
    this.#product(value, group.length, packed + 8 * hidden, stride);
    const layerOffset = layer * 2 * PER_PAGE * hidden * 4;
    group.forEach(({ row, position }, token) => {
      const page = cache.rows[row]?.[Math.floor(position / PER_PAGE)] as number;
      const to = page + layerOffset + (position % PER_PAGE) * hidden * 4;
      const from = packed + token * stride + 4 * hidden;
      this.#copy(from, to, hidden);
      this.#copy(from + 4 * hidden, to + PER_PAGE * hidden * 4, hidden);
    });
    if (asked.length < group.length) {
      asked.forEach((place, at) => {
        this.#copy(this.#state(group.indexOf(place)), this.#state(at), hidden);
      });
      this.#round(states, asked.length, hidden);
      this.#product(query, asked.length, packed, stride);
    }
    asked.forEach(({ row, position }, token) => {
      this.#kernel.attend(
        packed + token * stride,
        context + 4 * token * hidden,
        this.#tableOf(row),
        layerOffset,
        PER_PAGE,
        position + 1,
        kvHeads,
        headDimension,
        scores,
      );
    });
    this.#linear(block.attentionOutput, context, asked.length, packed, 4 * hidden);
    this.#addNorms(asked.length, packed, block.attentionNorm);
  }

  #feedForward({ up, down, outputNorm }: Block, tokens: number): void {
    const { states, wide, context } = this.#room;
    this.#linear(up, states, tokens, wide, 4 * up.n);
    this.#kernel.gelu(wide, tokens * up.n);
    this.#linear(down, wide, tokens, context, 4 * down.n);
    this.#addNorms(tokens, context, outputNorm);
  }

  /** to = x W' + bias for x float32 [rows, k]. */
  #linear(layer: Linear, x: number, rows: number, to: number, stride: number): void {
    this.#round(x, rows, layer.k);
    this.#product(layer, rows, to, stride);
  }

  #round(x: number, rows: number, n: number): void {
    this.#kernel.round(x, rows, n, this.#room.rounded, this.#room.scales);
  }

  /** Of what was rounded last. */
  #product({ weights, scales, sums, bias, n, k }: Linear, rows: number, to: number, stride: number): void {
    const { rounded, scales: rowScales, totals } = this.#room;
    this.#kernel.product(weights, scales, sums, bias, rounded, rowScales, rows, to, stride, n, k, totals);
  }

  /** states = norm(states + x), row by row. */
  #addNorms(rows: number, x: number, norm: Norm): void {
    const bytes = 4 * this.shape.hidden;
    for (let row = 0; row < rows; row++) this.#addNorm(this.#state(row), x + row * bytes, norm);
  }

  #addNorm(state: number, x: number, { gamma, beta }: Norm): void {
    this.#kernel.addNorm(state, x, gamma, beta, state, this.shape.hidden, EPSILON);
  }

  #state(token: number): number {
    return this.#room.states + 4 * token * this.shape.hidden;
  }

  #tableOf(row: number): number {
    return this.#room.tables + 4 * row * pagesFor(this.shape.contextLength);
  }

  #copy(from: number, to: number, floats: number): void {
    const { buffer } = this.#kernel.memory;
    // The memory has another buffer after it has grown.
    if (this.#bytes.buffer !== buffer) this.#bytes = new Uint8Array(buffer);
    this.#bytes.copyWithin(to, from, from + 4 * floats);
  }
}

function blockOf(tensors: KernelTensors, name: string, hidden: number): Block {
  const up = tensors.linear(`${name}.up`, null, hidden);
  const square = (part: string) => tensors.linear(`${name}.${part}`, hidden, hidden);
  return {
    projections: [square('query'), square('key'), square('value')],
    attentionOutput: square('attention_output'),
    attentionNorm: tensors.norm(`${name}.attention_norm`, hidden),
    up,
    down: tensors.linear(`${name}.down`, hidden, up.n),
    outputNorm: tensors.norm(`${name}.output_norm`, hidden),
  };
}

function pagesFor(positions: number): number {
  return Math.ceil(positions / PER_PAGE);
}
