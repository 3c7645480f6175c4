/** Products by words of 16 bits, eight at once: what every machine has. */
import { scaled } from './lanes';

/** Bytes of a block's columns in a panel, whose scales take 32. */
const BLOCK: usize = 256;

/** Products of a panel with `count` places that are read together, before their scales, to float32 [count, 8]. */
export function words(count: i32, w: usize, end: usize, scale: usize, x: usize, to: usize): void {
  if (count === 4) fourPlaces(w, end, scale, x, to);
  else if (count === 2) twoPlaces(w, end, scale, x, to);
  else onePlace(w, end, scale, x, to);
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
