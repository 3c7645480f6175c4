/** Matrices: 8-bit weights with a scale for a block, times 16-bit activations with a scale for a position. */

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
