import { type Bundle, type OpenOptions, openBundle } from '../bundle/load.ts';
import type { LoadProgress } from '../bundle/progress.ts';
import { openSource, type SourceAddress } from '../bundle/source.ts';
import type { ElmEngine, SentenceEncoder } from '../engine/types.ts';
import type { WebElmOptions } from '../engine/webElm.ts';
import { type LoadOptions, startElmWorker, startEncoderWorker } from './client.ts';
import type { BundleAddress } from './protocol.ts';

/** Opens a bundle and its two networks, each network in a worker of its own. */
export interface BrowserServices {
  openBundle(address: SourceAddress, options: OpenOptions): Promise<Bundle>;
  openEngine(address: SourceAddress, options: LoadOptions): Promise<ElmEngine>;
  openEncoder(address: SourceAddress, options: LoadOptions): Promise<SentenceEncoder>;
}

/** A network that started to load before anyone asked for it. */
interface EarlyStart {
  readonly engine: Promise<ElmEngine>;
  readonly controller: AbortController;
  progress: LoadProgress | null;
  listener: ((progress: LoadProgress) => void) | undefined;
}

/**
 * The services of a page. The ELM starts to load as soon as the manifest is known, beside the catalogue:
 * its session is then ready about when the map is.
 */
export function createBrowserServices(options: WebElmOptions): BrowserServices {
  const manifests = new WeakMap<SourceAddress, Bundle['manifest']>();
  let early: { readonly address: SourceAddress; readonly start: EarlyStart } | null = null;

  const addressOf = async (
    source: SourceAddress,
    signal: AbortSignal | undefined,
  ): Promise<BundleAddress> => {
    const known = manifests.get(source);
    if (known) return { source, manifest: known };
    const { manifest } = await openBundle(await openSource(source), { signal });
    manifests.set(source, manifest);
    return { source, manifest };
  };

  const giveUpEarly = (): void => {
    early?.start.controller.abort();
    early?.start.engine.then(
      (engine) => engine.dispose(),
      () => undefined,
    );
    early = null;
  };

  return {
    async openBundle(address, openOptions) {
      const bundle = await openBundle(await openSource(address), openOptions);
      manifests.set(address, bundle.manifest);
      giveUpEarly();
      early = { address, start: startEarly({ source: address, manifest: bundle.manifest }, options) };
      return bundle;
    },

    async openEngine(address, loadOptions) {
      const { onProgress, signal } = loadOptions;
      if (early?.address !== address)
        return startElmWorker(await addressOf(address, signal), options, loadOptions);
      const { start } = early;
      early = null;
      start.listener = onProgress;
      if (start.progress) onProgress?.(start.progress);
      if (signal?.aborted) start.controller.abort();
      else signal?.addEventListener('abort', () => start.controller.abort(), { once: true });
      return start.engine;
    },

    async openEncoder(address, loadOptions) {
      return startEncoderWorker(await addressOf(address, loadOptions.signal), options, loadOptions);
    },
  };
}

function startEarly(bundle: BundleAddress, options: WebElmOptions): EarlyStart {
  const controller = new AbortController();
  const onProgress = (progress: LoadProgress) => {
    start.progress = progress;
    start.listener?.(progress);
  };
  const start: EarlyStart = {
    engine: startElmWorker(bundle, options, { onProgress, signal: controller.signal }),
    controller,
    progress: null,
    listener: undefined,
  };
  // Whoever claims the engine sees its failure; until then it is not an unhandled one.
  start.engine.catch(() => undefined);
  return start;
}
