/**
 * Operands by bytes. A 16-bit activation is 256 h + l with h from -128 to 127 and l from 0 to 255; with h + 128
 * in place of h both are unsigned bytes, and what the 128 add to a block's sum is taken off at its start. Weights lie
 * in panels of eight rows, four columns by four: 32 bytes hold them for all eight rows. Of a block of activations the h
 * lie before the l.
 */
import { largestOf, nearest } from './lanes';

/** Writes -128 times the sum of each block of a panel's rows to int32 [k / 32, 8]. */
export function sumsOfBlocks(weights: usize, end: usize, sums: usize): void {
  for (; weights < end; sums += 32) {
    let low = i32x4.splat(0);
    let high = low;
    for (const blockEnd = weights + 256; weights < blockEnd; weights += 32) {
      low = i32x4.add(low, sumsOfFour(v128.load(weights)));
      high = i32x4.add(high, sumsOfFour(v128.load(weights, 16)));
    }
    v128.store(sums, i32x4.shl(i32x4.neg(low), 7));
    v128.store(sums, i32x4.shl(i32x4.neg(high), 7), 16);
  }
}

function sumsOfFour(bytes: v128): v128 {
  return i32x4.extadd_pairwise_i16x8_s(i16x8.extadd_pairwise_i8x16_s(bytes));
}

/** Rounds a row; `stride` bytes are from four columns to the next. */
export function roundToBytes(x: usize, bytes: usize, out: usize, stride: usize, scale: usize): void {
  const end = x + bytes;
  const top = largestOf(x, end);
  store<f32>(scale, top / 32767);
  const factor = f32x4.splat(top > 0 ? 32767 / top : 0);
  for (; x < end; x += 128, out += 16 * stride) {
    storeSixteen(x, factor, out, stride);
    storeSixteen(x + 64, factor, out + 4 * stride, stride);
  }
}

/** Half a block: four fours of h, and eight strides behind them those of l. */
function storeSixteen(x: usize, factor: v128, out: usize, stride: usize): void {
  const first = eightOf(x, factor);
  const second = eightOf(x + 32, factor);
  const low = v128.shuffle<i8>(first, second, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
  const high = v128.xor(
    v128.shuffle<i8>(first, second, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31),
    i8x16.splat(-128),
  );
  storeFours(out, high, stride);
  storeFours(out + 8 * stride, low, stride);
}

function eightOf(x: usize, factor: v128): v128 {
  return i16x8.narrow_i32x4_s(
    nearest(f32x4.mul(v128.load(x), factor)),
    nearest(f32x4.mul(v128.load(x, 16), factor)),
  );
}

function storeFours(out: usize, bytes: v128, stride: usize): void {
  v128.store_lane<i32>(out, bytes, 0);
  v128.store_lane<i32>(out + stride, bytes, 1);
  v128.store_lane<i32>(out + 2 * stride, bytes, 2);
  v128.store_lane<i32>(out + 3 * stride, bytes, 3);
}
