import type { BundlePart, Load } from '../../state/bundleStore.ts';
import { Hint } from '../parts/Hint.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Progress } from '../parts/Progress.tsx';
import { useBundle, useNarration, useStores } from '../stores.ts';

const names: Readonly<Record<BundlePart, string>> = {
  catalogue: 'Map',
  engine: 'Language model',
  encoder: 'Sentence encoder',
};

/** What the model runs on, or how far it has come. */
export function EngineLine() {
  const loads = useBundle((state) => state.loads);
  const engine = useBundle((state) => state.engine);
  const run = useNarration((state) => state.shown?.run ?? null);
  return (
    <footer className="engine-line soft">
      <LoadLine part="engine" load={loads.engine} />
      <LoadLine part="encoder" load={loads.encoder} />
      {engine && (
        <p>
          <Hint text={engineText(engine.info)}>
            {engine.info.backend === 'webgpu' ? 'WebGPU' : `WASM, ${threadText(engine.info.threads)}`}
          </Hint>
          {run && run.seconds > 0 && (
            <span className="number"> · {(run.tokens / run.seconds).toFixed(0)} tokens per second</span>
          )}
          <span> · all on this device</span>
        </p>
      )}
    </footer>
  );
}

function threadText(threads: number): string {
  return threads === 1 ? '1 thread' : `${threads} threads`;
}

function engineText(info: {
  readonly adapter: string | null;
  readonly fallbackReason: string | null;
  readonly loadSeconds: number;
}): string {
  const loaded = `Loaded in ${info.loadSeconds.toFixed(1)} s.`;
  if (info.fallbackReason !== null) return `${info.fallbackReason} ${loaded}`;
  return info.adapter === null ? loaded : `${info.adapter}. ${loaded}`;
}

function LoadLine({ part, load }: { readonly part: BundlePart; readonly load: Load }) {
  const { bundles } = useStores();
  if (load.status === 'failed' && load.error) {
    const { message, hint, cause } = load.error;
    return (
      <Notice
        message={message}
        hint={hint}
        detail={cause}
        action={{ label: 'Try again', onAct: () => void bundles.getState().retry(part) }}
      />
    );
  }
  if (load.status !== 'loading') return null;
  const { loadedBytes = 0, totalBytes = 0 } = load.progress ?? {};
  const isPreparing = totalBytes > 0 && loadedBytes >= totalBytes;
  return (
    <Progress
      label={isPreparing ? `${names[part]}: preparing` : names[part]}
      loaded={loadedBytes}
      total={totalBytes}
    />
  );
}
