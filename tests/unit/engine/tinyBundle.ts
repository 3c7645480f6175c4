import { fileURLToPath } from 'node:url';
import { type Bundle, openBundle } from '../../../src/bundle/load.ts';
import { DiskSource } from '../../../src/bundle/node-source.ts';
import type { NarrationRequest } from '../../../src/engine/types.ts';

/** The folder that make_tiny_bundle.py writes. */
export const tinyFolder = fileURLToPath(new URL('./tiny', import.meta.url));

export function openTinyBundle(): Promise<Bundle> {
  return openBundle(new DiskSource(tinyFolder));
}

/** A request for a movie's summary in the tiny bundle. */
export function tinyRequest(
  settings: Partial<NarrationRequest['settings']> = {},
  first = 0.1,
): NarrationRequest {
  return {
    prompt: "Write a long summary of the movie {0}. Do not use the movie's name in your answer.",
    slots: [{ space: 'semantic', values: Float32Array.from({ length: 16 }, (_, i) => first * (i - 8)) }],
    settings: {
      temperature: 0.8,
      topK: 0,
      topP: 0.95,
      repetitionPenalty: 1.1,
      seed: 7,
      maxTokens: 24,
      bestOf: 1,
      ...settings,
    },
  };
}
