import { cp, mkdir, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import sirv from 'sirv';
import { type Connect, defaultClientConditions, defineConfig, type Plugin } from 'vite';
import { isolationHeaders } from './scripts/headers.mjs';
import { listOfflineFiles } from './scripts/offline.mjs';

const root = fileURLToPath(new URL('.', import.meta.url));

/** WASM builds of ONNX Runtime that ship: the plain one, and `asyncify`, which carries WebGPU. */
const ortFiles = /^ort-wasm-simd-threaded(\.asyncify)?\.(mjs|wasm)$/;

/** Folders served as they are at a fixed address, because they are fetched by name at run time. */
const asIs = [
  { mount: '/models', folder: join(root, 'models'), files: /./ },
  { mount: '/ort', folder: join(root, 'node_modules/onnxruntime-web/dist'), files: ortFiles },
];

function serveAsIs(middlewares: Connect.Server): void {
  for (const { mount, folder } of asIs) {
    const files = sirv(folder, {
      dev: true,
      setHeaders(response) {
        for (const [name, value] of Object.entries(isolationHeaders)) response.setHeader(name, value);
      },
    });
    middlewares.use(mount, files);
    middlewares.use(mount, (_request, response) => {
      response.statusCode = 404;
      response.end('Not found\n');
    });
  }
}

/** Serves model bundles and ONNX Runtime's WASM in development and copies them into the build. */
function modelsAndRuntime(): Plugin {
  let outDir = '';
  return {
    name: 'models-and-runtime',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    configureServer(server) {
      serveAsIs(server.middlewares);
    },
    async closeBundle() {
      for (const { mount, folder, files } of asIs) {
        const target = join(outDir, mount);
        await mkdir(target, { recursive: true });
        for (const name of await readdir(folder).catch(() => [])) {
          if (files.test(name)) await cp(join(folder, name), join(target, name), { recursive: true });
        }
      }
      await listOfflineFiles(outDir);
    },
  };
}

export default defineConfig({
  // 'mpa' makes a missing file a 404 where 'spa' would answer with index.html.
  appType: 'mpa',
  plugins: [react(), modelsAndRuntime()],
  resolve: {
    // Keeps a second copy of the runtime's WASM out of the bundle.
    conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions],
  },
  worker: { format: 'es' },
  build: { target: 'es2023', sourcemap: false, chunkSizeWarningLimit: 1200, assetsInlineLimit: 0 },
  server: { headers: isolationHeaders },
  preview: { headers: isolationHeaders },
});
