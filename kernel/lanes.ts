/** What both kernels do with four numbers at once. */

/** Of float32 numbers the largest, signs aside. */
export function largestOf(x: usize, end: usize): f32 {
  let tops = f32x4.splat(0);
  for (; x < end; x += 16) tops = f32x4.pmax(tops, f32x4.abs(v128.load(x)));
  return max(
    max(f32x4.extract_lane(tops, 0), f32x4.extract_lane(tops, 1)),
    max(f32x4.extract_lane(tops, 2), f32x4.extract_lane(tops, 3)),
  );
}

/** Whole numbers next to values within 2^22, the even one of two: adding 1.5 * 2^23 rounds to the last bit. */
export function nearest(values: v128): v128 {
  return i32x4.sub(f32x4.add(values, f32x4.splat(12582912)), i32x4.splat(0x4b400000));
}

/** Sums of blocks and what one more adds, whose products are whole numbers. */
export function scaled(sums: v128, block: v128, scales: v128): v128 {
  return f32x4.add(sums, f32x4.mul(f32x4.convert_i32x4_s(block), scales));
}
