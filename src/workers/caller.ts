import { ElmError } from '../core/errors.ts';
import type { Calls, Capabilities, FromWorker, Port, ToWorker } from './protocol.ts';

export interface CallOptions<Event> {
  readonly onEvent?: ((event: Event) => void) | undefined;
  /** Aborting it sends a cancel; the call then ends as the worker decides. */
  readonly signal?: AbortSignal | undefined;
  /** Buffers of the arguments that move over. */
  readonly transfer?: readonly Transferable[] | undefined;
}

interface Pending {
  readonly onEvent: ((event: never) => void) | undefined;
  resolve(reply: unknown): void;
  reject(error: ElmError): void;
}

/** The page's end of a worker: calls become promises, errors come back as ElmErrors. */
export class Caller<C extends Calls<C>> {
  /** Resolves when the worker's code runs. */
  readonly ready: Promise<Capabilities>;
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;
  #failure: ElmError | null = null;
  #announce: (capabilities: Capabilities) => void = () => undefined;
  #refuse: (error: ElmError) => void = () => undefined;

  constructor(private readonly port: Port) {
    this.ready = new Promise((resolve, reject) => {
      this.#announce = resolve;
      this.#refuse = reject;
    });
    // Whoever waits for `ready` sees the failure; a page that does not wait must not be told twice.
    this.ready.catch(() => undefined);
    port.addEventListener('message', ({ data }: MessageEvent<FromWorker<C>>) => this.#receive(data));
    port.start?.();
  }

  /** @throws ElmError what the worker threw, or that it stopped working. */
  call<M extends keyof C & string>(
    method: M,
    args: C[M]['args'],
    { onEvent, signal, transfer }: CallOptions<C[M]['event']> = {},
  ): Promise<C[M]['reply']> {
    if (this.#failure) return Promise.reject(this.#failure);
    const id = this.#nextId++;
    const cancel = () => this.#post({ type: 'cancel', id });
    return new Promise<C[M]['reply']>((resolve, reject) => {
      this.#pending.set(id, { onEvent, resolve, reject });
      this.#post({ type: 'call', id, method, args } as ToWorker<C>, transfer);
      if (signal?.aborted) cancel();
      else signal?.addEventListener('abort', cancel, { once: true });
    }).finally(() => signal?.removeEventListener('abort', cancel));
  }

  /** Ends every call, running and future, with `error`: the worker is gone. */
  fail(error: ElmError): void {
    this.#failure = error;
    this.#refuse(error);
    for (const pending of this.#pending.values()) pending.reject(error);
    this.#pending.clear();
  }

  #post(message: ToWorker<C>, transfer: readonly Transferable[] = []): void {
    this.port.postMessage(message, [...transfer]);
  }

  #receive(message: FromWorker<C>): void {
    if (message.type === 'ready') {
      this.#announce(message.capabilities);
      return;
    }
    const pending = this.#pending.get(message.id);
    if (!pending) return;
    if (message.type === 'event') {
      pending.onEvent?.(message.event as never);
      return;
    }
    this.#pending.delete(message.id);
    if (message.type === 'reply') pending.resolve(message.reply);
    else pending.reject(ElmError.fromRecord(message.error));
  }
}
