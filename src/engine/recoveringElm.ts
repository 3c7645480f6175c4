import type { Bundle } from '../bundle/load.ts';
import { ElmError } from '../core/errors.ts';
import type { ElmCopy } from './localElm.ts';
import { narrateOne } from './narrateOne.ts';
import { deviceLost } from './runtime.ts';
import type { ElmEngine, EngineInfo, NarrationChunk, NarrationRequest, NarrationResult } from './types.ts';
import { type OpenedElm, openElm, openOnWasm, type WebElmOptions } from './webElm.ts';

/** A device may come back once (a driver reset); the second time the processor takes over. */
const LOSSES_BEFORE_WASM = 2;

/**
 * The ELM of a page: when the graphics device is lost, even in the middle of a narration, it opens the
 * model again and starts the text over with the same seed.
 */
export class RecoveringElm implements ElmEngine {
  #losses = 0;
  #reopening: Promise<void> | null = null;

  private constructor(
    private readonly bundle: Bundle,
    private readonly options: WebElmOptions,
    private opened: OpenedElm,
  ) {}

  /** @throws ElmError `download`, `integrity`, `schema`, `bad-file`, `out-of-memory`. */
  static async open(bundle: Bundle, options: WebElmOptions): Promise<RecoveringElm> {
    return new RecoveringElm(bundle, options, await openElm(bundle, options));
  }

  get info(): EngineInfo {
    return this.opened.engine.info;
  }

  /** The graphics device in use, null on WASM. */
  get device(): GPUDevice | null {
    return this.opened.device;
  }

  /** See `LocalElm.warmUp`; a failure is left to the narration that meets it. */
  async warmUp(): Promise<void> {
    await this.opened.engine.warmUp(await this.bundle.tasks()).catch(() => undefined);
  }

  /** See `LocalElm.copy`. */
  copy(): ElmCopy | null {
    return this.opened.engine.copy();
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
    for (;;) {
      const { engine, lost } = this.opened;
      if (!lost) return engine.narrateBatch(requests, onChunk, signal);
      const abandoned = new AbortController();
      const either = signal ? AbortSignal.any([signal, abandoned.signal]) : abandoned.signal;
      const forward = (index: number, chunk: NarrationChunk) => {
        if (!abandoned.signal.aborted) onChunk(index, chunk);
      };
      try {
        // A pass that waits for a lost device may never come back, so its end is awaited beside it.
        return await Promise.race([
          engine.narrateBatch(requests, forward, either),
          lost.then((detail): never => {
            throw deviceLost(detail);
          }),
        ]);
      } catch (thrown) {
        abandoned.abort();
        const { code } = ElmError.from(thrown);
        if (code === 'bad-vector' || code === 'aborted') throw thrown;
        await this.#reopen(ElmError.from(thrown));
      }
    }
  }

  async dispose(): Promise<void> {
    await this.opened.engine.dispose();
    this.opened.device?.destroy();
  }

  /** Opens the model again after any failure on the device; calls that fail together share one reopening. */
  #reopen(failure: ElmError): Promise<void> {
    this.#reopening ??= this.#openAgain(failure).finally(() => {
      this.#reopening = null;
    });
    return this.#reopening;
  }

  async #openAgain(failure: ElmError): Promise<void> {
    this.#losses += 1;
    this.opened.device?.destroy();
    const useProcessor = this.#losses >= LOSSES_BEFORE_WASM || failure.code === 'out-of-memory';
    this.opened = useProcessor
      ? await openOnWasm(this.bundle, `${failure.message} The processor has taken over.`)
      : await openElm(this.bundle, this.options);
  }
}
