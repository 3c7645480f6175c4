/** What sampling looks for in a row of scores: `src/core/scoreRow.ts` has the same in plain arithmetic. */
import { total } from './layers';

/** Those of `src/core/fastExp.ts`. */
const STEPS = 256;
const STEP: f64 = Math.LN2 / STEPS;
const STEPS_PER_UNIT: f64 = 1 / STEP;
const SMALLEST: f64 = -700;

/** Place of the first of the largest among float32 [n], n a multiple of 16; numbers that are NaN are passed over. */
export function largest(scores: usize, n: i32): i32 {
  const tops = f32x4.splat(maximum(scores, n));
  const end = scores + ((<usize>n) << 2);
  for (let at = scores; at < end; at += 16) {
    const equal = i32x4.bitmask(f32x4.eq(v128.load(at), tops));
    if (equal) return <i32>((at - scores) >> 2) + ctz(equal);
  }
  return 0;
}

/**
 * Weighs scores by e^exponent, exponent = (score - largest) * factor: those whose exponent is `least` or more exactly and
 * in their order, all others together and roughly. Every number is that of the plain arithmetic to its last bit.
 *
 * @param scores float32 [n], n a multiple of 16; NaN is passed over.
 * @param fractions float64 [256] of 2^(-i / 256).
 * @param ids int32 [n], to write the places of the first to; `weights` float64 [n], to write their weights to.
 * @param sum float64, to write the sum of all weights to.
 * @returns how many were weighed exactly.
 */
export function weigh(
  scores: usize,
  n: i32,
  factor: f64,
  least: f64,
  fractions: usize,
  ids: usize,
  weights: usize,
  sum: usize,
): i32 {
  const top = maximum(scores, n);
  const rough = sorted(scores, n, top, factor, <f32>(<f64>top + least / factor), ids, sum);
  const found = load<i32>(sum);
  let exact: f64 = 0;
  for (let at: usize = 0; at < <usize>found; at++) {
    const score = load<f32>(scores + ((<usize>load<u32>(ids + (at << 2))) << 2));
    const weight = exp((<f64>score - <f64>top) * factor, fractions);
    exact += weight;
    store<f64>(weights + (at << 3), weight);
  }
  store<f64>(sum, exact + <f64>rough);
  return found;
}

/** The largest of float32 [n]. */
function maximum(scores: usize, n: i32): f32 {
  let m0 = f32x4.splat(-Infinity);
  let m1 = m0;
  let m2 = m0;
  let m3 = m0;
  for (let at = scores, end = scores + ((<usize>n) << 2); at < end; at += 64) {
    m0 = f32x4.pmax(m0, v128.load(at));
    m1 = f32x4.pmax(m1, v128.load(at, 16));
    m2 = f32x4.pmax(m2, v128.load(at, 32));
    m3 = f32x4.pmax(m3, v128.load(at, 48));
  }
  m0 = f32x4.pmax(f32x4.pmax(m0, m1), f32x4.pmax(m2, m3));
  return max(
    max(f32x4.extract_lane(m0, 0), f32x4.extract_lane(m0, 1)),
    max(f32x4.extract_lane(m0, 2), f32x4.extract_lane(m0, 3)),
  );
}

/**
 * Writes the places of scores that are not below `bound` to `ids` and their number to `found`.
 * @returns the sum of the rough weights of all others, in 16 sums as `PlainScoreRow` adds them.
 */
function sorted(scores: usize, n: i32, top: f32, factor: f64, bound: f32, ids: usize, found: usize): f32 {
  const bounds = f32x4.splat(bound);
  const tops = f32x4.splat(top);
  const factors = f32x4.splat(<f32>(factor * Math.LOG2E));
  // What is below e^-20, and NaN, weighs nothing.
  const lowest = f32x4.splat(<f32>(<f64>top - 20 / factor));
  let w0 = f32x4.splat(0);
  let w1 = w0;
  let w2 = w0;
  let w3 = w0;
  let to = ids;
  for (let at = scores, end = scores + ((<usize>n) << 2); at < end; at += 64) {
    const s0 = v128.load(at);
    const s1 = v128.load(at, 16);
    const s2 = v128.load(at, 32);
    const s3 = v128.load(at, 48);
    const c0 = f32x4.ge(s0, lowest);
    const c1 = f32x4.ge(s1, lowest);
    const c2 = f32x4.ge(s2, lowest);
    const c3 = f32x4.ge(s3, lowest);
    if (!v128.any_true(v128.or(v128.or(c0, c1), v128.or(c2, c3)))) continue;
    const k0 = f32x4.ge(s0, bounds);
    const k1 = f32x4.ge(s1, bounds);
    const k2 = f32x4.ge(s2, bounds);
    const k3 = f32x4.ge(s3, bounds);
    w0 = f32x4.add(w0, v128.and(roughly(s0, tops, factors), v128.andnot(c0, k0)));
    w1 = f32x4.add(w1, v128.and(roughly(s1, tops, factors), v128.andnot(c1, k1)));
    w2 = f32x4.add(w2, v128.and(roughly(s2, tops, factors), v128.andnot(c2, k2)));
    w3 = f32x4.add(w3, v128.and(roughly(s3, tops, factors), v128.andnot(c3, k3)));
    // Rare: ninety of eight thousand.
    if (v128.any_true(v128.or(v128.or(k0, k1), v128.or(k2, k3)))) {
      const low = i32x4.bitmask(k0) | (i32x4.bitmask(k1) << 4);
      let bits = low | (i32x4.bitmask(k2) << 8) | (i32x4.bitmask(k3) << 12);
      for (const first = <i32>((at - scores) >> 2); bits; bits &= bits - 1, to += 4) {
        store<i32>(to, first + ctz(bits));
      }
    }
  }
  store<i32>(found, <i32>((to - ids) >> 2));
  return total(f32x4.add(f32x4.add(w0, w1), f32x4.add(w2, w3)));
}

/** e^((score - top) * factor) as `RoughExp` of `src/core/fastExp.ts` has it. Adding 1.5 * 2^23 rounds to a whole number. */
function roughly(scores: v128, tops: v128, factors: v128): v128 {
  const exponents = f32x4.mul(f32x4.sub(scores, tops), factors);
  const whole = f32x4.add(exponents, f32x4.splat(12582912));
  const rest = f32x4.sub(exponents, f32x4.sub(whole, f32x4.splat(12582912)));
  let power = f32x4.add(f32x4.mul(rest, f32x4.splat(0.23734973)), f32x4.splat(0.70128095));
  power = f32x4.add(f32x4.mul(power, rest), f32x4.splat(1.0003517));
  return i32x4.add(power, i32x4.shl(whole, 23));
}

/** e^x as `expOfNegative` of `src/core/fastExp.ts` has it. */
function exp(x: f64, fractions: usize): f64 {
  if (!(x > SMALLEST)) return 0;
  const steps = <i32>(0.5 - x * STEPS_PER_UNIT);
  const rest = x + <f64>steps * STEP;
  const half = reinterpret<f64>((<i64>(1023 - (steps >> 8))) << 52);
  const power = half * load<f64>(fractions + ((<usize>(steps & 255)) << 3));
  return power * (1 + rest * (1 + rest * (0.5 + rest * (1.0 / 6.0))));
}
