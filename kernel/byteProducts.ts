/**
 * Products by `relaxed_dot_i8x16_i7x16_add_s`, sixteen products of bytes at once and added up, where a machine takes its
 * second operand for unsigned bytes and adds exactly (AVX-VNNI): the very sums of `wordProducts.ts` in fewer instructions.
 */

import { scaled } from './lanes';

/** Whether this machine's instruction does what is needed here; WebAssembly leaves it open. */
export function isExact(): bool {
  return (
    gives(-128, 255, -130560) && gives(127, 255, 129540) && gives(-128, 128, -65536) && gives(127, 1, 508)
  );
}

function gives(weight: i8, activation: u8, sum: i32): bool {
  const got = i32x4.relaxed_dot_i8x16_i7x16_add_s(
    i8x16.splat(weight),
    i8x16.splat(<i8>activation),
    i32x4.splat(7),
  );
  return i32x4.all_true(i32x4.eq(got, i32x4.splat(sum + 7)));
}

/** As `words` of `wordProducts.ts`, with the panel's sums. */
export function bytes(
  count: i32,
  w: usize,
  end: usize,
  scale: usize,
  sums: usize,
  x: usize,
  to: usize,
): void {
  if (count === 2) twoPlaces(w, end, scale, sums, x, to);
  else onePlace(w, end, scale, sums, x, to);
}

/**
 * Products of a panel with two places, before their scales; with four, whose sums do not all fit into the registers, a
 * pass takes 5 % longer.
 */
function twoPlaces(w: usize, end: usize, scale: usize, sums: usize, x: usize, room: usize): void {
  const zero = i32x4.splat(0);
  let f0 = zero;
  let f1 = zero;
  let g0 = zero;
  let g1 = zero;
  for (; w < end; scale += 32, sums += 32, x += 64) {
    let a0 = v128.load(sums);
    let b0 = v128.load(sums, 16);
    let a1 = a0;
    let b1 = b0;
    let c0 = zero;
    let c1 = zero;
    let d0 = zero;
    let d1 = zero;
    for (const blockEnd = w + 256; w < blockEnd; w += 32, x += 8) {
      const low = v128.load(w);
      const high = v128.load(w, 16);
      let four = v128.load_splat<i32>(x);
      a0 = plus(a0, low, four);
      b0 = plus(b0, high, four);
      four = v128.load_splat<i32>(x, 4);
      a1 = plus(a1, low, four);
      b1 = plus(b1, high, four);
      four = v128.load_splat<i32>(x, 64);
      c0 = plus(c0, low, four);
      d0 = plus(d0, high, four);
      four = v128.load_splat<i32>(x, 68);
      c1 = plus(c1, low, four);
      d1 = plus(d1, high, four);
    }
    const s0 = v128.load(scale);
    const s1 = v128.load(scale, 16);
    f0 = scaled(f0, i32x4.add(i32x4.shl(a0, 8), c0), s0);
    g0 = scaled(g0, i32x4.add(i32x4.shl(b0, 8), d0), s1);
    f1 = scaled(f1, i32x4.add(i32x4.shl(a1, 8), c1), s0);
    g1 = scaled(g1, i32x4.add(i32x4.shl(b1, 8), d1), s1);
  }
  v128.store(room, f0);
  v128.store(room, g0, 16);
  v128.store(room, f1, 32);
  v128.store(room, g1, 48);
}

/** The same with one place; sums of every other four apart, so that none waits for the one before. */
function onePlace(w: usize, end: usize, scale: usize, sums: usize, x: usize, room: usize): void {
  const zero = i32x4.splat(0);
  let f = zero;
  let g = zero;
  for (; w < end; scale += 32, sums += 32, x += 32) {
    let a0 = v128.load(sums);
    let b0 = v128.load(sums, 16);
    let a1 = zero;
    let b1 = zero;
    let c0 = zero;
    let d0 = zero;
    let c1 = zero;
    let d1 = zero;
    for (const blockEnd = w + 256; w < blockEnd; w += 64, x += 8) {
      let low = v128.load(w);
      let high = v128.load(w, 16);
      let four = v128.load_splat<i32>(x);
      a0 = plus(a0, low, four);
      b0 = plus(b0, high, four);
      four = v128.load_splat<i32>(x, 32);
      c0 = plus(c0, low, four);
      d0 = plus(d0, high, four);
      low = v128.load(w, 32);
      high = v128.load(w, 48);
      four = v128.load_splat<i32>(x, 4);
      a1 = plus(a1, low, four);
      b1 = plus(b1, high, four);
      four = v128.load_splat<i32>(x, 36);
      c1 = plus(c1, low, four);
      d1 = plus(d1, high, four);
    }
    const low = i32x4.add(i32x4.shl(i32x4.add(a0, a1), 8), i32x4.add(c0, c1));
    const high = i32x4.add(i32x4.shl(i32x4.add(b0, b1), 8), i32x4.add(d0, d1));
    f = scaled(f, low, v128.load(scale));
    g = scaled(g, high, v128.load(scale, 16));
  }
  v128.store(room, f);
  v128.store(room, g, 16);
}

/** The sums of four rows and what four columns add. */
function plus(sums: v128, weights: v128, four: v128): v128 {
  return i32x4.relaxed_dot_i8x16_i7x16_add_s(weights, four, sums);
}
