import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Files of a build that work without a network: not the WebGPU runtime (27 MB), not the bundles. */
const kept = /^(index\.html|icon\.svg|assets\/.+|ort\/ort-wasm-simd-threaded\.(mjs|wasm))$/;

/**
 * Writes the list of a build's files into its service worker, `public/sw.js`.
 *
 * @param {string} outDir
 */
export async function listOfflineFiles(outDir) {
  const entries = await readdir(outDir, { recursive: true });
  const files = entries
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => kept.test(name))
    .sort();
  const build = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 12);
  const worker = join(outDir, 'sw.js');
  const source = await readFile(worker, 'utf8');
  await writeFile(
    worker,
    source
      .replace("'BUILD_NAME'", JSON.stringify(build))
      .replace("['BUILD_FILES']", JSON.stringify(['./', ...files])),
  );
}
