import { parseLink } from '../core/links.ts';
import { showKept } from '../state/kept.ts';
import { applyLink, currentHash } from '../state/linkSync.ts';
import { catalogueSettled } from '../state/settled.ts';
import type { Stores } from '../state/stores.ts';
import { PAGE_HASH } from './pages.ts';

/** Least time between two changes of the address; WebKit refuses more than a hundred in ten seconds. */
const ADDRESS_INTERVAL_MS = 120;

/**
 * Keeps address and state in step: the address is at most 0.12 s behind, so that a reload loses nothing, and
 * a link that is opened, or come back to, gives its state and the text that the notebook has for it.
 * @param restored resolves when the notebook is read.
 */
export function followAddress(stores: Stores, restored: Promise<void>): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let written = Number.NEGATIVE_INFINITY;
  /** The address that was read or written last: another one is about to be read. */
  let seen = window.location.hash;

  const write = () => {
    if (timer !== undefined) return;
    const wait = Math.max(0, written + ADDRESS_INTERVAL_MS - performance.now());
    timer = setTimeout(() => {
      timer = undefined;
      written = performance.now();
      const hash = currentHash(stores);
      if (hash === '' || `#${hash}` === seen || seen === PAGE_HASH.evaluation) return;
      if (window.location.hash !== seen) return;
      window.history.replaceState(null, '', `#${hash}`);
      seen = window.location.hash;
    }, wait);
  };

  const read = () => {
    const { hash } = window.location;
    seen = hash;
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
  void Promise.all([restored, catalogueSettled(stores.bundles)]).then(() => showKept(stores));
  window.addEventListener('hashchange', read);
  for (const store of [stores.recipes, stores.narration, stores.map, stores.cavs]) store.subscribe(write);
}
