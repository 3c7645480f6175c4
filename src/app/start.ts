import { createStores, restoreStores, type Stores } from '../state/stores.ts';
import { createBrowserServices } from '../workers/browserServices.ts';
import { bundleAddress } from './bundleAddress.ts';
import { followAddress } from './followAddress.ts';
import { followTheme } from './theme.ts';

/** Folder of the bundle that ships, below the page's own address. */
const SHIPPED_BUNDLE = 'models/movielens/';

/** Makes the stores, opens the bundle, and keeps address and state in step. */
export function startPage(): Stores {
  const base = new URL(import.meta.env.BASE_URL, window.location.href);
  const parameters = new URLSearchParams(window.location.search);
  const services = createBrowserServices({
    runtimeBase: new URL('ort/', base).href,
    backend: backendFrom(parameters.get('backend')),
  });
  const stores = createStores(services);
  followTheme(stores.settings);
  void stores.bundles.getState().open({ kind: 'url', base: wantedBundle(parameters, base.href, stores) });
  followAddress(stores, restoreStores(stores));
  guardUnsaved(stores);
  return stores;
}

/** The folder that `?bundle=` names; one on another server is refused in a sentence, and the shipped one opened. */
function wantedBundle(parameters: URLSearchParams, base: string, stores: Stores): string {
  try {
    return bundleAddress(parameters.get('bundle') ?? SHIPPED_BUNDLE, base);
  } catch (thrown) {
    stores.notices.getState().complain(thrown);
    return bundleAddress(SHIPPED_BUNDLE, base);
  }
}

/** `?backend=wasm` or `webgpu` overrides the choice by probing. */
function backendFrom(name: string | null): 'auto' | 'webgpu' | 'wasm' {
  return name === 'wasm' || name === 'webgpu' ? name : 'auto';
}

/** The browser asks before the page is left while something that a person made is not on disk. */
function guardUnsaved({ storage }: Stores): void {
  window.addEventListener('beforeunload', (event) => {
    if (!storage.isSaved()) event.preventDefault();
  });
}
