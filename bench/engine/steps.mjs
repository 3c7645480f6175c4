/** Where a step of one text and of several in a batch goes, in Node: `node bench/engine/steps.mjs`. */
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const path = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url));
// Built as the page is: run from its sources, each call of another module goes through a getter.
const outDir = path('../../node_modules/.cache/elm-steps');
await build({
  configFile: false,
  logLevel: 'warn',
  root: path('.'),
  ssr: { noExternal: true, external: ['onnxruntime-node'] },
  build: {
    ssr: path('steps.ts'),
    outDir,
    emptyOutDir: true,
    target: 'es2023',
    rolldownOptions: { output: { entryFileNames: 'steps.mjs' } },
  },
});
try {
  const { stepParts } = await import(`${outDir}/steps.mjs`);
  console.log(JSON.stringify(await stepParts(path('../../models/movielens')), null, 2));
} finally {
  await rm(outDir, { recursive: true });
}
