import type { Bundle } from '../../src/bundle/load.ts';
import { Sampler } from '../../src/core/sampling.ts';
import { Detokenizer } from '../../src/engine/detokenizer.ts';
import { EmbeddingTable } from '../../src/engine/embeddings.ts';
import { KernelDecoder } from '../../src/engine/kernel/kernelDecoder.ts';
import type { NarrationRequest } from '../../src/engine/types.ts';
import { openOnWasm } from '../../src/engine/webElm.ts';
import { round } from './statistics.mjs';

const ROUNDS = 12;
const WIDTHS = [1, 2, 4, 8];

type Part = Record<string, (...given: never[]) => unknown>;

/**
 * Where a step of one text and of several in one batch goes: microseconds a text, means of the quicker half of the steps
 * (for the slower ones the machine did something else meanwhile). `decoder` is all of a pass, `products` to `gelu` what
 * the kernel does in it, `step` a whole step with its turn of the event loop. Everything that is opened afterwards on
 * this page is timed too, and pays for it.
 */
export async function stepParts(bundle: Bundle, request: (tilt: number) => NarrationRequest) {
  /** Milliseconds of the step at hand, by part. */
  let spent: Record<string, number> = {};
  const timed = <T extends (...given: never[]) => unknown>(name: string, work: T): T =>
    function (this: unknown, ...given: never[]) {
      const start = performance.now();
      const result = work.apply(this, given);
      spent[name] = (spent[name] ?? 0) + performance.now() - start;
      return result;
    } as T;
  const parts: Record<string, string> = {
    product: 'products',
    attend: 'attention',
    addNorm: 'norms',
    addNorms: 'norms',
    gelu: 'gelu',
    round: 'rounding',
    largest: 'search',
    weigh: 'search',
  };
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = (async (bytes: BufferSource, imports: WebAssembly.Imports) => {
    const { module, instance } = await instantiate(bytes, imports);
    const exports = Object.entries(instance.exports).map(([name, given]) => [
      name,
      parts[name] ? timed(parts[name], given as () => void) : given,
    ]);
    return { module, instance: { exports: Object.fromEntries(exports) } };
  }) as typeof instantiate;
  const wrap = (prototype: object, name: string, part: string) => {
    const methods = prototype as Part;
    methods[name] = timed(part, methods[name] as () => unknown);
  };
  // All of a pass is done before its promise is given.
  wrap(KernelDecoder.prototype, 'run', 'decoder');
  wrap(Sampler.prototype, 'sample', 'sampler');
  wrap(Detokenizer.prototype, 'push', 'detokeniser');
  wrap(EmbeddingTable.prototype, 'lookUp', 'look-up');

  const { engine } = await openOnWasm(bundle, null);
  const steps = new Map(WIDTHS.map((width) => [width, [] as Record<string, number>[]]));
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    for (const width of WIDTHS) {
      let before = 0;
      const requests = Array.from({ length: width }, (_, tilt) => request(tilt));
      let last = 0;
      await engine.narrateBatch(requests, (index, { tokens }) => {
        if (index > 0 || tokens <= last) return;
        last = tokens;
        const now = performance.now();
        if (before > 0 && turn > 1) steps.get(width)?.push({ ...spent, step: now - before });
        spent = {};
        before = now;
      });
    }
  }
  WebAssembly.instantiate = instantiate;
  await engine.dispose();
  return Object.fromEntries(
    [...steps].map(([width, all]) => {
      const quick = all.toSorted((a, b) => (a.step ?? 0) - (b.step ?? 0)).slice(0, all.length / 2);
      const names = [...new Set(quick.flatMap((step) => Object.keys(step)))];
      const mean = (name: string) => quick.reduce((sum, step) => sum + (step[name] ?? 0), 0) / quick.length;
      return [width, Object.fromEntries(names.map((name) => [name, round((1000 * mean(name)) / width)]))];
    }),
  );
}
