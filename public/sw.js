/**
 * Keeps the page working without a network after the first visit. The bundle's large files are kept by the
 * page itself, by hash (src/bundle/cache.ts); here are the page's own files and each bundle's manifest.
 */

/** Name of this build and its files; the build fills both in (scripts/offline.mjs). */
const BUILD = 'BUILD_NAME';
const FILES = ['BUILD_FILES'];

const PREFIX = 'elm-page-';
const CACHE = PREFIX + BUILD;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

// The page asks for this when it has loaded, so that a first visit is not slowed down.
self.addEventListener('message', (event) => {
  if (event.data?.keep) event.waitUntil(keepFiles(event.data.keep));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const isOurs = url.origin === self.location.origin && request.method === 'GET';
  // Files with `?v=` belong to a bundle.
  if (!isOurs || request.headers.has('range') || url.searchParams.has('v')) return;
  event.respondWith(url.pathname.includes('/assets/') ? cacheFirst(request) : networkFirst(request));
});

/** Files named by their hash never change. */
async function cacheFirst(request) {
  return (await caches.match(request)) ?? fetch(request);
}

/** A new release must not be mixed with an old one, so the network decides while there is one. */
async function networkFirst(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok && new URL(request.url).pathname.endsWith('/manifest.json')) {
      const cache = await caches.open(CACHE);
      await cache.put(request.url, answer.clone());
    }
    return answer;
  } catch (thrown) {
    const kept = await caches.match(request, { ignoreSearch: request.mode === 'navigate' });
    if (kept) return kept;
    throw thrown;
  }
}

/** Takes in the files and manifests that are not there yet, then lets those of earlier builds go. */
async function keepFiles(manifests) {
  const cache = await caches.open(CACHE);
  const kept = new Set((await cache.keys()).map(({ url }) => url));
  const wanted = [...FILES.map((file) => new URL(file, self.registration.scope).href), ...manifests];
  await cache.addAll(wanted.filter((url) => !kept.has(url)));
  const bundles = await caches.keys();
  for (const name of bundles) {
    if (!name.startsWith(PREFIX) || name === CACHE) continue;
    const old = await caches.open(name);
    for (const request of await old.keys()) {
      const answer = request.url.endsWith('/manifest.json') ? await old.match(request) : null;
      if (answer) await cache.put(request, answer);
    }
    await caches.delete(name);
  }
}
