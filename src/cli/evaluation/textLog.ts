import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { UsageError } from '../options.ts';

interface Entry {
  readonly key: string;
  readonly text: string;
}

/** Texts that were written so far, in a file of JSON lines, so that a run can be interrupted and taken up again. */
export class TextLog {
  readonly #texts = new Map<string, string>();

  /**
   * @param file where the texts are kept; null keeps them in memory alone.
   * @param made bundle and settings that the texts depend on.
   * @throws UsageError when the file belongs to another bundle or other settings.
   */
  constructor(
    private readonly file: string | null,
    made: string,
  ) {
    if (file === null) return;
    if (!existsSync(file)) {
      appendFileSync(file, `${JSON.stringify({ made })}\n`);
      return;
    }
    const written = readFileSync(file, 'utf8');
    // An interrupted run may have left half a line.
    if (!written.endsWith('\n')) appendFileSync(file, '\n');
    const [head = '', ...lines] = written.split('\n');
    if (read<{ made: string }>(head)?.made !== made) {
      throw new UsageError(`${file} holds texts of another bundle or other settings.`);
    }
    for (const line of lines) {
      const entry = read<Entry>(line);
      if (entry) this.#texts.set(entry.key, entry.text);
    }
  }

  get(key: string): string | undefined {
    return this.#texts.get(key);
  }

  add(entries: readonly Entry[]): void {
    for (const { key, text } of entries) this.#texts.set(key, text);
    if (this.file !== null) {
      appendFileSync(this.file, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    }
  }
}

/** The object of a line, null where it is not whole. */
function read<T>(line: string): T | null {
  try {
    return JSON.parse(line) as T;
  } catch {
    return null;
  }
}
