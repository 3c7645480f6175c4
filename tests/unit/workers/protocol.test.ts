import { afterEach, describe, expect, it } from 'vitest';
import { ElmError } from '../../../src/core/errors.ts';
import { Caller } from '../../../src/workers/caller.ts';
import { serve } from '../../../src/workers/serve.ts';

interface TestCalls {
  count: { args: { to: number }; event: number; reply: { sum: number } };
  wait: { args: null; event: string; reply: 'cancelled' };
  fail: { args: { known: boolean }; event: never; reply: null };
  fill: { args: { size: number }; event: never; reply: { values: Float32Array } };
}

const opened: MessagePort[] = [];

/** A caller and a server on the two ends of a real message channel. */
function connect(): { caller: Caller<TestCalls>; sent: Float32Array[] } {
  const { port1, port2 } = new MessageChannel();
  opened.push(port1, port2);
  const sent: Float32Array[] = [];
  const caller = new Caller<TestCalls>(port1);
  serve<TestCalls>(
    port2,
    {
      async count({ to }, { send }) {
        let sum = 0;
        for (let i = 0; i < to; i++) {
          send(i);
          sum += i;
          await Promise.resolve();
        }
        return { sum };
      },
      wait: (_, { signal, send }) =>
        new Promise((resolve) => {
          send('waiting');
          signal.addEventListener('abort', () => resolve('cancelled'));
        }),
      async fail({ known }) {
        if (known) throw new ElmError('integrity', 'The file is wrong.', 'Reload.', 'detail');
        throw new RangeError('index out of range');
      },
      async fill({ size }) {
        const values = new Float32Array(size).fill(3);
        sent.push(values);
        return { values };
      },
    },
    (reply) =>
      reply !== null && typeof reply === 'object' && 'values' in reply ? [reply.values.buffer] : [],
  );
  return { caller, sent };
}

afterEach(() => {
  for (const port of opened.splice(0)) port.close();
});

describe('calls over a message channel', () => {
  it('announces what the worker can do', async () => {
    const { caller } = connect();
    expect(await caller.ready).toMatchObject({ crossOriginIsolated: false, webgpu: false });
  });

  it('brings every event in order before the reply', async () => {
    const { caller } = connect();
    const events: number[] = [];
    const reply = await caller.call('count', { to: 50 }, { onEvent: (event) => events.push(event) });
    expect(reply).toEqual({ sum: 1225 });
    expect(events).toEqual(Array.from({ length: 50 }, (_, i) => i));
  });

  it('keeps calls that run side by side apart', async () => {
    const { caller } = connect();
    const counts = [3, 30, 300];
    const seen = counts.map((): number[] => []);
    const replies = await Promise.all(
      counts.map((to, i) => caller.call('count', { to }, { onEvent: (event) => seen[i]?.push(event) })),
    );
    expect(seen.map(({ length }) => length)).toEqual(counts);
    expect(replies.map(({ sum }) => sum)).toEqual(counts.map((to) => (to * (to - 1)) / 2));
  });

  it('turns an abort into a cancel of that call alone', async () => {
    const { caller } = connect();
    const controller = new AbortController();
    const first = caller.call('wait', null, { signal: controller.signal, onEvent: () => controller.abort() });
    const other = new AbortController();
    let settled = false;
    const second = caller.call('wait', null, { signal: other.signal }).finally(() => {
      settled = true;
    });
    expect(await first).toBe('cancelled');
    expect(settled).toBe(false);
    other.abort();
    expect(await second).toBe('cancelled');
  });

  it('cancels a call whose signal was aborted beforehand', async () => {
    const { caller } = connect();
    expect(await caller.call('wait', null, { signal: AbortSignal.abort() })).toBe('cancelled');
  });

  it('rebuilds an ElmError with all its parts', async () => {
    const { caller } = connect();
    const thrown = await caller.call('fail', { known: true }).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(ElmError);
    expect((thrown as ElmError).toRecord()).toEqual({
      code: 'integrity',
      message: 'The file is wrong.',
      hint: 'Reload.',
      cause: 'detail',
    });
  });

  it('gives any other error a sentence and keeps its text as the cause', async () => {
    const { caller } = connect();
    const thrown = await caller.call('fail', { known: false }).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: 'unexpected', detail: 'RangeError: index out of range' });
  });

  it('tells a buffer that does not fit from other errors', async () => {
    const { caller } = connect();
    const thrown = await caller.call('fill', { size: 2 ** 52 }).catch((error: unknown) => error);
    expect(thrown).toMatchObject({
      code: 'out-of-memory',
      hint: expect.stringContaining('Close other tabs'),
    });
  });

  it('moves buffers over instead of copying them', async () => {
    const { caller, sent } = connect();
    const { values } = await caller.call('fill', { size: 8 });
    expect([...values]).toEqual(new Array(8).fill(3));
    expect(sent[0]?.length).toBe(0);
  });

  it('ends running and later calls when the worker is gone', async () => {
    const { caller } = connect();
    const running = caller.call('wait', null);
    caller.fail(new ElmError('unexpected', 'The worker stopped.', 'Reload.'));
    await expect(running).rejects.toMatchObject({ message: 'The worker stopped.' });
    await expect(caller.call('wait', null)).rejects.toMatchObject({ message: 'The worker stopped.' });
  });
});
