/**
 * What products by bytes take. A 16-bit activation is 256 h + l with h from -128 to 127 and l from 0 to 255; with h + 128
 * in place of h both are unsigned bytes, and what the 128 add to a block's sum is taken off at its start. Weights lie
 * in panels of eight rows, four columns by four: 32 bytes hold them for all eight rows.
 */
import { interleave, largestOf, nearest } from './operands';

/**
 * Lays int8 [n, k] and float32 scales [n, k / 32] out in panels, in place; n a multiple of eight.
 *
 * @param sums int32 [n / 8, k / 32, 8], to write -128 times the sum of each row's block to.
 * @param room 8 k bytes.
 */
export function panels(weights: usize, scales: usize, sums: usize, n: i32, k: i32, room: usize): void {
  const blocks = k >> 5;
  const panel = (<usize>k) << 3;
  for (let row = 0; row < n; row += 8, scales += panel >> 3) {
    interleave<u32>(weights, k >> 2, room);
    interleave<u32>(scales, blocks, room);
    for (const end = weights + panel; weights < end; sums += 32) {
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
}

function sumsOfFour(bytes: v128): v128 {
  return i32x4.extadd_pairwise_i16x8_s(i16x8.extadd_pairwise_i8x16_s(bytes));
}

/**
 * Rounds float32 [rows, n] to 16 bits, as bytes h + 128 and l, and writes the scale of each row to float32 [rows]. Of a
 * block the h lie before the l; two rows that are read together share their fours' place.
 */
export function round(x: usize, rows: i32, n: i32, out: usize, scales: usize): void {
  const bytes = (<usize>n) << 2;
  for (let first = 0; first < rows; ) {
    const count = min(2, rows - first);
    for (let row = 0; row < count; row++, x += bytes, scales += 4) {
      roundRow(x, bytes, out + ((<usize>row) << 2), (<usize>count) << 2, scales);
    }
    out += (<usize>count * bytes) >> 1;
    first += count;
  }
}

function roundRow(x: usize, bytes: usize, out: usize, stride: usize, scale: usize): void {
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
