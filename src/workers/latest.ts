interface Waiting<Input, Output> {
  readonly input: Input;
  resolve(output: Output | Promise<Output> | null): void;
}

/**
 * Keeps a slow job on the newest input: one run at a time, and of the inputs that arrive meanwhile the
 * last one alone is run. Made for live SC: the text grows faster than it can be embedded.
 */
export class Latest<Input, Output> {
  #running = false;
  #waiting: Waiting<Input, Output> | null = null;

  constructor(private readonly job: (input: Input) => Promise<Output>) {}

  /** The job's output, or null when a newer input took this one's place. Rejects when the job does. */
  submit(input: Input): Promise<Output | null> {
    if (!this.#running) return this.#run(input);
    this.#waiting?.resolve(null);
    return new Promise((resolve) => {
      this.#waiting = { input, resolve };
    });
  }

  async #run(input: Input): Promise<Output> {
    this.#running = true;
    try {
      return await this.job(input);
    } finally {
      this.#running = false;
      const waiting = this.#waiting;
      this.#waiting = null;
      waiting?.resolve(this.#run(waiting.input));
    }
  }
}
