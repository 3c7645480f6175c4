const SLICE_MS = 8;

/** Lets events and frames run before going on. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/**
 * Runs a generator to its end in slices of a few milliseconds, so that the page stays responsive.
 * @returns its result, or null when `signal` was aborted first.
 */
export async function inSlices<T>(work: Generator<void, T>, signal?: AbortSignal): Promise<T | null> {
  let until = performance.now() + SLICE_MS;
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() < until) continue;
    await breathe();
    if (signal?.aborted) return null;
    until = performance.now() + SLICE_MS;
  }
}
