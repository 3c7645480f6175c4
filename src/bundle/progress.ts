/** How far a load has come, over all its files. */
export interface LoadProgress {
  readonly loadedBytes: number;
  readonly totalBytes: number;
  /** The file that moved last. */
  readonly file: string;
}

/** Adds up the progress of files that are read side by side. */
export class ProgressMeter {
  readonly #loaded = new Map<string, number>();
  #totalBytes = 0;

  constructor(private readonly report: ((progress: LoadProgress) => void) | undefined) {}

  /** Registers a file of known size and answers with the callback for its bytes. */
  track(file: string, bytes: number): (loaded: number) => void {
    if (!this.#loaded.has(file)) {
      this.#loaded.set(file, 0);
      this.#totalBytes += bytes;
    }
    return (loaded) => {
      this.#loaded.set(file, loaded);
      let loadedBytes = 0;
      for (const value of this.#loaded.values()) loadedBytes += value;
      this.report?.({ loadedBytes, totalBytes: this.#totalBytes, file });
    };
  }
}
