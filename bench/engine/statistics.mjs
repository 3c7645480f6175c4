/** @typedef {Record<string, number>[][]} Rounds results by round, then by case */

/** @param {number} value */
export const round = (value) => Number(value.toPrecision(4));

/** @param {number[]} values */
export const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** @param {number | undefined} a @param {number | undefined} b */
export function ratio(a, b) {
  return round((a ?? 0) / (b ?? Number.NaN));
}

/**
 * The median of each number of the case at `at`.
 * @param {Rounds} rounds @param {number} at
 */
export function medianOf(rounds, at) {
  const runs = rounds.map((results) => results[at] ?? {});
  const keys = Object.keys(runs[0] ?? {});
  return Object.fromEntries(keys.map((key) => [key, round(median(runs.map((one) => one[key] ?? 0)))]));
}

/**
 * Milliseconds of processor time for each token of the case at `at`, over all rounds.
 * @param {Rounds} rounds @param {number} at
 */
export function processorMsOf(rounds, at) {
  const sum = (/** @type {string} */ key) =>
    rounds.reduce((total, results) => total + (results[at]?.[key] ?? 0), 0);
  return round((1000 * sum('processorSeconds')) / sum('tokens'));
}
