import { type ParseArgsConfig, parseArgs } from 'node:util';

type Known = NonNullable<ParseArgsConfig['options']>;

/** A command line that cannot be read; the usage is printed after its message. */
export class UsageError extends Error {}

type Values = Record<string, string | boolean | (string | boolean)[] | undefined>;

/** The options of one command, with numbers checked as they are read. */
export class Options {
  readonly #values: Values;

  /** @throws UsageError for an option that the command does not have. */
  constructor(words: string[], known: Known) {
    try {
      this.#values = parseArgs({ args: words, options: known, strict: true }).values;
    } catch (thrown) {
      throw new UsageError((thrown as Error).message);
    }
  }

  text(name: string): string | undefined {
    const value = this.#values[name];
    return typeof value === 'string' ? value : undefined;
  }

  texts(name: string): string[] {
    const value = this.#values[name];
    return Array.isArray(value) ? value.map(String) : [];
  }

  flag(name: string): boolean {
    return this.#values[name] === true;
  }

  /** A number in `least..most`, `fallback` where the option is not given. @throws UsageError otherwise. */
  number(name: string, fallback: number, least: number, most: number): number {
    const text = this.text(name);
    if (text === undefined) return fallback;
    const value = Number(text);
    if (text.trim() === '' || !(value >= least && value <= most)) {
      throw new UsageError(`--${name} takes a number from ${least} to ${most}, not "${text}".`);
    }
    return value;
  }

  /** A whole number in `least..most`; as `number` otherwise. */
  integer(name: string, fallback: number, least: number, most: number): number {
    const value = this.number(name, fallback, least, most);
    if (!Number.isInteger(value)) throw new UsageError(`--${name} takes a whole number, not ${value}.`);
    return value;
  }
}

/** Options of every command. */
export const COMMON = {
  bundle: { type: 'string' },
  threads: { type: 'string' },
  seed: { type: 'string' },
} as const satisfies Known;
