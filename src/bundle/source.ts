import { ElmError } from '../core/errors.ts';
import { type FileCache, openFileCache } from './cache.ts';
import { type Bytes, download, downloadUnchecked, type ExpectedFile } from './download.ts';
import { sha256 } from './integrity.ts';

/** Where a bundle lies, in a form that can be posted to a worker. */
export type SourceAddress =
  | { readonly kind: 'url'; readonly base: string }
  /** A dropped folder: files by their path inside it. */
  | { readonly kind: 'files'; readonly files: ReadonlyMap<string, File> };

export interface ReadOptions {
  readonly onProgress?: ((loaded: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Reads the files of one bundle; every file but the manifest is checked against its size and hash. */
export interface BundleSource {
  readManifest(signal?: AbortSignal): Promise<Bytes>;
  read(path: string, expected: ExpectedFile, options?: ReadOptions): Promise<Bytes>;
  /** Frees what older releases left behind. */
  prune(keep: ReadonlySet<string>): Promise<void>;
}

/** Opens the source that an address names. */
export async function openSource(address: SourceAddress): Promise<BundleSource> {
  return address.kind === 'url'
    ? new UrlSource(address.base, await openFileCache())
    : new FolderSource(address.files);
}

/** A bundle on a web server, kept in the browser's cache after the first visit. */
export class UrlSource implements BundleSource {
  readonly #base: string;

  constructor(
    base: string,
    private readonly cache: FileCache,
  ) {
    this.#base = base.endsWith('/') ? base : `${base}/`;
  }

  readManifest(signal?: AbortSignal): Promise<Bytes> {
    return downloadUnchecked(`${this.#base}manifest.json`, signal);
  }

  async read(path: string, expected: ExpectedFile, options: ReadOptions = {}): Promise<Bytes> {
    const kept = await this.cache.read(expected);
    if (kept) {
      options.onProgress?.(kept.length);
      return kept;
    }
    // The hash in the address keeps an HTTP cache from mixing two releases of a bundle.
    const url = `${this.#base}${path}?v=${expected.sha256.slice(0, 12)}`;
    const bytes = await download(url, expected, options);
    const refused = await this.cache.write(expected, bytes);
    if (refused) console.warn(`${refused.message} ${refused.hint}`);
    return bytes;
  }

  prune(keep: ReadonlySet<string>): Promise<void> {
    return this.cache.prune(keep);
  }
}

/** A bundle in a folder that a person dropped on the page. */
export class FolderSource implements BundleSource {
  constructor(private readonly files: ReadonlyMap<string, File>) {}

  readManifest(): Promise<Bytes> {
    return this.#bytes('manifest.json');
  }

  async read(path: string, expected: ExpectedFile, options: ReadOptions = {}): Promise<Bytes> {
    const bytes = await this.#bytes(path);
    await checkIntegrity(path, bytes, expected);
    options.onProgress?.(bytes.length);
    return bytes;
  }

  async prune(): Promise<void> {}

  async #bytes(path: string): Promise<Bytes> {
    const file = this.files.get(path);
    if (!file) throw missingFile(path);
    return new Uint8Array(await file.arrayBuffer());
  }
}

/** @throws ElmError `integrity` when size or hash differ from the manifest's. */
export async function checkIntegrity(path: string, bytes: Bytes, expected: ExpectedFile): Promise<void> {
  if (bytes.length === expected.bytes && (await sha256(bytes)) === expected.sha256) return;
  throw new ElmError(
    'integrity',
    `The file ${path} is not the one that the bundle's manifest describes.`,
    'Take the whole folder from one release.',
    `${bytes.length} bytes, expected ${expected.bytes} with SHA-256 ${expected.sha256}`,
  );
}

/** The error for a file that a bundle lacks. */
export function missingFile(path: string): ElmError {
  return new ElmError(
    'bad-file',
    `The bundle has no file ${path}.`,
    'Choose the whole bundle folder, with manifest.json at its top.',
  );
}
