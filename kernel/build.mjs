/** Compiles kernel.ts and byteKernel.ts and writes them as src/engine/kernel/*.ts: `npm run build:kernel`. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Sources by the modules of `src/engine/kernel/` that hold what is made of them. */
const sources = { 'binary.ts': 'kernel.ts', 'byteBinary.ts': 'byteKernel.ts' };

/** @returns {Promise<Record<string, string>>} the modules of `src/engine/kernel/` by their names */
export async function builtKernels() {
  const built = Object.entries(sources).map(async ([name, source]) => [name, await compiled(source)]);
  return Object.fromEntries(await Promise.all(built));
}

/** @param {string} source */
async function compiled(source) {
  const options = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--outFile', 'kernel.wasm'];
  if (source === 'byteKernel.ts') options.push('--enable', 'relaxed-simd');
  /** @type {Uint8Array | string} */
  let built = '';
  const { error, stderr } = await asc.main([source, ...options, '--baseDir', here], {
    writeFile: (_name, content) => {
      built = content;
    },
  });
  if (error) throw new Error(`${error.message}\n${stderr}`);
  const name = source === 'kernel.ts' ? 'KERNEL' : 'BYTE_KERNEL';
  const base64 = Buffer.from(built).toString('base64');
  return `/** kernel/${source}, compiled by \`npm run build:kernel\`. */\nexport const ${name} =\n  '${base64}';\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, module] of Object.entries(await builtKernels())) {
    await writeFile(`${here}../src/engine/kernel/${name}`, module);
  }
}
