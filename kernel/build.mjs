/** Compiles kernel.ts and writes it as src/engine/kernel/binary.ts: `npm run build:kernel`. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const here = fileURLToPath(new URL('.', import.meta.url));

/** @returns {Promise<string>} the module `src/engine/kernel/binary.ts` */
export async function builtKernel() {
  const options = ['-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd', '--outFile', 'kernel.wasm'];
  /** @type {Uint8Array | string} */
  let built = '';
  const { error, stderr } = await asc.main(['kernel.ts', ...options, '--baseDir', here], {
    writeFile: (_name, content) => {
      built = content;
    },
  });
  if (error) throw new Error(`${error.message}\n${stderr}`);
  const base64 = Buffer.from(built).toString('base64');
  return `/** kernel/kernel.ts, compiled by \`npm run build:kernel\`. */\nexport const KERNEL =\n  '${base64}';\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(`${here}../src/engine/kernel/binary.ts`, await builtKernel());
}
