/** Steps of the table within a factor of e^ln2 = 2. */
const STEPS = 256;
/** Smaller numbers would lose bits: e^-700 is 1e-304. */
const SMALLEST = -700;
const STEP = Math.LN2 / STEPS;
const STEPS_PER_UNIT = 1 / STEP;

/** 2^(-i / STEPS), and below 2^-i: two small tables stay in the fastest cache. */
export const FRACTIONS = Float64Array.from({ length: STEPS }, (_, i) => 2 ** (-i / STEPS));
const HALVES = Float64Array.from({ length: 1024 }, (_, i) => 2 ** -i);

/**
 * e^x of x <= 0 to a relative error of 2e-13, 0 below e^-700. Faster than Math.exp, whose last bits browsers may
 * choose, so that a seed draws the same in all of them.
 */
export function expOfNegative(x: number): number {
  if (!(x > SMALLEST)) return 0;
  const steps = (0.5 - x * STEPS_PER_UNIT) | 0;
  const rest = x + steps * STEP;
  const power = (HALVES[steps >> 8] as number) * (FRACTIONS[steps & 255] as number);
  return power * (1 + rest * (1 + rest * (0.5 + rest * (1 / 6))));
}

/** Sums that are kept apart, as those of the kernel's lanes are. */
const LANES = 16;
/** Ten thousand weights of e^-20 are 2e-5 of the likeliest, and move the edge of a nucleus by no more. */
const NEGLIGIBLE = 20;
/** 2^x for x from -0.5 to 0.5: least squares of its relative error, which is 0.3 % at most and 1e-6 in the mean. */
const [SQUARE, SLOPE, ONE] = [0.23734973, 0.70128095, 1.0003517].map(Math.fround) as [number, number, number];
/** Adding it rounds to a whole number. */
const ROUNDING = 1.5 * 2 ** 23;

/**
 * Sum of e^((score - top) * factor) of many scores, each within 0.3 %, in the mean right to 1e-6. Every step is rounded to
 * float32, as in `kernel/scores.ts`, so that both give the same sum.
 */
export class RoughExp {
  readonly #lanes = new Float32Array(LANES);
  readonly #float = new Float32Array(1);
  readonly #bits = new Int32Array(this.#float.buffer);
  readonly #factor: number;
  readonly #lowest: number;

  /**
   * @param top the largest score, float32.
   * @param factor above 0.
   */
  constructor(
    private readonly top: number,
    factor: number,
  ) {
    this.#factor = Math.fround(factor * Math.LOG2E);
    this.#lowest = Math.fround(top - NEGLIGIBLE / factor);
  }

  /** Adds the weight of a score, float32, that stands at `place`; below e^-20, and of NaN, none. */
  add(score: number, place: number): void {
    if (!(score >= this.#lowest)) return;
    const exponent = Math.fround(Math.fround(score - this.top) * this.#factor);
    const whole = Math.fround(exponent + ROUNDING) - ROUNDING;
    const rest = Math.fround(exponent - whole);
    const slope = Math.fround(Math.fround(rest * SQUARE) + SLOPE);
    this.#float[0] = Math.fround(slope * rest) + ONE;
    this.#bits[0] = (this.#bits[0] as number) + (whole << 23);
    this.#lanes[place % LANES] = (this.#lanes[place % LANES] as number) + (this.#float[0] as number);
  }

  get total(): number {
    const lane = (i: number) => this.#lanes[i] as number;
    const four = [0, 1, 2, 3].map((i) =>
      Math.fround(Math.fround(lane(i) + lane(4 + i)) + Math.fround(lane(8 + i) + lane(12 + i))),
    ) as [number, number, number, number];
    return Math.fround(Math.fround(four[0] + four[1]) + Math.fround(four[2] + four[3]));
  }
}
