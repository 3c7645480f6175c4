import { ElmError } from '../core/errors.ts';
import type { Bytes, ExpectedFile } from './download.ts';
import { sha256 } from './integrity.ts';

/** Files by hash: two releases never mix, and an unchanged file is downloaded once. */
export interface FileCache {
  /** The file, or null when it is not there or was damaged (it is then evicted). */
  read(file: ExpectedFile): Promise<Bytes | null>;
  /** Keeps a file; answers with an ElmError `quota` that explains why it could not, else null. */
  write(file: ExpectedFile, bytes: Bytes): Promise<ElmError | null>;
  /** Evicts every file whose hash is not in `keep`. */
  prune(keep: ReadonlySet<string>): Promise<void>;
}

const CACHE_NAME = 'elm-bundle-files';
const KEY_PREFIX = '/elm-bundle-files/';

/** Where there is no Cache API (a plain http origin, Node), or it is refused, nothing is kept. */
export const noCache: FileCache = {
  read: async () => null,
  write: async () => null,
  prune: async () => undefined,
};

/** A cache on the browser's Cache API. */
export async function openFileCache(): Promise<FileCache> {
  if (typeof caches === 'undefined') return noCache;
  let store: Cache;
  try {
    store = await caches.open(CACHE_NAME);
  } catch {
    return noCache;
  }
  return {
    async read(file) {
      const key = KEY_PREFIX + file.sha256;
      try {
        const answer = await store.match(key);
        if (!answer) return null;
        const bytes = new Uint8Array(await answer.arrayBuffer());
        if (bytes.length === file.bytes && (await sha256(bytes)) === file.sha256) return bytes;
        await store.delete(key);
      } catch {
        await store.delete(key).catch(() => false);
      }
      return null;
    },
    async write(file, bytes) {
      try {
        await store.put(
          KEY_PREFIX + file.sha256,
          new Response(bytes, { headers: { 'content-length': String(bytes.length) } }),
        );
        return null;
      } catch (thrown) {
        return new ElmError(
          'quota',
          'The browser has no room to keep the model for the next visit.',
          'Free some disk space or leave private browsing; this visit works as it is.',
          String(thrown),
        );
      }
    },
    async prune(keep) {
      for (const request of await store.keys()) {
        const hash = new URL(request.url).pathname.slice(KEY_PREFIX.length);
        if (!keep.has(hash)) await store.delete(request);
      }
    },
  };
}
