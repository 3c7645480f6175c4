import { type Bundle, openBundle } from '../../src/bundle/load.ts';
import { openSource, type SourceAddress } from '../../src/bundle/source.ts';
import { DEFAULT_SETTINGS } from '../../src/core/recipe.ts';
import { readElmTables } from '../../src/engine/assets.ts';
import { Detokenizer } from '../../src/engine/detokenizer.ts';
import type { LocalElm } from '../../src/engine/localElm.ts';
import { promptSequence } from '../../src/engine/sequence.ts';
import type { ElmEngine, NarrationRequest, SentenceEncoder } from '../../src/engine/types.ts';
import { openElm } from '../../src/engine/webElm.ts';
import { LiveScorer } from '../../src/state/liveScorer.ts';
import { MOST_ENGINES, startElmWorker, startEncoderWorker } from '../../src/workers/client.ts';
import { decodeSteps, growth } from './growth.ts';
import { stepParts } from './steps.ts';
import { type Baseline, openBaseline } from './transformersJs.ts';
import { type LlamaCpp, openLlamaCpp } from './wllama.ts';

const runtimeBase = new URL('ort/', document.baseURI).href;
const source: SourceAddress = { kind: 'url', base: new URL('models/movielens', document.baseURI).href };
const PROMPT = "Write a long summary of the movie {0}. Do not use the movie's name in your answer.";
/** Texts that are written side by side in a sweep. */
const SWEEP = 8;
/** Length of the texts whose number grows. */
const WIDTH_TOKENS = 32;

let bundle: Bundle;
let engine: LocalElm;
let baseline: Baseline;
let llamaCpp: LlamaCpp;
let encoder: SentenceEncoder;
let workers: ElmEngine;

function request(tokens: number, tilt = 0): NarrationRequest {
  const values = Float32Array.from({ length: bundle.manifest.spaces.semantic.dimension }, (_, i) =>
    Math.sin(i * (1 + tilt / 10)),
  );
  const length = Math.hypot(...values);
  return {
    prompt: PROMPT,
    slots: [{ space: 'semantic', values: values.map((value) => value / length) }],
    settings: {
      temperature: 0,
      topK: 0,
      topP: 1,
      repetitionPenalty: 1,
      seed: 1,
      maxTokens: tokens,
      bestOf: 1,
    },
  };
}

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
};

/** So many texts in one batch. */
async function batch(elm: ElmEngine, width: number, tokens: number) {
  const requests = Array.from({ length: width }, (_, tilt) => request(tokens, tilt));
  let written = 0;
  const taken = await seconds(async () => {
    const results = await elm.narrateBatch(requests, () => undefined);
    written = results.reduce((sum, result) => sum + result.tokens, 0);
  });
  return { seconds: taken, tokens: written, tokensPerSecond: written / taken };
}

/** The texts of a sweep one after another. */
async function inTurn(elm: ElmEngine, tokens: number) {
  let written = 0;
  const taken = await seconds(async () => {
    for (let tilt = 0; tilt < SWEEP; tilt++) {
      written += (await elm.narrate(request(tokens, tilt), () => undefined)).tokens;
    }
  });
  return { seconds: taken, tokens: written };
}

/** Cases that the runner calls by name; each answers with plain numbers. */
const bench = {
  async openOurs() {
    bundle ??= await openBundle(await openSource(source));
    engine = (await openElm(bundle, { runtimeBase, backend: 'wasm' })).engine;
    return { loadSeconds: engine.info.loadSeconds };
  },

  async openTheirs(threads: number) {
    bundle ??= await openBundle(await openSource(source));
    baseline = await openBaseline(bundle, runtimeBase, threads);
    return { loadSeconds: baseline.loadSeconds };
  },

  /** llama.cpp on so many threads and on weights of so many bits, 8 or 32, as `8,1`. */
  async openLlamaCpp(given: string) {
    const [bits, threads = 1] = given.split(',').map(Number);
    bundle ??= await openBundle(await openSource(source));
    const wasm = new URL('wllama/wllama.wasm', document.baseURI).href;
    llamaCpp = await openLlamaCpp(bundle, { wasm, threads, form: bits === 8 ? 'q8' : 'f32' });
    return { loadSeconds: llamaCpp.loadSeconds };
  },

  async llamaCpp(tokens: number) {
    return { ...(await llamaCpp.generate(PROMPT.replace('{0}', 'x'), tokens)) };
  },

  /** One narration: seconds to the first token and decoded tokens per second after it. */
  async ours(tokens: number) {
    const result = await engine.narrate(request(tokens), () => undefined);
    return {
      secondsToFirst: result.secondsToFirst,
      tokensPerSecond: (result.tokens - 1) / (result.seconds - result.secondsToFirst),
      tokens: result.tokens,
    };
  },

  async theirs(tokens: number) {
    const ids = await promptIds();
    const secondsToFirst = await seconds(() => baseline.generate(ids, 1));
    const start = performance.now();
    const written = await baseline.generate(ids, tokens);
    const rest = (performance.now() - start) / 1000 - secondsToFirst;
    return { secondsToFirst, tokensPerSecond: (written - 1) / rest, tokens: written };
  },

  /** The same narration in one call, for the processor time that it takes. */
  async theirsWhole(tokens: number) {
    return { tokens: await baseline.generate(await promptIds(), tokens) };
  },

  /** Reading a long prompt, tokens per second. */
  async oursPrefill(repeats: number) {
    const prompt = `{0}${' the night the city the sea'.repeat(repeats)}`;
    const { slots } = request(1);
    const length = engine.tokenIds(prompt, 1).length;
    const taken = await seconds(() => engine.logitsAfter(prompt, slots, []));
    return { tokens: length, tokensPerSecond: length / taken };
  },

  async theirsPrefill(length: number) {
    const ids = Array.from({ length }, (_, i) => 300 + (i % 700));
    const taken = await seconds(() => baseline.generate(ids, 1));
    return { tokens: length, tokensPerSecond: length / taken };
  },

  /** The ELM in workers of its own, as the page has it: one, and more from its first batch on. */
  async openWorkers() {
    bundle ??= await openBundle(await openSource(source));
    const { manifest } = bundle;
    workers = await startElmWorker({ source, manifest }, { runtimeBase, backend: 'wasm' });
    return { mostWorkers: Math.min(navigator.hardwareConcurrency, MOST_ENGINES) };
  },

  /** A sweep of eight vectors in one batch by all workers. */
  async sweepTogether(tokens: number) {
    return batch(workers, SWEEP, tokens);
  },

  /** The same texts by the page's worker, one after another. */
  async sweepInTurn(tokens: number) {
    return inTurn(workers, tokens);
  },

  /** The same texts in one batch by one thread, that of the page. */
  async sweepInOneThread(tokens: number) {
    return batch(engine, SWEEP, tokens);
  },

  async sweepInTurnInOneThread(tokens: number) {
    return inTurn(engine, tokens);
  },

  /** Where a step goes, by the number of texts. */
  async stepParts(tokens: number) {
    bundle ??= await openBundle(await openSource(source));
    const settings = (tilt: number) => ({ ...DEFAULT_SETTINGS, seed: tilt + 1, maxTokens: tokens });
    return stepParts(bundle, (tilt) => ({ ...request(tokens, tilt), settings: settings(tilt) }));
  },

  /** Texts side by side in one thread, tokens per second of all together. */
  async sweepOf(width: number) {
    return batch(engine, width, WIDTH_TOKENS);
  },

  /** The same by all workers. */
  async sweepByWorkers(width: number) {
    return batch(workers, width, WIDTH_TOKENS);
  },

  /** The first token after a prompt of about this many tokens; only its mark is read before. */
  async promptOf(length: number) {
    const prompt = `{0}${' the night the city the sea'.repeat(Math.round(length / 6))}`;
    const taken = await seconds(() => engine.logitsAfter(prompt, request(1).slots, []));
    return { tokens: engine.tokenIds(prompt, 1).length, seconds: taken };
  },

  /** Sampler and detokeniser, microseconds a token, on logits of the model. */
  async besideTheModel(tokens: number) {
    const { tokenizer } = await readElmTables(bundle);
    const ids = Array.from({ length: tokens }, (_, i) => 300 + ((7 * i) % 700));
    const logits = await engine.logitsAfter(PROMPT, request(1).slots, ids);
    const sampler = engine.sampler(DEFAULT_SETTINGS);
    const detokenizer = new Detokenizer(tokenizer);
    const start = performance.now();
    for (const row of logits) sampler.sample(row);
    const sampled = performance.now();
    for (const id of ids) detokenizer.push(id);
    const end = performance.now();
    return {
      samplerMicroseconds: (1000 * (sampled - start)) / logits.length,
      detokeniserMicroseconds: (1000 * (end - sampled)) / ids.length,
    };
  },

  /** What the browser counts for this page and its workers, in MB, after a garbage collection. */
  async memory() {
    const measure = Reflect.get(performance, 'measureUserAgentSpecificMemory') as () => Promise<{
      bytes: number;
    }>;
    return { megabytes: (await measure.call(performance)).bytes / 1e6 };
  },

  ...growth,

  async openEncoder() {
    encoder = await startEncoderWorker({ source, manifest: bundle.manifest }, { runtimeBase });
    await encoder.encode(['warm']);
    return {};
  },

  /** One narration whose text so far is embedded in the other worker, as the page does it. */
  async oursWithLiveScore(tokens: number) {
    const { live, scored } = counted();
    const result = await engine.narrate(request(tokens), (chunk) => {
      live.offer(chunk.text);
    });
    live.close();
    return {
      tokensPerSecond: (result.tokens - 1) / (result.seconds - result.secondsToFirst),
      scored: scored(),
    };
  },

  /** The same beside the decoder of `openSize`, whose steps stand for a text of a word each. */
  async sizeWithLiveScore(tokens: number) {
    const { live, scored } = counted();
    const steps = await decodeSteps(tokens, (words) => live.offer('night '.repeat(words)));
    live.close();
    return { ...steps, scored: scored() };
  },
};

/** A live score that counts how often it moves. */
function counted() {
  let count = 0;
  const live = new LiveScorer(
    () => encoder,
    () => {
      count += 1;
    },
  );
  return { live, scored: () => count };
}

async function promptIds(): Promise<readonly number[]> {
  const { tokenizer, tokens } = await readElmTables(bundle);
  return promptSequence(PROMPT, 1, tokenizer, tokens).ids;
}

export type Bench = typeof bench;

declare global {
  interface Window {
    bench: Bench;
  }
}

window.bench = bench;
