import { openBundle } from '../../src/bundle/load.ts';
import { DiskSource } from '../../src/bundle/node-source.ts';
import { DEFAULT_SETTINGS } from '../../src/core/recipe.ts';
import { Sampler } from '../../src/core/sampling.ts';
import { PlainScoreRow } from '../../src/core/scoreRow.ts';
import { readElmTables } from '../../src/engine/assets.ts';
import { Detokenizer } from '../../src/engine/detokenizer.ts';
import { openNodeElm } from '../../src/engine/node.ts';
import { median, round } from './statistics.mjs';

const TEXTS = 6;
const ROUNDS = 41;
const TOKENS = 96;

/**
 * Sampler and detokeniser beside whole steps of the model in `folder`, all in turn: medians in microseconds, and the
 * share of a step that both of them take. The steps are those of texts of the default settings.
 */
export async function samplerShare(folder: string) {
  const bundle = await openBundle(new DiskSource(folder));
  const engine = await openNodeElm(bundle);
  const { tokenizer } = await readElmTables(bundle);
  const plain = new PlainScoreRow(bundle.manifest.elm.vocabulary);
  const { dimension } = bundle.manifest.spaces.semantic;
  const prompt = "Write a long summary of the movie {0}. Do not use the movie's name in your answer.";
  const texts = Array.from({ length: TEXTS }, (_, tilt) => ({
    prompt,
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
  }));
  const samplers = {
    plain: (seed: number) => new Sampler({ ...DEFAULT_SETTINGS, seed }, plain),
    kernel: (seed: number) => engine.sampler({ ...DEFAULT_SETTINGS, seed }),
  };
  // The logits of each step, and what is drawn from them.
  const written = [];
  for (const { slots, settings } of texts) {
    const ids: number[] = [];
    const sampler = samplers.plain(settings.seed);
    for (let logits = await engine.logitsAfter(prompt, slots, []); ids.length < TOKENS; ) {
      const token = sampler.sample(logits.at(-1) as Float32Array);
      if (token === bundle.manifest.elm.tokens.eos) break;
      ids.push(token);
      logits = await engine.logitsAfter(prompt, slots, ids);
    }
    written.push({ ids, rows: await engine.logitsAfter(prompt, slots, ids), seed: settings.seed });
  }
  const times: Record<'plain' | 'kernel' | 'detokeniser' | 'step', number[]> = {
    plain: [],
    kernel: [],
    detokeniser: [],
    step: [],
  };
  const timed = (kind: keyof typeof times, count: number, work: () => void) => {
    const start = performance.now();
    work();
    times[kind].push((1000 * (performance.now() - start)) / count);
  };
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    for (const { ids, rows, seed } of written) {
      for (const kind of ['plain', 'kernel'] as const) {
        const sampler = samplers[kind](seed);
        timed(kind, rows.length, () => {
          for (const row of rows) sampler.sample(row);
        });
      }
      const detokenizer = new Detokenizer(tokenizer);
      timed('detokeniser', ids.length, () => {
        for (const id of ids) detokenizer.push(id);
      });
    }
    for (const text of texts) {
      const { seconds, secondsToFirst, tokens } = await engine.narrate(text, () => undefined);
      times.step.push((1e6 * (seconds - secondsToFirst)) / (tokens - 1));
    }
  }
  await engine.dispose();
  const { plain: inPlain, kernel, detokeniser, step } = mapped(times, median);
  const others = step - kernel - detokeniser;
  const share = (sampler: number) => round((sampler + detokeniser) / (others + sampler + detokeniser));
  return {
    steps: written.reduce((sum, { rows }) => sum + rows.length, 0),
    microseconds: mapped({ plain: inPlain, kernel, detokeniser, step }, round),
    ofStep: { plain: share(inPlain), kernel: share(kernel) },
  };
}

function mapped<Key extends string, From, To>(record: Record<Key, From>, change: (value: From) => To) {
  const entries = Object.entries(record) as [Key, From][];
  return Object.fromEntries(entries.map(([key, value]) => [key, change(value)])) as Record<Key, To>;
}
