/**
 * Does one step of a benchmark and says how long it took, so that a run which hangs names its step.
 * @template T
 * @param {string} name what is waited for, as a noun phrase
 * @param {number} seconds its limit, many times what a quiet machine takes
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 * @throws {Error} one sentence, when the step fails or its time is over
 */
export async function within(seconds, name, work) {
  const begin = performance.now();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    const sentence = `${name}: nothing within ${seconds} s. Is the machine quiet?`;
    timer = setTimeout(() => reject(new Error(sentence)), seconds * 1000);
  });
  try {
    const doing = work();
    // What fails after its time is over has been spoken of already.
    doing.catch(() => undefined);
    const result = await Promise.race([doing, late]);
    console.error(`${name}: ${((performance.now() - begin) / 1000).toFixed(1)} s`);
    return /** @type {T} */ (result);
  } finally {
    clearTimeout(timer);
  }
}
