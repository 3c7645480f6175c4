/** What sampling looks for in a row of scores: `src/core/scoreRow.ts` has the same in plain arithmetic. */

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
 * Finds the scores whose exponent (score - largest) * factor is `floor` at least, adds up their weights e^exponent in
 * their order, and keeps those of a weight of `least` or more. Every number is that of the plain arithmetic to its last bit.
 *
 * @param scores float32 [n], n a multiple of 16; NaN is passed over.
 * @param tables float64 [256] of 2^(-i / 256), then int32 [16, 4]: the places of the bits that each i has.
 * @param ids int32 [n + 4], to write places to; `weights` float64 [n + 1], to write their weights to.
 * @param total float64, to write the sum to.
 * @returns how many are kept.
 */
export function weigh(
  scores: usize,
  n: i32,
  factor: f64,
  floor: f64,
  least: f64,
  tables: usize,
  ids: usize,
  weights: usize,
  total: usize,
): i32 {
  const top = <f64>maximum(scores, n);
  // A little lower than the floor, which is looked at again with 64 bits: rounding cannot lose a score then.
  const found = atLeast(scores, n, <f32>(top + (floor / factor) * 1.000001), tables + 8 * STEPS, ids);
  let sum: f64 = 0;
  let kept: usize = 0;
  for (let at: usize = 0; at < <usize>found; at++) {
    const id = load<u32>(ids + (at << 2));
    const exponent = (<f64>load<f32>(scores + ((<usize>id) << 2)) - top) * factor;
    if (!(exponent >= floor)) continue;
    const weight = exp(exponent, tables);
    sum += weight;
    store<u32>(ids + (kept << 2), id);
    store<f64>(weights + (kept << 3), weight);
    kept += <usize>(weight >= least);
  }
  store<f64>(total, sum);
  return <i32>kept;
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

/** Writes the places of scores that are not below `bound`, four at once: no branch to guess. Returns their number. */
function atLeast(scores: usize, n: i32, bound: f32, lanes: usize, ids: usize): i32 {
  const bounds = f32x4.splat(bound);
  const four = i32x4.splat(4);
  let places = i32x4.splat(0);
  let to = ids;
  for (let at = scores, end = scores + ((<usize>n) << 2); at < end; at += 16) {
    const bits = i32x4.bitmask(f32x4.ge(v128.load(at), bounds));
    v128.store(to, i32x4.add(places, v128.load(lanes + ((<usize>bits) << 4))));
    to += (<usize>popcnt(bits)) << 2;
    places = i32x4.add(places, four);
  }
  return <i32>((to - ids) >> 2);
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
