import { openBundle } from '../../src/bundle/load.ts';
import { DiskSource } from '../../src/bundle/node-source.ts';
import { DEFAULT_SETTINGS } from '../../src/core/recipe.ts';
import { Sampler } from '../../src/core/sampling.ts';
import { Detokenizer } from '../../src/engine/detokenizer.ts';
import { EmbeddingTable } from '../../src/engine/embeddings.ts';
import { KernelDecoder } from '../../src/engine/kernel/kernelDecoder.ts';
import { openNodeElm } from '../../src/engine/node.ts';
import { median, round } from './statistics.mjs';

const ROUNDS = 12;
const TOKENS = 48;
const WIDTHS = [1, 2, 4, 8];

type Part = Record<string, (...given: never[]) => unknown>;

/**
 * Where a step of one text and of several in one batch goes: medians in microseconds a text, for the model in `folder`
 * at the default settings. `decoder` is all of a pass, `products` to `attention` what the kernel does in it, `step` a
 * whole step with its turn of the event loop.
 */
export async function stepParts(folder: string) {
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

  const bundle = await openBundle(new DiskSource(folder));
  const engine = await openNodeElm(bundle);
  const { dimension } = bundle.manifest.spaces.semantic;
  const request = (tilt: number) => ({
    prompt: "Write a long summary of the movie {0}. Do not use the movie's name in your answer.",
    slots: [
      {
        space: 'semantic' as const,
        values: Float32Array.from(
          { length: dimension },
          (_, i) => Math.sin(i * (1 + tilt / 10)) / Math.sqrt(dimension / 2),
        ),
      },
    ],
    settings: { ...DEFAULT_SETTINGS, seed: tilt + 1, maxTokens: TOKENS },
  });
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
  const names = [...new Set([...steps.values()].flat().flatMap((step) => Object.keys(step)))];
  return Object.fromEntries(
    [...steps].map(([width, all]) => {
      const micros = (name: string) => round((1000 * median(all.map((step) => step[name] ?? 0))) / width);
      return [width, Object.fromEntries(names.map((name) => [name, micros(name)]))];
    }),
  );
}
