import type { NarrationSettings, Task } from '../../core/types.ts';
import { MAX_BATCH } from '../../engine/decoder.ts';
import type { SlotVector } from '../../engine/types.ts';
import type { Workbench } from '../workbench.ts';
import type { ProgressBar } from './progress.ts';
import type { CopyIndex } from './prose.ts';
import type { Ranking } from './rankingFile.ts';
import type { TextLog } from './textLog.ts';

/** Texts that P embeds at a time. */
const ENCODED = 32;

/** What every row of the table and every point of a curve is measured with. */
export interface Instruments {
  readonly workbench: Workbench;
  readonly settings: NarrationSettings;
  readonly seed: number;
  readonly log: TextLog;
  readonly progress: ProgressBar;
  readonly copies: CopyIndex | null;
  readonly ranking: Ranking | null;
}

/**
 * One text for each list of slot vectors, by the page's own engine, the widest batches at a time.
 * @param key names the texts in the log.
 */
export async function narrate(
  { workbench, settings, seed, log, progress }: Instruments,
  key: string,
  task: Task,
  entities: readonly (readonly SlotVector[])[],
): Promise<string[]> {
  const keys = entities.map((_, at) => `${key}/${at}`);
  const missing = keys.flatMap((name, at) => (log.get(name) === undefined ? [at] : []));
  progress.add(entities.length - missing.length, task.id);
  for (let from = 0; from < missing.length; from += MAX_BATCH) {
    const places = missing.slice(from, from + MAX_BATCH);
    const requests = places.map((at) => ({
      prompt: task.prompt,
      slots: entities[at] as readonly SlotVector[],
      settings: { ...settings, maxTokens: task.maxTokens, seed: (seed + at) >>> 0 },
      bullets: task.bullets,
    }));
    const results = await workbench.engine.narrateBatch(requests, () => undefined);
    log.add(results.map(({ text }, i) => ({ key: keys[places[i] as number] as string, text: text.trim() })));
    progress.add(places.length, task.id);
  }
  return keys.map((name) => log.get(name) as string);
}

/** P(o) of each text. */
export async function project(
  { workbench, progress }: Instruments,
  task: Task,
  texts: readonly string[],
): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  for (let from = 0; from < texts.length; from += ENCODED) {
    const some = texts.slice(from, from + ENCODED);
    vectors.push(...(await workbench.encoder.encode(some)));
    progress.add(some.length, task.id);
  }
  return vectors;
}
