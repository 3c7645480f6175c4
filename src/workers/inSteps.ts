import type { NarrationChunk } from '../engine/types.ts';

/** A chunk of one text of a batch. */
export interface PlacedChunk {
  readonly index: number;
  readonly chunk: NarrationChunk;
}

/**
 * Gathers the chunks of a batch so that those of a step cross to the page in one message: posting and reading one for
 * each text took as long as sampling. A single text's are sent as they come. The last step's need `flush`.
 */
export function inSteps(
  batch: number,
  send: (chunks: readonly PlacedChunk[]) => void,
): { readonly onChunk: (index: number, chunk: NarrationChunk) => void; readonly flush: () => void } {
  let step: PlacedChunk[] = [];
  const flush = (): void => {
    if (step.length > 0) send(step);
    step = [];
  };
  return {
    flush,
    onChunk: (index, chunk) => {
      step.push({ index, chunk });
      if (batch === 1) flush();
      // A step gives its chunks in one go, so this runs when all are there.
      else if (step.length === 1) queueMicrotask(flush);
    },
  };
}
