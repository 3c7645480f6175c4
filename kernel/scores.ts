/** What sampling looks for in a row of scores: `src/core/scoreRow.ts` has the same in plain arithmetic. */
import { total } from './layers';

/** Those of `src/core/fastExp.ts`. */
const STEPS = 256;
const STEP: f64 = Math.LN2 / STEPS;
const STEPS_PER_UNIT: f64 = 1 / STEP;
const SMALLEST: f64 = -700;
const NEGLIGIBLE: f64 = 20;

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
  // The weights' room holds what finds their places first.
  const groups = weights;
  const list = groups + <usize>n;
  const top = largestOfGroups(scores, n, groups);
  const bound = <f32>(<f64>top + least / factor);
  const lowest = <f32>(<f64>top - NEGLIGIBLE / factor);
  let end = withAny(groups, n, lowest, list);
  const rough = roughSum(scores, list, end, top, <f32>(factor * Math.LOG2E), lowest, bound);
  end = withAny(groups, n, bound, list);
  const found = placesOf(scores, list, end, bound, ids);
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
  return largestLane(f32x4.pmax(f32x4.pmax(m0, m1), f32x4.pmax(m2, m3)));
}

function largestLane(four: v128): f32 {
  return max(
    max(f32x4.extract_lane(four, 0), f32x4.extract_lane(four, 1)),
    max(f32x4.extract_lane(four, 2), f32x4.extract_lane(four, 3)),
  );
}

/** The largest of float32 [n]; writes the largest of each sixteen as it stands in a vector, four numbers, to `groups`. */
function largestOfGroups(scores: usize, n: i32, groups: usize): f32 {
  const least = f32x4.splat(-Infinity);
  let tops = least;
  for (let at = scores, end = scores + ((<usize>n) << 2); at < end; at += 64, groups += 16) {
    const low = f32x4.pmax(f32x4.pmax(least, v128.load(at)), v128.load(at, 16));
    const high = f32x4.pmax(f32x4.pmax(least, v128.load(at, 32)), v128.load(at, 48));
    const group = f32x4.pmax(low, high);
    v128.store(groups, group);
    tops = f32x4.pmax(tops, group);
  }
  return largestLane(tops);
}

/**
 * Lists the groups of sixteen in which a score is not below `bound`, by their bytes from the first score. Without a branch:
 * which groups they are cannot be guessed, and a wrong guess costs as much as a group.
 * @returns the end of the list.
 */
function withAny(groups: usize, n: i32, bound: f32, list: usize): usize {
  const bounds = f32x4.splat(bound);
  for (let at: usize = 0, bytes = (<usize>n) << 2; at < bytes; at += 64, groups += 16) {
    store<u32>(list, <u32>at);
    list += (<usize>v128.any_true(f32x4.ge(v128.load(groups), bounds))) << 2;
  }
  return list;
}

/** The sum of the rough weights from `lowest` to below `bound`, in 16 sums as `PlainScoreRow` adds them. */
function roughSum(
  scores: usize,
  list: usize,
  end: usize,
  top: f32,
  factor: f32,
  lowest: f32,
  bound: f32,
): f32 {
  const bounds = f32x4.splat(bound);
  const floors = f32x4.splat(lowest);
  const tops = f32x4.splat(top);
  const factors = f32x4.splat(factor);
  let w0 = f32x4.splat(0);
  let w1 = w0;
  let w2 = w0;
  let w3 = w0;
  for (; list < end; list += 4) {
    const at = scores + <usize>load<u32>(list);
    w0 = f32x4.add(w0, roughly(v128.load(at), tops, factors, floors, bounds));
    w1 = f32x4.add(w1, roughly(v128.load(at, 16), tops, factors, floors, bounds));
    w2 = f32x4.add(w2, roughly(v128.load(at, 32), tops, factors, floors, bounds));
    w3 = f32x4.add(w3, roughly(v128.load(at, 48), tops, factors, floors, bounds));
  }
  return total(f32x4.add(f32x4.add(w0, w1), f32x4.add(w2, w3)));
}

/** Writes the places of scores that are not below `bound`; returns their number. */
function placesOf(scores: usize, list: usize, end: usize, bound: f32, ids: usize): i32 {
  const bounds = f32x4.splat(bound);
  let to = ids;
  for (; list < end; list += 4) {
    const offset = load<u32>(list);
    const at = scores + <usize>offset;
    const low = i32x4.bitmask(f32x4.ge(v128.load(at), bounds));
    const next = i32x4.bitmask(f32x4.ge(v128.load(at, 16), bounds));
    const third = i32x4.bitmask(f32x4.ge(v128.load(at, 32), bounds));
    const high = i32x4.bitmask(f32x4.ge(v128.load(at, 48), bounds));
    for (let bits = low | (next << 4) | (third << 8) | (high << 12); bits; bits &= bits - 1, to += 4) {
      store<i32>(to, <i32>(offset >> 2) + ctz(bits));
    }
  }
  return <i32>((to - ids) >> 2);
}

/**
 * e^((score - top) * factor) as `RoughExp` of `src/core/fastExp.ts` has it, 0 for scores that are not from `floors` to below
 * `bounds`. Adding 1.5 * 2^23 rounds to a whole number.
 */
function roughly(scores: v128, tops: v128, factors: v128, floors: v128, bounds: v128): v128 {
  const exponents = f32x4.mul(f32x4.sub(scores, tops), factors);
  const whole = f32x4.add(exponents, f32x4.splat(12582912));
  const rest = f32x4.sub(exponents, f32x4.sub(whole, f32x4.splat(12582912)));
  let power = f32x4.add(f32x4.mul(rest, f32x4.splat(0.23734973)), f32x4.splat(0.70128095));
  power = f32x4.add(f32x4.mul(power, rest), f32x4.splat(1.0003517));
  power = i32x4.add(power, i32x4.shl(whole, 23));
  return v128.and(power, v128.andnot(f32x4.ge(scores, floors), f32x4.ge(scores, bounds)));
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
