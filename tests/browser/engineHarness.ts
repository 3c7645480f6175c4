import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, defaultClientConditions } from 'vite';
import { serve } from '../../scripts/serve.mjs';

const repository = fileURLToPath(new URL('../..', import.meta.url));

export interface ServedHarness {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Builds the engine harness as the page is built and serves it with the page's headers, beside ONNX
 * Runtime (`ort/`), the tiny bundle (`tiny/`) and the bundles that ship (`models/`).
 */
export async function serveHarness(): Promise<ServedHarness> {
  const root = await mkdtemp(join(tmpdir(), 'elm-harness-'));
  await build({
    configFile: false,
    logLevel: 'warn',
    root: join(repository, 'tests/browser/engine-harness'),
    base: './',
    resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
    worker: { format: 'es' },
    build: { target: 'es2023', outDir: root, emptyOutDir: true, assetsInlineLimit: 0 },
  });
  await symlink(join(repository, 'node_modules/onnxruntime-web/dist'), join(root, 'ort'));
  await symlink(join(repository, 'tests/unit/engine/tiny'), join(root, 'tiny'));
  await symlink(join(repository, 'models'), join(root, 'models'));
  const { url, close } = await serve({ root, port: 4400 });
  return {
    url,
    async close() {
      close();
      await rm(root, { recursive: true });
    },
  };
}
