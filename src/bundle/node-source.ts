import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Bytes, ExpectedFile } from './download.ts';
import { type BundleSource, checkIntegrity, missingFile, type ReadOptions } from './source.ts';

/** A bundle in a folder on disk, for Node. */
export class DiskSource implements BundleSource {
  constructor(private readonly folder: string) {}

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
    try {
      // A copy with a buffer of its own: small files come out of a shared pool at odd offsets.
      return new Uint8Array(await readFile(join(this.folder, path)));
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') throw missingFile(path);
      throw thrown;
    }
  }
}
