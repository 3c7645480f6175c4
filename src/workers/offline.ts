/** Rest after the page has loaded; the models are then on their way and the page's files in the HTTP cache. */
const REST_MS = 4000;

/**
 * Registers the service worker that keeps the page's files, so that a later visit needs no network. Does
 * nothing where there is none (a plain http address); a failure costs the offline visit alone.
 */
export async function keepForOffline(base: string): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register(`${base}sw.js`);
    const { active } = await navigator.serviceWorker.ready;
    setTimeout(() => active?.postMessage({ keep: loadedManifests() }), REST_MS);
  } catch (thrown) {
    console.warn('The page will need a network next time.', thrown);
  }
}

/** Addresses of the bundles that this visit opened: the first visit fetches them before there is a worker. */
function loadedManifests(): string[] {
  const names = performance.getEntriesByType('resource').map(({ name }) => name);
  return [...new Set(names.filter((name) => name.startsWith(origin) && name.endsWith('/manifest.json')))];
}
