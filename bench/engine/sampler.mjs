/** What sampler and detokeniser take of a step, in Node: `node bench/engine/sampler.mjs`, 13 seconds of processor time. */
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const path = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url));
// Built as the page is: run from its sources, each call of another module goes through a getter.
const outDir = path('../../node_modules/.cache/elm-sampler');
await build({
  configFile: false,
  logLevel: 'warn',
  root: path('.'),
  ssr: { noExternal: true, external: ['onnxruntime-node'] },
  build: {
    ssr: path('sampler.ts'),
    outDir,
    emptyOutDir: true,
    target: 'es2023',
    rolldownOptions: { output: { entryFileNames: 'sampler.mjs' } },
  },
});
try {
  const { samplerShare } = await import(`${outDir}/sampler.mjs`);
  console.log(JSON.stringify(await samplerShare(path('../../models/movielens')), null, 2));
} finally {
  await rm(outDir, { recursive: true });
}
