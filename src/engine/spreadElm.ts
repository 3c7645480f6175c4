import { ElmError } from '../core/errors.ts';
import { MAX_BATCH } from './decoder.ts';
import { narrateOne } from './narrateOne.ts';
import type { ElmEngine, EngineInfo, NarrationChunk, NarrationRequest, NarrationResult } from './types.ts';

/** A helper that stopped working is replaced so often; then the batch stays with the others. */
const REPLACEMENTS = 2;

/** Texts that an engine writes together at most: of eight each takes 15 % longer, and an engine may end before another. */
const SHARE = 4;

/** The part of a batch that one engine writes. */
interface Share {
  /** Place of its first request. */
  readonly from: number;
  readonly requests: readonly NarrationRequest[];
}

/**
 * An ELM that spreads a batch over engines of the same weights, each in a thread of its own. The texts are those of one
 * engine, for a text depends on nothing beside it. Helpers are opened by the first batch, which does not wait for them:
 * a helper that is there takes the next share, and so does the first engine whenever it has none.
 */
export class SpreadElm implements ElmEngine {
  #helpers: readonly Promise<ElmEngine | null>[] = [];
  #missing: number;
  #replacements = REPLACEMENTS;
  #disposed = false;

  /**
   * @param first what narrates single texts and all of a batch that no helper takes.
   * @param openHelper opens one more engine; may fail, the batch is then written without it.
   * @param size engines together, 1 or more.
   */
  constructor(
    private readonly first: ElmEngine,
    private readonly openHelper: () => Promise<ElmEngine>,
    private readonly size: number,
  ) {
    this.#missing = size - 1;
  }

  get info(): EngineInfo {
    return this.first.info;
  }

  narrate(
    request: NarrationRequest,
    onChunk: (chunk: NarrationChunk) => void,
    signal?: AbortSignal,
  ): Promise<NarrationResult> {
    return narrateOne(this, request, onChunk, signal);
  }

  async narrateBatch(
    requests: readonly NarrationRequest[],
    onChunk: (index: number, chunk: NarrationChunk) => void,
    signal?: AbortSignal,
  ): Promise<NarrationResult[]> {
    const isShared = requests.length > 1 && requests.length <= MAX_BATCH && this.size > 1;
    // A graphics card reads its weights once for a whole batch.
    if (!isShared || this.info.backend === 'webgpu') {
      return this.first.narrateBatch(requests, onChunk, signal);
    }
    this.#openMissing();
    const start = performance.now();
    const waiting = sharesOf(requests, this.size);
    const results: NarrationResult[] = [];
    const failed = new AbortController();
    const either = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal;

    const write = async (engine: ElmEngine, { from, requests }: Share): Promise<void> => {
      const waited = (performance.now() - start) / 1000;
      const written = await engine.narrateBatch(
        requests,
        (index, chunk) => {
          if (!failed.signal.aborted) onChunk(from + index, afterWaiting(chunk, waited));
        },
        either,
      );
      for (const [at, result] of written.entries()) {
        results[from + at] = { ...afterWaiting(result, waited), seconds: result.seconds + waited };
      }
    };
    /** Writes share after share while any waits; a share that a helper lost waits again. */
    const work = async (engine: ElmEngine): Promise<void> => {
      for (let share = waiting.shift(); share && !failed.signal.aborted; share = waiting.shift()) {
        try {
          await write(engine, share);
        } catch (thrown) {
          if (engine === this.first || isRefusal(thrown)) {
            failed.abort(thrown);
          } else {
            waiting.push(share);
            this.#replace(engine);
          }
          return;
        }
      }
    };
    const helping = new Set<Promise<unknown>>();
    for (const helper of this.#helpers) {
      void helper.then((engine) => {
        if (!engine || waiting.length === 0 || failed.signal.aborted) return;
        const help: Promise<unknown> = work(engine).then(() => helping.delete(help));
        helping.add(help);
      });
    }
    // Helpers that are there take their shares first.
    await Promise.resolve();
    for (;;) {
      await work(this.first);
      if (failed.signal.aborted) {
        await Promise.all(helping);
        throw failed.signal.reason;
      }
      if (helping.size === 0) return results;
      await Promise.race(helping);
    }
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    const helpers = this.#helpers;
    this.#helpers = [];
    await this.first.dispose();
    // One that is still being opened is ended when it is there.
    for (const helper of helpers) void helper.then((engine) => engine?.dispose());
  }

  #openMissing(): void {
    const opened = Array.from({ length: this.#missing }, async () => {
      try {
        const engine = await this.openHelper();
        if (this.#disposed) await engine.dispose();
        return this.#disposed ? null : engine;
      } catch {
        return null;
      }
    });
    this.#missing = 0;
    this.#helpers = [...this.#helpers, ...opened];
  }

  /** Ends a helper that failed; the next batch opens another in its place. */
  #replace(failed: ElmEngine): void {
    void failed.dispose();
    this.#helpers = this.#helpers.map((helper) =>
      helper.then((engine) => (engine === failed ? null : engine)),
    );
    if (this.#replacements === 0) return;
    this.#replacements -= 1;
    this.#missing += 1;
  }
}

/** A batch in parts of equal size, one or more for each engine. */
function sharesOf(requests: readonly NarrationRequest[], engines: number): Share[] {
  const size = Math.min(SHARE, Math.ceil(requests.length / engines));
  return Array.from({ length: Math.ceil(requests.length / size) }, (_, share) => ({
    from: share * size,
    requests: requests.slice(share * size, (share + 1) * size),
  }));
}

/** Times are counted from the batch's start. */
function afterWaiting<T extends NarrationChunk>(chunk: T, waited: number): T {
  return { ...chunk, secondsToFirst: chunk.secondsToFirst + waited };
}

/** What any engine would throw for this request. */
function isRefusal(thrown: unknown): boolean {
  const { code } = ElmError.from(thrown);
  return code === 'bad-vector' || code === 'aborted';
}
