/**
 * Lets waiting messages (a cancel) be handled before the work goes on. A message to oneself comes back
 * after those that wait already and, unlike a timer, is not delayed to 4 ms.
 */
export function messagesHandled(): Promise<void> {
  if (typeof setImmediate === 'function') return new Promise((resolve) => setImmediate(resolve));
  return new Promise((resolve) => {
    waiting.push(resolve);
    channel ??= openChannel();
    channel.postMessage(null);
  });
}

const waiting: (() => void)[] = [];
let channel: MessagePort | null = null;

function openChannel(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = () => waiting.shift()?.();
  return port1;
}

/** Runs jobs one after another in the order they came; a failed job does not hold up the next. */
export class Queue {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(job: () => Promise<T>): Promise<T> {
    const result = this.#last.then(job, job);
    this.#last = result.catch(() => undefined);
    return result;
  }
}
