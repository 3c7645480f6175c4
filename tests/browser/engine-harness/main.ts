import { openBundle } from '../../../src/bundle/load.ts';
import { openSource, type SourceAddress } from '../../../src/bundle/source.ts';
import { ElmError, type ErrorRecord } from '../../../src/core/errors.ts';
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
