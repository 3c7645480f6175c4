/** Matrices: 8-bit weights with a scale for a block of 32, times 16-bit activations with a scale for a place. */
import { together } from './operands';

/** Bytes of a block's columns in a panel, whose scales take 32. */
const BLOCK: usize = 256;

/**
 * y = x W' + bias for x [rows, k] of `round` with its scales and W [n, k] of `panels` with its scales. A row of y is
 * `stride` bytes behind the one before it. What a place gets does not depend on how many are read together: its
 * products of a block are added exactly (32 * 128 * 32767 is below 2^31), those of the blocks in their order.
 *
 * @param _sums not used here (`byteProducts.ts`).
 * @param room float32 [4, 8].
 */
export function product(
  weights: usize,
  weightScales: usize,
  _sums: usize,
  bias: usize,
  x: usize,
  scales: usize,
  rows: i32,
  y: usize,
  stride: usize,
  n: i32,
  k: i32,
  room: usize,
): void {
  const panel = (<usize>k) << 3;
  const placeBytes = (<usize>k) << 1;
  for (let row = 0; row < n; row += 8, weights += panel, weightScales += panel >> 3) {
    const end = weights + panel;
    const columns = min(8, n - row);
    let to = y + ((<usize>row) << 2);
    for (let place = 0; place < rows; ) {
      const count = together(place, rows);
      const from = x + <usize>place * placeBytes;
      if (count === 4) fourPlaces(weights, end, weightScales, from, room);
      else if (count === 2) twoPlaces(weights, end, weightScales, from, room);
      else onePlace(weights, end, weightScales, from, room);
      const biases = bias + ((<usize>row) << 2);
      for (let i = 0; i < count; i++, place++, to += stride) {
        finish(room + ((<usize>i) << 5), scales + ((<usize>place) << 2), biases, to, columns);
      }
    }
  }
}

/** Scales the sums of a place, adds the bias and writes the first `columns` of eight. */
export function finish(sums: usize, scale: usize, bias: usize, to: usize, columns: i32): void {
  const scales = v128.load_splat<f32>(scale);
  const low = f32x4.add(f32x4.mul(v128.load(sums), scales), v128.load(bias));
  const high = f32x4.add(f32x4.mul(v128.load(sums, 16), scales), v128.load(bias, 16));
  if (columns === 8) {
    v128.store(to, low);
    v128.store(to, high, 16);
    return;
  }
  v128.store(sums, low);
  v128.store(sums, high, 16);
  for (let i: usize = 0; i < <usize>columns; i++) store<f32>(to + (i << 2), load<f32>(sums + (i << 2)));
}

/**
 * Products of a panel with four places, before their scales. Eight sums of products and what they are made of fill the
 * registers, so those of the blocks lie in `room`: two pairs a turn are the most that keeps V8 from spilling them.
 */
function fourPlaces(w: usize, end: usize, scale: usize, x: usize, room: usize): void {
  const zero = i32x4.splat(0);
  for (let at = room; at < room + 128; at += 16) v128.store(at, zero);
  while (w < end) {
    let a0 = zero;
    let a1 = zero;
    let a2 = zero;
    let a3 = zero;
    let b0 = zero;
    let b1 = zero;
    let b2 = zero;
    let b3 = zero;
    for (const blockEnd = w + BLOCK; w < blockEnd; w += 32, x += 32) {
      let low = v128.load_ext<i8>(w);
      let high = v128.load_ext<i8>(w, 8);
      let pair = v128.load_splat<i32>(x);
      a0 = plus(a0, low, pair);
      b0 = plus(b0, high, pair);
      pair = v128.load_splat<i32>(x, 4);
      a1 = plus(a1, low, pair);
      b1 = plus(b1, high, pair);
      pair = v128.load_splat<i32>(x, 8);
      a2 = plus(a2, low, pair);
      b2 = plus(b2, high, pair);
      pair = v128.load_splat<i32>(x, 12);
      a3 = plus(a3, low, pair);
      b3 = plus(b3, high, pair);
      low = v128.load_ext<i8>(w, 16);
      high = v128.load_ext<i8>(w, 24);
      pair = v128.load_splat<i32>(x, 16);
      a0 = plus(a0, low, pair);
      b0 = plus(b0, high, pair);
      pair = v128.load_splat<i32>(x, 20);
      a1 = plus(a1, low, pair);
      b1 = plus(b1, high, pair);
      pair = v128.load_splat<i32>(x, 24);
      a2 = plus(a2, low, pair);
      b2 = plus(b2, high, pair);
      pair = v128.load_splat<i32>(x, 28);
      a3 = plus(a3, low, pair);
      b3 = plus(b3, high, pair);
    }
    const s0 = v128.load(scale);
    const s1 = v128.load(scale, 16);
    scale += 32;
    v128.store(room, scaled(v128.load(room), a0, s0));
    v128.store(room, scaled(v128.load(room, 16), b0, s1), 16);
    v128.store(room, scaled(v128.load(room, 32), a1, s0), 32);
    v128.store(room, scaled(v128.load(room, 48), b1, s1), 48);
    v128.store(room, scaled(v128.load(room, 64), a2, s0), 64);
    v128.store(room, scaled(v128.load(room, 80), b2, s1), 80);
    v128.store(room, scaled(v128.load(room, 96), a3, s0), 96);
    v128.store(room, scaled(v128.load(room, 112), b3, s1), 112);
  }
}

/** The same with two places. */
function twoPlaces(w: usize, end: usize, scale: usize, x: usize, room: usize): void {
  const zero = i32x4.splat(0);
  let f0 = zero;
  let f1 = zero;
  let g0 = zero;
  let g1 = zero;
  while (w < end) {
    let a0 = zero;
    let a1 = zero;
    let b0 = zero;
    let b1 = zero;
    for (const blockEnd = w + BLOCK; w < blockEnd; w += 32, x += 16) {
      let low = v128.load_ext<i8>(w);
      let high = v128.load_ext<i8>(w, 8);
      let pair = v128.load_splat<i32>(x);
      a0 = plus(a0, low, pair);
      b0 = plus(b0, high, pair);
      pair = v128.load_splat<i32>(x, 4);
      a1 = plus(a1, low, pair);
      b1 = plus(b1, high, pair);
      low = v128.load_ext<i8>(w, 16);
      high = v128.load_ext<i8>(w, 24);
      pair = v128.load_splat<i32>(x, 8);
      a0 = plus(a0, low, pair);
      b0 = plus(b0, high, pair);
      pair = v128.load_splat<i32>(x, 12);
      a1 = plus(a1, low, pair);
      b1 = plus(b1, high, pair);
    }
    const s0 = v128.load(scale);
    const s1 = v128.load(scale, 16);
    scale += 32;
    f0 = scaled(f0, a0, s0);
    g0 = scaled(g0, b0, s1);
    f1 = scaled(f1, a1, s0);
    g1 = scaled(g1, b1, s1);
  }
  v128.store(room, f0);
  v128.store(room, g0, 16);
  v128.store(room, f1, 32);
  v128.store(room, g1, 48);
}

/** The same with one place; sums of every other pair apart, so that none waits for the one before. */
function onePlace(w: usize, end: usize, scale: usize, x: usize, room: usize): void {
  const zero = i32x4.splat(0);
  let f = zero;
  let g = zero;
  while (w < end) {
    let a0 = zero;
    let a1 = zero;
    let b0 = zero;
    let b1 = zero;
    for (const blockEnd = w + BLOCK; w < blockEnd; w += 64, x += 16) {
      let pair = v128.load_splat<i32>(x);
      a0 = plus(a0, v128.load_ext<i8>(w), pair);
      b0 = plus(b0, v128.load_ext<i8>(w, 8), pair);
      pair = v128.load_splat<i32>(x, 4);
      a1 = plus(a1, v128.load_ext<i8>(w, 16), pair);
      b1 = plus(b1, v128.load_ext<i8>(w, 24), pair);
      pair = v128.load_splat<i32>(x, 8);
      a0 = plus(a0, v128.load_ext<i8>(w, 32), pair);
      b0 = plus(b0, v128.load_ext<i8>(w, 40), pair);
      pair = v128.load_splat<i32>(x, 12);
      a1 = plus(a1, v128.load_ext<i8>(w, 48), pair);
      b1 = plus(b1, v128.load_ext<i8>(w, 56), pair);
    }
    f = scaled(f, i32x4.add(a0, a1), v128.load(scale));
    g = scaled(g, i32x4.add(b0, b1), v128.load(scale, 16));
    scale += 32;
  }
  v128.store(room, f);
  v128.store(room, g, 16);
}

/** The sums of four rows and what a pair of columns adds. */
function plus(sums: v128, weights: v128, pair: v128): v128 {
  return i32x4.add(sums, i32x4.dot_i16x8_s(weights, pair));
}

export function scaled(sums: v128, block: v128, scales: v128): v128 {
  return f32x4.add(sums, f32x4.mul(f32x4.convert_i32x4_s(block), scales));
}
