import type { DecoderShape, RowCache } from '../decoder.ts';
import type { Arena } from './module.ts';

/** Positions of a page. */
export const PER_PAGE = 32;

/** Pages of keys and values in the kernel's memory: float32 [layers, 2, PER_PAGE, hidden] each. */
export class PagePool {
  readonly #bytes: number;
  readonly #free: number[] = [];

  constructor(
    private readonly arena: Arena,
    private readonly memory: WebAssembly.Memory,
    { layers, hidden }: DecoderShape,
  ) {
    this.#bytes = layers * 2 * PER_PAGE * hidden * 4;
  }

  /** @throws ElmError `out-of-memory`. */
  take(): number {
    return this.#free.pop() ?? this.arena.take(this.#bytes);
  }

  copyOf(page: number): number {
    const copy = this.take();
    new Uint8Array(this.memory.buffer).copyWithin(copy, page, page + this.#bytes);
    return copy;
  }

  give(page: number): void {
    this.#free.push(page);
  }
}

/** Keys and values in the kernel's memory, a list of pages for each row. */
export class PagedCache implements RowCache {
  #length = 0;
  #rows: number[][];

  constructor(
    private readonly pool: PagePool,
    batch: number,
  ) {
    this.#rows = Array.from({ length: batch }, () => []);
  }

  get batch(): number {
    return this.#rows.length;
  }

  get length(): number {
    return this.#length;
  }

  /** Addresses of each row's pages. */
  get rows(): readonly (readonly number[])[] {
    return this.#rows;
  }

  /**
   * Makes room for `length` positions of each row.
   * @throws ElmError `out-of-memory`.
   */
  reserve(length: number): void {
    for (const pages of this.#rows) {
      while (pages.length * PER_PAGE < length) pages.push(this.pool.take());
    }
  }

  /** Counts positions that were written. */
  extend(steps: number): void {
    this.#length += steps;
  }

  copy(): PagedCache {
    const copy = new PagedCache(this.pool, 0);
    copy.#length = this.#length;
    copy.#rows = this.#rows.map((pages) => pages.map((page) => this.pool.copyOf(page)));
    return copy;
  }

  append(other: PagedCache): void {
    this.#length = other.#length;
    this.#rows.push(...other.#rows.splice(0));
  }

  keep(rows: readonly number[]): void {
    const before = this.#rows;
    const kept = new Set<number>();
    this.#rows = rows.map((row) => {
      const pages = before[row] ?? [];
      if (kept.has(row)) return pages.map((page) => this.pool.copyOf(page));
      kept.add(row);
      return pages;
    });
    before.forEach((pages, row) => {
      if (!kept.has(row)) this.#give(pages);
    });
  }

  release(): void {
    for (const pages of this.#rows) this.#give(pages);
    this.#rows = [];
  }

  #give(pages: readonly number[]): void {
    for (const page of pages) this.pool.give(page);
  }
}
