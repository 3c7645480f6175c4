/** Cases of each property: 500 in an ordinary run, more by FUZZ_RUNS for the nightly one. */
export const FUZZ_RUNS = Number(process.env.FUZZ_RUNS ?? 500);

/** Milliseconds that a property may take; a case of the slowest takes 12 on an idle core. */
export const FUZZ_TIMEOUT = 30_000 + 400 * FUZZ_RUNS;
