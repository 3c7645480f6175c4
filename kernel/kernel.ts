/**
 * The decoder's arithmetic on the processor, in AssemblyScript with 128-bit SIMD. `npm run build:kernel` makes
 * `src/engine/kernel/binary.ts` of it. Addresses are bytes in the module's memory, arrays lie row by row.
 *
 * Weights stay 8-bit integers and activations become 16-bit ones: a product of two such numbers is exact, SIMD
 * multiplies eight of them at once, where of floats it multiplies four, and a quarter of the bytes is read.
 */

/** Columns of a weight that share a scale; what `dot` takes at once. */
const BLOCK: i32 = 32;

/** Makes unsigned weights with their zero at 128 signed, in place. */
export function signed(weights: usize, bytes: i32): void {
  for (let at = weights, end = weights + <usize>bytes; at < end; at += 16) {
    v128.store(at, v128.xor(v128.load(at), i8x16.splat(-128)));
  }
}

/**
 * Rounds float32 [rows, n] to int16 [rows, n] and writes the scale of each row to float32 [rows].
 * A row's largest number becomes 32767.
 */
export function round(x: usize, rows: i32, n: i32, out: usize, scales: usize): void {
  for (let row = 0; row < rows; row++, scales += 4) {
    const end = x + ((<usize>n) << 2);
    let tops = f32x4.splat(0);
    for (let at = x; at < end; at += 16) tops = f32x4.max(tops, f32x4.abs(v128.load(at)));
    const top = max(
      max(f32x4.extract_lane(tops, 0), f32x4.extract_lane(tops, 1)),
      max(f32x4.extract_lane(tops, 2), f32x4.extract_lane(tops, 3)),
    );
    store<f32>(scales, top / 32767);
    const factor = f32x4.splat(top > 0 ? 32767 / top : 0);
    for (; x < end; x += 32, out += 16) {
      const low = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(v128.load(x), factor)));
      const high = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(v128.load(x, 16), factor)));
      v128.store(out, i16x8.narrow_i32x4_s(low, high));
    }
  }
}

/**
 * y = x W' + bias for x [rows, k] of `round` with its scales and W int8 [n, k] with float32 scales [n, k / 32].
 * A row of y is `stride` bytes behind the one before it. Sums of a block fit: 32 * 128 * 32767 is below 2^31.
 */
export function product(
  weights: usize,
  weightScales: usize,
  bias: usize,
  x: usize,
  scales: usize,
  rows: i32,
  y: usize,
  stride: usize,
  n: i32,
  k: i32,
): void {
  const blocks = k / BLOCK;
  // Four rows of the weights at once share what is read of x, and four places what is read of the weights:
  // 15 % less time for eight places. The last four rows may have been computed already.
  for (let row = 0; row < n; row += 4) {
    const first = <usize>min(row, n - 4);
    const weight = weights + first * <usize>k;
    const weightScale = weightScales + ((first * <usize>blocks) << 2);
    const biases = v128.load(bias + (first << 2));
    let place: usize = 0;
    for (; place + 3 < <usize>rows; place += 4) {
      const from = x + ((place * <usize>k) << 1);
      const to = y + place * stride + (first << 2);
      const placeScales = v128.load(scales + (place << 2));
      for (let at: usize = 0; at < 4; at++) {
        const rowScale = weightScale + ((at * <usize>blocks) << 2);
        const scaled = f32x4.mul(fourPlaces(weight + at * <usize>k, rowScale, from, k, blocks), placeScales);
        storeColumn(
          to + (at << 2),
          stride,
          f32x4.add(scaled, v128.load_splat<f32>(bias + ((first + at) << 2))),
        );
      }
    }
    for (; place < <usize>rows; place++) {
      const sums = fourRows(weight, weightScale, x + ((place * <usize>k) << 1), k, blocks);
      const scaled = f32x4.mul(sums, v128.load_splat<f32>(scales + (place << 2)));
      v128.store(y + place * stride + (first << 2), f32x4.add(scaled, biases));
    }
  }
}

/** Products of four rows of weights with one of x, before its scale. */
function fourRows(weight: usize, scale: usize, x: usize, k: usize, blocks: usize): v128 {
  const next = blocks << 2;
  let f0 = f32x4.splat(0);
  let f1 = f32x4.splat(0);
  let f2 = f32x4.splat(0);
  let f3 = f32x4.splat(0);
  for (let block: usize = 0; block < blocks; block++, weight += 32, x += 64, scale += 4) {
    const x0 = v128.load(x);
    const x1 = v128.load(x, 16);
    const x2 = v128.load(x, 32);
    const x3 = v128.load(x, 48);
    f0 = f32x4.add(f0, f32x4.mul(dot(weight, x0, x1, x2, x3), v128.load_splat<f32>(scale)));
    f1 = f32x4.add(f1, f32x4.mul(dot(weight + k, x0, x1, x2, x3), v128.load_splat<f32>(scale + next)));
    f2 = f32x4.add(
      f2,
      f32x4.mul(dot(weight + 2 * k, x0, x1, x2, x3), v128.load_splat<f32>(scale + 2 * next)),
    );
    f3 = f32x4.add(
      f3,
      f32x4.mul(dot(weight + 3 * k, x0, x1, x2, x3), v128.load_splat<f32>(scale + 3 * next)),
    );
  }
  return totals(f0, f1, f2, f3);
}

/** Products of one row of weights with four of x, before their scales: the very numbers of `fourRows`. */
function fourPlaces(weight: usize, scale: usize, x: usize, k: usize, blocks: usize): v128 {
  const next = k << 1;
  let f0 = f32x4.splat(0);
  let f1 = f32x4.splat(0);
  let f2 = f32x4.splat(0);
  let f3 = f32x4.splat(0);
  for (let block: usize = 0; block < blocks; block++, weight += 32, x += 64, scale += 4) {
    const w0 = v128.load_ext<i8>(weight);
    const w1 = v128.load_ext<i8>(weight, 8);
    const w2 = v128.load_ext<i8>(weight, 16);
    const w3 = v128.load_ext<i8>(weight, 24);
    const factor = v128.load_splat<f32>(scale);
    f0 = f32x4.add(f0, f32x4.mul(dotOfWeights(x, w0, w1, w2, w3), factor));
    f1 = f32x4.add(f1, f32x4.mul(dotOfWeights(x + next, w0, w1, w2, w3), factor));
    f2 = f32x4.add(f2, f32x4.mul(dotOfWeights(x + 2 * next, w0, w1, w2, w3), factor));
    f3 = f32x4.add(f3, f32x4.mul(dotOfWeights(x + 3 * next, w0, w1, w2, w3), factor));
  }
  return totals(f0, f1, f2, f3);
}

/** Sums of the lanes of four vectors. */
function totals(f0: v128, f1: v128, f2: v128, f3: v128): v128 {
  const low01 = f32x4.add(v128.shuffle<f32>(f0, f1, 0, 4, 1, 5), v128.shuffle<f32>(f0, f1, 2, 6, 3, 7));
  const low23 = f32x4.add(v128.shuffle<f32>(f2, f3, 0, 4, 1, 5), v128.shuffle<f32>(f2, f3, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(low01, low23, 0, 1, 4, 5), v128.shuffle<f32>(low01, low23, 2, 3, 6, 7));
}

/** Writes the lanes under each other. */
function storeColumn(to: usize, stride: usize, values: v128): void {
  store<f32>(to, f32x4.extract_lane(values, 0));
  store<f32>(to + stride, f32x4.extract_lane(values, 1));
  store<f32>(to + 2 * stride, f32x4.extract_lane(values, 2));
  store<f32>(to + 3 * stride, f32x4.extract_lane(values, 3));
}

/** 32 numbers times a block of 32 weights, as four partial sums. */
function dotOfWeights(x: usize, w0: v128, w1: v128, w2: v128, w3: v128): v128 {
  let sum = i32x4.dot_i16x8_s(v128.load(x), w0);
  sum = i32x4.add(sum, i32x4.dot_i16x8_s(v128.load(x, 16), w1));
  sum = i32x4.add(sum, i32x4.dot_i16x8_s(v128.load(x, 32), w2));
  sum = i32x4.add(sum, i32x4.dot_i16x8_s(v128.load(x, 48), w3));
  return f32x4.convert_i32x4_s(sum);
}

/** A block of 32 weights times 32 numbers, as four partial sums. */
function dot(weight: usize, x0: v128, x1: v128, x2: v128, x3: v128): v128 {
  let sum = i32x4.dot_i16x8_s(x0, v128.load_ext<i8>(weight));
  sum = i32x4.add(sum, i32x4.dot_i16x8_s(x1, v128.load_ext<i8>(weight, 8)));
  sum = i32x4.add(sum, i32x4.dot_i16x8_s(x2, v128.load_ext<i8>(weight, 16)));
  sum = i32x4.add(sum, i32x4.dot_i16x8_s(x3, v128.load_ext<i8>(weight, 24)));
  return f32x4.convert_i32x4_s(sum);
}

/** Layer norm of x + residual, float32 [n] each; `out` may be either. */
export function addNorm(
  x: usize,
  residual: usize,
  gamma: usize,
  beta: usize,
  out: usize,
  n: i32,
  epsilon: f32,
): void {
  const bytes = (<usize>n) << 2;
  let sums = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const sum = f32x4.add(v128.load(x + at), v128.load(residual + at));
    sums = f32x4.add(sums, sum);
    v128.store(out + at, sum);
  }
  const mean = f32x4.splat(total(sums) / <f32>n);
  let squares = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const centred = f32x4.sub(v128.load(out + at), mean);
    squares = f32x4.add(squares, f32x4.mul(centred, centred));
  }
  const factor = f32x4.splat(<f32>1 / Mathf.sqrt(total(squares) / <f32>n + epsilon));
  for (let at: usize = 0; at < bytes; at += 16) {
    const normal = f32x4.mul(f32x4.sub(v128.load(out + at), mean), factor);
    v128.store(out + at, f32x4.add(f32x4.mul(normal, v128.load(gamma + at)), v128.load(beta + at)));
  }
}

/** x / 2 * (1 + erf(x / sqrt 2)) of float32 [n], in place. */
export function gelu(x: usize, n: i32): void {
  const half = f32x4.splat(0.5);
  for (let at = x, end = x + ((<usize>n) << 2); at < end; at += 16) {
    const value = v128.load(at);
    const erfOfIt = erf(f32x4.mul(value, f32x4.splat(Mathf.SQRT1_2)));
    v128.store(at, f32x4.mul(f32x4.mul(value, half), f32x4.add(f32x4.splat(1), erfOfIt)));
  }
}

/** The rational approximation of Eigen's `generic_fast_erf_float`, within 5e-7 of erf. */
function erf(value: v128): v128 {
  const x = f32x4.max(f32x4.min(value, f32x4.splat(4)), f32x4.splat(-4));
  const square = f32x4.mul(x, x);
  let p = f32x4.splat(-2.72614225801306e-10);
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(2.77068142495902e-8));
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(-2.10102402082508e-6));
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(-5.69250639462346e-5));
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(-7.34990630326855e-4));
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(-2.95459980854025e-3));
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(-1.60960333262415e-2));
  let q = f32x4.splat(-1.45660718464996e-5);
  q = f32x4.add(f32x4.mul(q, square), f32x4.splat(-2.13374055278905e-4));
  q = f32x4.add(f32x4.mul(q, square), f32x4.splat(-1.68282697438203e-3));
  q = f32x4.add(f32x4.mul(q, square), f32x4.splat(-7.37332916720468e-3));
  q = f32x4.add(f32x4.mul(q, square), f32x4.splat(-1.42647390514189e-2));
  return f32x4.div(f32x4.mul(x, p), q);
}

/**
 * softmax(q K' / sqrt d) V of one position, head by head: `query` and `out` float32 [heads, d], d a multiple of 16.
 * Keys and values of position p lie in the page `table[p / perPage]` (an address), `offset` bytes from its start:
 * float32 [perPage, heads, d] of keys, then as many values. `scores` has room for `length` rounded up to four.
 */
export function attend(
  query: usize,
  out: usize,
  table: usize,
  offset: usize,
  perPage: i32,
  length: i32,
  heads: i32,
  dimension: i32,
  scores: usize,
): void {
  const headBytes = (<usize>dimension) << 2;
  const rowBytes = <usize>heads * headBytes;
  const valueOffset = offset + <usize>perPage * rowBytes;
  const factor = <f32>1 / Mathf.sqrt(<f32>dimension);
  for (let head: usize = 0; head < <usize>heads; head++) {
    const q = query + head * headBytes;
    let top: f32 = -Infinity;
    for (let from = 0; from < length; from += perPage) {
      let key = <usize>load<u32>(table + ((from / perPage) << 2)) + offset + head * headBytes;
      for (let p = from, end = min(from + perPage, length); p < end; p++, key += rowBytes) {
        let sums = f32x4.splat(0);
        for (let at: usize = 0; at < headBytes; at += 64) {
          sums = f32x4.add(sums, f32x4.mul(v128.load(q + at), v128.load(key + at)));
          sums = f32x4.add(sums, f32x4.mul(v128.load(q + at, 16), v128.load(key + at, 16)));
          sums = f32x4.add(sums, f32x4.mul(v128.load(q + at, 32), v128.load(key + at, 32)));
          sums = f32x4.add(sums, f32x4.mul(v128.load(q + at, 48), v128.load(key + at, 48)));
        }
        const score = total(sums) * factor;
        top = max(top, score);
        store<f32>(scores + ((<usize>p) << 2), score);
      }
    }
    const weight = <f32>1 / softmax(scores, length, top);
    for (let at: usize = 0; at < headBytes; at += 64) {
      let v0 = f32x4.splat(0);
      let v1 = f32x4.splat(0);
      let v2 = f32x4.splat(0);
      let v3 = f32x4.splat(0);
      for (let from = 0; from < length; from += perPage) {
        let value = <usize>load<u32>(table + ((from / perPage) << 2)) + valueOffset + head * headBytes + at;
        for (let p = from, end = min(from + perPage, length); p < end; p++, value += rowBytes) {
          const share = v128.load_splat<f32>(scores + ((<usize>p) << 2));
          v0 = f32x4.add(v0, f32x4.mul(share, v128.load(value)));
          v1 = f32x4.add(v1, f32x4.mul(share, v128.load(value, 16)));
          v2 = f32x4.add(v2, f32x4.mul(share, v128.load(value, 32)));
          v3 = f32x4.add(v3, f32x4.mul(share, v128.load(value, 48)));
        }
      }
      const to = out + head * headBytes + at;
      const weights = f32x4.splat(weight);
      v128.store(to, f32x4.mul(v0, weights));
      v128.store(to, f32x4.mul(v1, weights), 16);
      v128.store(to, f32x4.mul(v2, weights), 32);
      v128.store(to, f32x4.mul(v3, weights), 48);
    }
  }
}

/** Replaces scores by exp(score - top) and returns their sum. */
function softmax(scores: usize, length: i32, top: f32): f32 {
  const end = scores + ((<usize>length) << 2);
  for (let at = end; at < scores + ((<usize>(length + 3) >> 2) << 4); at += 4) store<f32>(at, -Infinity);
  const tops = f32x4.splat(top);
  let sums = f32x4.splat(0);
  for (let at = scores; at < end; at += 16) {
    const weights = exp(f32x4.sub(v128.load(at), tops));
    sums = f32x4.add(sums, weights);
    v128.store(at, weights);
  }
  return total(sums);
}

/** e^x for x <= 0, to float32's accuracy (Cephes' `expf`); 0 below -87. */
function exp(value: v128): v128 {
  const x = f32x4.max(value, f32x4.splat(-87));
  const whole = f32x4.nearest(f32x4.mul(x, f32x4.splat(Mathf.LOG2E)));
  let rest = f32x4.sub(x, f32x4.mul(whole, f32x4.splat(0.693359375)));
  rest = f32x4.sub(rest, f32x4.mul(whole, f32x4.splat(-2.1219444e-4)));
  let y = f32x4.splat(1.98756915e-4);
  y = f32x4.add(f32x4.mul(y, rest), f32x4.splat(1.3981999507e-3));
  y = f32x4.add(f32x4.mul(y, rest), f32x4.splat(8.3334519073e-3));
  y = f32x4.add(f32x4.mul(y, rest), f32x4.splat(4.1665795894e-2));
  y = f32x4.add(f32x4.mul(y, rest), f32x4.splat(1.6666665459e-1));
  y = f32x4.add(f32x4.mul(y, rest), f32x4.splat(5.0000001201e-1));
  y = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(y, rest), rest), rest), f32x4.splat(1));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(whole), i32x4.splat(127)), 23);
  return v128.and(f32x4.mul(y, power), f32x4.ge(value, f32x4.splat(-87)));
}

function total(sums: v128): f32 {
  return (
    f32x4.extract_lane(sums, 0) +
    f32x4.extract_lane(sums, 1) +
    (f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3))
  );
}
