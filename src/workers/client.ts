import type { LoadProgress } from '../bundle/progress.ts';
import { ElmError } from '../core/errors.ts';
import { narrateOne } from '../engine/narrateOne.ts';
import { SpreadElm } from '../engine/spreadElm.ts';
import type {
  ElmEngine,
  EngineInfo,
  NarrationChunk,
  NarrationRequest,
  NarrationResult,
  SentenceEncoder,
} from '../engine/types.ts';
import type { WebElmOptions } from '../engine/webElm.ts';
import type { RuntimeOptions } from '../engine/webRuntime.ts';
import { Caller } from './caller.ts';
import type { BundleAddress, Calls, ElmCalls, EncoderCalls } from './protocol.ts';

/** Workers with a model each; a batch on more gives each too few texts for a pass. */
export const MOST_ENGINES = 4;

export interface LoadOptions {
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Starts the ELM in a worker of its own; batches are spread over as many more as the machine has cores for.
 * @throws ElmError what loading threw; the worker is then ended, so that a retry starts afresh.
 */
export async function startElmWorker(
  bundle: BundleAddress,
  options: WebElmOptions,
  { onProgress, signal }: LoadOptions = {},
): Promise<ElmEngine> {
  const { worker, caller } = elmWorker('elm');
  const info = await loading(
    worker,
    caller.call('load', { bundle, options }, { onEvent: onProgress, signal }),
  );
  const first = new ElmClient(worker, caller, info);
  const engines = Math.min(navigator.hardwareConcurrency, MOST_ENGINES);
  return new SpreadElm(first, () => startHelper(bundle, caller), engines);
}

/**
 * Starts one more ELM from the model that a worker holds.
 * @throws ElmError `unexpected` where that is on a graphics card, else what opening it threw.
 */
async function startHelper({ manifest }: BundleAddress, loaded: Caller<ElmCalls>): Promise<ElmEngine> {
  const { copy } = await loaded.call('copy', null);
  if (!copy)
    throw new ElmError('unexpected', 'A model on a graphics card cannot be copied.', 'Use one worker.');
  const { worker, caller } = elmWorker('elm-helper');
  const buffers = [copy.decoder.weights.bytes, ...Object.values(copy.files)].map(({ buffer }) => buffer);
  const opened = caller.call('openCopy', { manifest, copy }, { transfer: [...new Set(buffers)] });
  return new ElmClient(worker, caller, await loading(worker, opened));
}

function elmWorker(name: string): { readonly worker: Worker; readonly caller: Caller<ElmCalls> } {
  const worker = new Worker(new URL('./elm.worker.ts', import.meta.url), { type: 'module', name });
  return { worker, caller: watch<ElmCalls>(worker) };
}

/** Starts P in a worker of its own; errors as in `startElmWorker`. */
export async function startEncoderWorker(
  bundle: BundleAddress,
  options: RuntimeOptions,
  { onProgress, signal }: LoadOptions = {},
): Promise<SentenceEncoder> {
  const worker = new Worker(new URL('./encoder.worker.ts', import.meta.url), {
    type: 'module',
    name: 'encoder',
  });
  const caller = watch<EncoderCalls>(worker);
  const { dimension } = await loading(
    worker,
    caller.call('load', { bundle, options }, { onEvent: onProgress, signal }),
  );
  return new EncoderClient(worker, caller, dimension);
}

class ElmClient implements ElmEngine {
  constructor(
    private readonly worker: Worker,
    private readonly caller: Caller<ElmCalls>,
    private current: EngineInfo,
  ) {}

  get info(): EngineInfo {
    return this.current;
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
    const onEvent = (step: ElmCalls['narrate']['event']) => {
      for (const { index, chunk } of step) onChunk(index, chunk);
    };
    const { results, info } = await this.caller.call('narrate', { requests }, { onEvent, signal });
    this.current = info;
    return results;
  }

  dispose(): Promise<void> {
    return end(this.worker, this.caller);
  }
}

class EncoderClient implements SentenceEncoder {
  constructor(
    private readonly worker: Worker,
    private readonly caller: Caller<EncoderCalls>,
    readonly dimension: number,
  ) {}

  async encode(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]> {
    const { vectors } = await this.caller.call('encode', { texts }, { signal });
    return texts.map((_, row) => vectors.slice(row * this.dimension, (row + 1) * this.dimension));
  }

  dispose(): Promise<void> {
    return end(this.worker, this.caller);
  }
}

/** A caller whose pending calls fail when the worker's code does not load or dies. */
function watch<C extends Calls<C>>(worker: Worker): Caller<C> {
  const caller = new Caller<C>(worker);
  worker.addEventListener('error', (event) =>
    caller.fail(stopped(event.message || 'the worker did not start')),
  );
  worker.addEventListener('messageerror', () => caller.fail(stopped('a message could not be read')));
  return caller;
}

async function loading<T>(worker: Worker, reply: Promise<T>): Promise<T> {
  try {
    return await reply;
  } catch (thrown) {
    worker.terminate();
    throw thrown;
  }
}

async function end(worker: Worker, caller: Caller<ElmCalls> | Caller<EncoderCalls>): Promise<void> {
  worker.terminate();
  caller.fail(ElmError.from(new DOMException('the worker was ended', 'AbortError')));
}

function stopped(detail: string): ElmError {
  return new ElmError(
    'unexpected',
    'The part of the page that runs the model stopped working.',
    'Reload the page; what you narrated so far is kept.',
    detail,
  );
}
