import type { BundleStore } from './bundleStore.ts';
import type { Reference } from './references.ts';

/** Resolves when the encoder is ready, has failed, or was never asked for. */
export function encoderSettled(bundles: BundleStore): Promise<void> {
  if (bundles.getState().loads.encoder.status !== 'loading') return Promise.resolve();
  return new Promise((resolve) => {
    const unsubscribe = bundles.subscribe(({ loads, encoder }) => {
      // The load turns ready a moment before the encoder is in the store.
      if (loads.encoder.status === 'loading' || (loads.encoder.status === 'ready' && !encoder)) return;
      unsubscribe();
      resolve();
    });
  });
}

/** The composed texts of the bundle, once they are read; none where they cannot be. */
export function referencesSettled(bundles: BundleStore): Promise<readonly Reference[]> {
  const { references } = bundles.getState();
  if (references) return Promise.resolve(references);
  return new Promise((resolve) => {
    const unsubscribe = bundles.subscribe(({ references }) => {
      if (!references) return;
      unsubscribe();
      resolve(references);
    });
  });
}
