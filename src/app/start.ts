import { parseLink } from '../core/links.ts';
import { applyLink, currentHash } from '../state/linkSync.ts';
import { createStores, restoreStores, type Stores } from '../state/stores.ts';
import { createBrowserServices } from '../workers/browserServices.ts';
import { bundleAddress } from './bundleAddress.ts';
import { PAGE_HASH } from './pages.ts';
import { followTheme } from './theme.ts';

/** Folder of the bundle that ships, below the page's own address. */
const SHIPPED_BUNDLE = 'models/movielens/';
/** Rest after which the address follows the state; browsers limit how often it may change. */
const ADDRESS_REST_MS = 400;

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
  void restoreStores(stores);
  followLinks(stores);
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

function followLinks(stores: Stores): void {
  let rest: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    clearTimeout(rest);
    rest = setTimeout(() => {
      const hash = currentHash(stores);
      if (hash !== '' && window.location.hash !== PAGE_HASH.evaluation) {
        window.history.replaceState(null, '', `#${hash}`);
      }
    }, ADDRESS_REST_MS);
  };
  const read = () => {
    const { hash } = window.location;
    if (hash === PAGE_HASH.evaluation) return;
    if (hash === PAGE_HASH.explorer) {
      write();
      return;
    }
    try {
      const link = parseLink(hash);
      if (link) applyLink(stores, link);
    } catch (thrown) {
      stores.notices.getState().complain(thrown);
    }
  };
  read();
  window.addEventListener('hashchange', read);
  for (const store of [stores.recipes, stores.narration, stores.map]) store.subscribe(write);
}
