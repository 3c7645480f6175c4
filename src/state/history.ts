const CAPACITY = 200;
/** Changes under the same key that follow each other within this time are one step of undo. */
const MERGE_MS = 800;

/** Undo and redo over immutable values, bounded in length; knows nothing of what the values mean. */
export class History<T> {
  private past: T[] = [];
  private future: T[] = [];
  private present: T;
  private lastKey: string | null = null;
  private lastTime = Number.NEGATIVE_INFINITY;
  private readonly now: () => number;

  constructor(initial: T, now: () => number = () => performance.now()) {
    this.present = initial;
    this.now = now;
  }

  get value(): T {
    return this.present;
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  /**
   * Makes `value` the present one. Consecutive changes with the same `mergeKey` (a slider that is
   * dragged) count as one step.
   */
  push(value: T, mergeKey: string | null = null): void {
    const time = this.now();
    const merges = mergeKey !== null && mergeKey === this.lastKey && time - this.lastTime < MERGE_MS;
    if (!merges) this.past = [...this.past, this.present].slice(-CAPACITY);
    this.present = value;
    this.future = [];
    this.lastKey = mergeKey;
    this.lastTime = time;
  }

  /** Replaces the present value without a step. */
  amend(value: T): void {
    this.present = value;
  }

  /** Goes one step back; stays where it is at the beginning. */
  undo(): T {
    const previous = this.past.pop();
    if (previous !== undefined) {
      this.future.push(this.present);
      this.present = previous;
    }
    this.lastKey = null;
    return this.present;
  }

  /** Goes one step forward again; stays where it is at the end. */
  redo(): T {
    const next = this.future.pop();
    if (next !== undefined) {
      this.past.push(this.present);
      this.present = next;
    }
    this.lastKey = null;
    return this.present;
  }
}
