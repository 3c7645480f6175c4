/** Steps of the table within a factor of e^ln2 = 2. */
const STEPS = 64;
/** Below e^-40 (4e-18) a weight is lost in the rounding of a sum that has 1 in it. */
const SMALLEST = -40;
const SCALE = STEPS / Math.LN2;

/** 2^(-i / STEPS). */
const POWERS = Float64Array.from({ length: Math.ceil(-SMALLEST * SCALE) + 2 }, (_, i) => 2 ** (-i / STEPS));

/**
 * e^x of x <= 0 to a relative error of 5e-14, 0 below e^-40. Twice as fast as Math.exp, whose last bits browsers
 * may choose, so that a seed draws the same in all of them.
 */
export function expOfNegative(x: number): number {
  if (!(x > SMALLEST)) return 0;
  const steps = (0.5 - x * SCALE) | 0;
  const rest = x + steps / SCALE;
  return (POWERS[steps] as number) * (1 + rest * (1 + rest * (0.5 + rest * (1 / 6 + rest / 24))));
}
