import type { BundleState, BundleStore } from './bundleStore.ts';
import type { Reference } from './references.ts';

/** What `read` finds in the store, as soon as it finds something. */
function settled<T>(bundles: BundleStore, read: (state: BundleState) => T | null): Promise<T> {
  const found = read(bundles.getState());
  if (found !== null) return Promise.resolve(found);
  return new Promise((resolve) => {
    const unsubscribe = bundles.subscribe((state) => {
      const later = read(state);
      if (later === null) return;
      unsubscribe();
      resolve(later);
    });
  });
}

/** Resolves when the bundle that is being opened has its catalogue or has failed. */
export async function catalogueSettled(bundles: BundleStore): Promise<void> {
  await settled(bundles, ({ loads, catalogue }) => {
    const { status } = loads.catalogue;
    return status === 'loading' || (status === 'ready' && !catalogue) ? null : status;
  });
}

/** Resolves when the encoder is ready, has failed, or was never asked for. */
export async function encoderSettled(bundles: BundleStore): Promise<void> {
  await settled(bundles, ({ loads, encoder }) => {
    const { status } = loads.encoder;
    // The load turns ready a moment before the encoder is in the store.
    return status === 'loading' || (status === 'ready' && !encoder) ? null : status;
  });
}

/** The composed texts of the bundle, once they are read; none where they cannot be. */
export function referencesSettled(bundles: BundleStore): Promise<readonly Reference[]> {
  return settled(bundles, ({ references }) => references);
}
