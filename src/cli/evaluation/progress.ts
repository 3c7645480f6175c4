const WIDTH = 24;
/** Lines for a log file instead of a terminal: one for each of these shares. */
const LOG_SHARE = 0.05;

/** A progress bar on standard error; a line now and then where that is no terminal. */
export class ProgressBar {
  #done = 0;
  #logged = 0;
  readonly #start = performance.now();

  constructor(
    private readonly total: number,
    private readonly out: Pick<NodeJS.WriteStream, 'write' | 'isTTY'> = process.stderr,
  ) {}

  /** Counts `count` more as done. */
  add(count: number, label: string): void {
    this.#done += count;
    const share = Math.min(1, this.#done / Math.max(1, this.total));
    const seconds = (performance.now() - this.#start) / 1000;
    const left = share > 0 ? (seconds * (1 - share)) / share : 0;
    const filled = Math.round(WIDTH * share);
    const bar = '#'.repeat(filled).padEnd(WIDTH, '.');
    const line = `[${bar}] ${(100 * share).toFixed(0).padStart(3)} %, ${duration(left)} left: ${label}`;
    if (this.out.isTTY) {
      this.out.write(`\r\u001B[K${line}${share === 1 ? '\n' : ''}`);
    } else if (share === 1 || share - this.#logged >= LOG_SHARE) {
      this.#logged = share;
      this.out.write(`${line}\n`);
    }
  }
}

function duration(seconds: number): string {
  return seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
