import type { NarrationChunk } from '../engine/types.ts';

/** A chunk of one text of a batch. */
export interface PlacedChunk {
  readonly index: number;
  readonly chunk: NarrationChunk;
}

/** Milliseconds that a screen shows a picture for: what comes in between nobody sees. */
const FRAME = 16;

/**
 * Has the chunks of a batch cross to the page once a frame, those of all texts in one message and of each the newest, which
 * holds the ones before it: a message for each step took as long as sampling, and on two cores the page that reads them
 * takes one from a worker. The first step crosses at once, a single text's words as they come, so that a stop is seen
 * where it was made. What the last frame gathered needs `flush`.
 *
 * @param now milliseconds of a clock.
 */
export function inFrames(
  batch: number,
  send: (chunks: readonly PlacedChunk[]) => void,
  now: () => number = () => performance.now(),
): { readonly onChunk: (index: number, chunk: NarrationChunk) => void; readonly flush: () => void } {
  const newest = new Map<number, NarrationChunk>();
  let next = Number.NEGATIVE_INFINITY;
  let isDue = false;
  const flush = (): void => {
    if (newest.size > 0) send(Array.from(newest, ([index, chunk]) => ({ index, chunk })));
    newest.clear();
    next = now() + FRAME;
    isDue = false;
  };
  return {
    flush,
    onChunk: (index, chunk) => {
      newest.set(index, chunk);
      if (batch === 1) flush();
      else if (!isDue && now() >= next) {
        isDue = true;
        // A step gives its chunks in one go, so this runs when all are there.
        queueMicrotask(flush);
      }
    },
  };
}
