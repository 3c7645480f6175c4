/**
 * Operands by words. Weights lie column pair by column pair: 16 bytes hold the pairs of all eight rows. Activations of
 * four places, or two, lie pair by pair in the same way.
 */
import { largestOf, nearest } from './lanes';

/** Rounds a row; `stride` bytes are from a pair to the next. */
export function roundToWords(x: usize, bytes: usize, out: usize, stride: usize, scale: usize): void {
  const end = x + bytes;
  const top = largestOf(x, end);
  store<f32>(scale, top / 32767);
  const factor = f32x4.splat(top > 0 ? 32767 / top : 0);
  for (; x < end; x += 32) {
    const whole = i16x8.narrow_i32x4_s(
      nearest(f32x4.mul(v128.load(x), factor)),
      nearest(f32x4.mul(v128.load(x, 16), factor)),
    );
    if (stride === 4) {
      v128.store(out, whole);
      out += 16;
    } else {
      v128.store_lane<i32>(out, whole, 0);
      v128.store_lane<i32>(out + stride, whole, 1);
      v128.store_lane<i32>(out + 2 * stride, whole, 2);
      v128.store_lane<i32>(out + 3 * stride, whole, 3);
      out += 4 * stride;
    }
  }
}
