import { fromRuntime } from '../engine/runtime.ts';
import type { Calls, Capabilities, FromWorker, Port, ToWorker } from './protocol.ts';

/** What a handler gets beside its arguments. */
export interface CallContext<Event> {
  /** Aborted when the page cancels the call. */
  readonly signal: AbortSignal;
  send(event: Event): void;
}

export type Handlers<C extends Calls<C>> = {
  [M in keyof C & string]: (
    args: C[M]['args'],
    context: CallContext<C[M]['event']>,
  ) => Promise<C[M]['reply']>;
};

/** Answers a page's calls with `handlers`; `transfers` names the buffers of a reply that move over. */
export function serve<C extends Calls<C>>(
  port: Port,
  handlers: Handlers<C>,
  transfers: (reply: C[keyof C]['reply']) => Transferable[] = () => [],
): void {
  const running = new Map<number, AbortController>();
  const post = (message: FromWorker<C>, transfer: Transferable[] = []) => port.postMessage(message, transfer);

  const answer = async (call: Extract<ToWorker<C>, { type: 'call' }>): Promise<void> => {
    const { id } = call;
    const controller = new AbortController();
    running.set(id, controller);
    let number = 0;
    const send = (event: C[keyof C]['event']) => post({ type: 'event', id, number: number++, event });
    try {
      const handler = handlers[call.method];
      if (!handler) throw new Error(`no method ${call.method}`);
      const reply = await handler(call.args, { signal: controller.signal, send });
      post({ type: 'reply', id, reply }, transfers(reply));
    } catch (thrown) {
      post({ type: 'error', id, error: fromRuntime(thrown).toRecord() });
    } finally {
      running.delete(id);
    }
  };

  port.addEventListener('message', ({ data }: MessageEvent<ToWorker<C>>) => {
    if (data.type === 'cancel') running.get(data.id)?.abort();
    else void answer(data);
  });
  port.start?.();
  post({ type: 'ready', capabilities: capabilities() });
}

function capabilities(): Capabilities {
  return {
    crossOriginIsolated: globalThis.crossOriginIsolated === true,
    cores: globalThis.navigator?.hardwareConcurrency ?? 1,
    webgpu: globalThis.navigator !== undefined && 'gpu' in globalThis.navigator,
  };
}
