import { openBundle } from '../../../src/bundle/load.ts';
import { openSource, type SourceAddress } from '../../../src/bundle/source.ts';
import { ElmError, type ErrorRecord } from '../../../src/core/errors.ts';
import { Arena, type Kernel, startByteKernel, startPlainKernel } from '../../../src/engine/kernel/module.ts';
import { RecoveringElm } from '../../../src/engine/recoveringElm.ts';
import { openElm, type WebElmOptions } from '../../../src/engine/webElm.ts';
import { startElmWorker, startEncoderWorker } from '../../../src/workers/client.ts';

const runtimeBase = new URL('ort/', document.baseURI).href;

/** What tests and benchmarks reach through `window.harness`: the engine without the page around it. */
const harness = {
  source(name: string): SourceAddress {
    return { kind: 'url', base: new URL(name, document.baseURI).href };
  },
  options(options: Partial<WebElmOptions> = {}): WebElmOptions {
    return { runtimeBase, backend: 'wasm', ...options };
  },
  async bundle(name: string) {
    return openBundle(await openSource(harness.source(name)));
  },
  async worker(name: string, options: Partial<WebElmOptions> = {}) {
    const { manifest } = await harness.bundle(name);
    return startElmWorker({ source: harness.source(name), manifest }, harness.options(options));
  },
  async encoder(name: string) {
    const { manifest } = await harness.bundle(name);
    return startEncoderWorker({ source: harness.source(name), manifest }, harness.options());
  },
  /** In the page's own thread, where a test can destroy the graphics device. */
  async inPage(name: string, options: Partial<WebElmOptions> = {}) {
    return RecoveringElm.open(await harness.bundle(name), harness.options(options));
  },
  /** The engine without recovery, for looking at logits. */
  async withoutRecovery(name: string) {
    return (await openElm(await harness.bundle(name), harness.options())).engine;
  },
  /**
   * Products of the kernel by bytes beside those of the plain one, bit by bit; null where this machine has but the
   * plain one.
   */
  async kernels(rows: number, n: number, k: number): Promise<{ differing: number; distinct: number } | null> {
    const products = async (kernel: Kernel) => {
      const arena = new Arena(kernel.memory);
      const take = (bytes: number) => arena.take(bytes);
      const padded = 8 * Math.ceil(n / 8);
      const [weights, scales, sums, bias] = [
        take(padded * k),
        take(padded * k),
        take(padded * k),
        take(4 * padded),
      ];
      const [x, rounded, rowScales, to] = [
        take(4 * rows * k),
        take(2 * rows * k),
        take(4 * rows),
        take(4 * rows * n),
      ];
      const { buffer } = kernel.memory;
      new Int8Array(buffer, weights, n * k).forEach((_, i, all) => {
        // Blocks of the outermost weights too.
        all[i] = i % 320 < 64 ? (i % 64 < 32 ? -128 : 127) : Math.round(127 * Math.sin(i * i + 1));
      });
      new Float32Array(buffer, scales, (n * k) / 32).forEach((_, i, all) => {
        all[i] = Math.sin(i * i + 2);
      });
      new Float32Array(buffer, x, rows * k).forEach((_, i, all) => {
        // Blocks of the outermost activations too, so that a sum that is not exact is seen.
        all[i] = i % 352 < 96 ? (i % 96 < 64 ? 5 : -5) : 5 * Math.sin(i * i + 3);
      });
      kernel.panels(weights, scales, sums, padded, k, take(8 * k));
      kernel.round(x, rows, k, rounded, rowScales);
      kernel.product(weights, scales, sums, bias, rounded, rowScales, rows, to, 4 * n, n, k, take(128));
      return [...new Uint32Array(kernel.memory.buffer, to, rows * n)];
    };
    const byBytes = await startByteKernel();
    if (!byBytes) return null;
    const [a, b] = [await products(byBytes), await products(await startPlainKernel())];
    return { differing: a.filter((bits, i) => bits !== b[i]).length, distinct: new Set(b).size };
  },
  /** What `work` throws, as the record that a person's message is made of. */
  async failureOf(work: Promise<unknown>): Promise<ErrorRecord | null> {
    return work.then(
      () => null,
      (thrown: unknown) => ElmError.from(thrown).toRecord(),
    );
  },
};

export type Harness = typeof harness;

declare global {
  interface Window {
    harness: Harness;
  }
}

window.harness = harness;
