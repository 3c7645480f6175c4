import { useSyncExternalStore } from 'react';
import { PAGE_HASH, type Page } from './pages.ts';

function subscribe(onChange: () => void): () => void {
  window.addEventListener('hashchange', onChange);
  return () => window.removeEventListener('hashchange', onChange);
}

function current(): Page {
  return window.location.hash === PAGE_HASH.evaluation ? 'evaluation' : 'explorer';
}

/** Which of the two pages the address names. */
export function usePage(): Page {
  return useSyncExternalStore(subscribe, current);
}
