import type { Golden } from '../bundle/schema.ts';
import type { LocalElm } from './localElm.ts';

/** Cases with more tokens than this catch the attention faults that short prompts hide on some GPUs. */
const LONG_PROMPT = 32;

/** How an engine did on the golden cases. */
export interface SelfTest {
  readonly passed: boolean;
  /** Largest difference of a logit from Python's. */
  readonly worst: number;
  /** What failed, null when nothing did. */
  readonly failure: string | null;
}

/**
 * Compares an engine with golden logits: after the prompt, and after one more token through the cache.
 * @param all every case (Node, tests); else the shortest and the longest, which is quicker at start-up.
 */
export async function selfTest(engine: LocalElm, golden: Golden, all = false): Promise<SelfTest> {
  const byLength = golden.cases.toSorted((a, b) => a.tokenIds.length - b.tokenIds.length);
  const [shortest, longest] = [byLength[0], byLength.at(-1)];
  const chosen = all ? byLength : byLength.filter((test) => test === shortest || test === longest);
  let worst = 0;
  for (const test of chosen) {
    const slots = test.slots.map(({ space, values }) => ({ space, values: Float32Array.from(values) }));
    const name = `prompt of ${test.tokenIds.length} tokens`;
    if (engine.tokenIds(test.prompt, slots.length).join() !== test.tokenIds.join()) {
      return { passed: false, worst, failure: `${name}: other token ids` };
    }
    const logits = await engine.logitsAfter(test.prompt, slots, test.greedy.slice(0, 1));
    for (const [at, id] of test.logits.ids.entries()) {
      const difference = Math.abs((logits[0]?.[id] as number) - (test.logits.values[at] as number));
      worst = Math.max(worst, Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference);
    }
    if (worst > golden.tolerance.logits) {
      return { passed: false, worst, failure: `${name}: a logit is off by ${worst.toFixed(4)}` };
    }
    const [first, second] = logits.map(largest);
    if (first !== test.greedy[0] || (second !== undefined && second !== test.greedy[1])) {
      return { passed: false, worst, failure: `${name}: another most likely token` };
    }
  }
  if ((longest?.tokenIds.length ?? 0) <= LONG_PROMPT) {
    return { passed: false, worst, failure: `no case of more than ${LONG_PROMPT} tokens` };
  }
  return { passed: true, worst, failure: null };
}

function largest(values: Float32Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] as number) > (values[best] as number)) best = i;
  return best;
}
