import { nearest } from '../../src/core/neighbours.ts';
import { projections, type VectorTable } from '../../src/core/vectorTable.ts';
import type { DecoderShape } from '../../src/engine/decoder.ts';
import { KernelDecoder } from '../../src/engine/kernel/kernelDecoder.ts';
import { messagesHandled } from '../../src/engine/turn.ts';
import { randomWeights, SIZES } from './randomModel.ts';

/** Tokens before the first one that is timed, about as many as a prompt has. */
const PROMPT = 24;
/** The semantic space's dimension. */
const DIMENSION = 384;

let decoder: KernelDecoder;
let table: VectorTable;
const query = Float32Array.from({ length: DIMENSION }, (_, i) => Math.sin(i));

/** Steps of the decoder that is open after a prompt, tokens per second; `onStep` is told after each how many there were. */
export async function decodeSteps(tokens: number, onStep: (steps: number) => void) {
  const { hidden } = decoder.shape;
  const cache = decoder.empty(1);
  await decoder.run(new Float32Array(PROMPT * hidden).fill(0.1), PROMPT, cache);
  const embeds = new Float32Array(hidden).fill(0.1);
  const start = performance.now();
  for (let steps = 1; steps <= tokens; steps += 1) {
    await decoder.run(embeds, 1, cache);
    onStep(steps);
    await messagesHandled();
  }
  const taken = performance.now() - start;
  cache.release();
  return { tokensPerSecond: (1000 * tokens) / taken };
}

/** How cost grows with the model and with the number of vectors. */
export const growth = {
  /** A decoder of one of the sizes with random weights. */
  async openSize(name: string) {
    const shape = SIZES[name] as DecoderShape;
    const { layout, source, parameters } = randomWeights(shape);
    const start = performance.now();
    decoder = await KernelDecoder.open(shape, layout, source);
    return { parameters, loadSeconds: (performance.now() - start) / 1000 };
  },

  /** Steps after a prompt, tokens per second. */
  async decodeSize(tokens: number) {
    return decodeSteps(tokens, () => undefined);
  },

  async closeSize() {
    await decoder.dispose();
    return {};
  },

  /** An int8 table of random vectors, as a bundle has it. */
  async openVectors(rows: number) {
    const data = new Int8Array(rows * DIMENSION);
    let state = 1;
    for (let i = 0; i < data.length; i += 1) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
      data[i] = state >> 24;
    }
    table = { rows, dimension: DIMENSION, data, scales: new Float32Array(rows).fill(0.001) };
    return { megabytes: data.length / 1e6 };
  },

  /** The ten nearest vectors, and the projection of all on a direction, which recolours the map; in ms. */
  async scanVectors() {
    const time = (work: () => unknown) => {
      const start = performance.now();
      work();
      return performance.now() - start;
    };
    return {
      neighboursMs: time(() => nearest(table, query, 'cosine', 10)),
      recolourMs: time(() => projections(table, query)),
    };
  },
};
