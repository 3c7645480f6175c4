/**
 * What products take. Weights lie in panels of eight rows, activations of places that are read together side by side; the
 * plain kernel (`wordOperands.ts`) reads both by words of 16 bits, the other one (`byteOperands.ts`) by bytes. Which of them
 * is compiled is known then: no call or branch of this is left in the kernels.
 */
import { roundToBytes, sumsOfBlocks } from './byteOperands';
import { roundToWords } from './wordOperands';

/** Makes unsigned weights with their zero at 128 signed, in place. */
export function signed(weights: usize, bytes: i32): void {
  for (let at = weights, end = weights + <usize>bytes; at < end; at += 16) {
    v128.store(at, v128.xor(v128.load(at), i8x16.splat(-128)));
  }
}

/**
 * Lays int8 [n, k] and float32 scales [n, k / 32] out in panels, in place; n a multiple of eight.
 *
 * @param sums int32 [n / 8, k / 32, 8], to write -128 times the sum of each row's block to; by bytes only.
 * @param room 8 k bytes.
 */
export function panels(weights: usize, scales: usize, sums: usize, n: i32, k: i32, room: usize): void {
  const panel = (<usize>k) << 3;
  for (let row = 0; row < n; row += 8, weights += panel, scales += panel >> 3, sums += panel >> 3) {
    if (ASC_FEATURE_RELAXED_SIMD) {
      interleave<u32>(weights, k >> 2, room);
      sumsOfBlocks(weights, weights + panel, sums);
    } else {
      interleave<u16>(weights, k >> 1, room);
    }
    interleave<u32>(scales, k >> 5, room);
  }
}

/** [8, columns] to [columns, 8]. */
function interleave<T>(at: usize, columns: i32, room: usize): void {
  const count = (<usize>columns) << 3;
  for (let i: usize = 0; i < count; i++) store<T>(room + i * sizeof<T>(), load<T>(at + i * sizeof<T>()));
  let from = room;
  for (let row: usize = 0; row < 8; row++) {
    for (
      let to = at + row * sizeof<T>(), i = 0;
      i < columns;
      i++, from += sizeof<T>(), to += 8 * sizeof<T>()
    ) {
      store<T>(to, load<T>(from));
    }
  }
}

/** Places that are read together from `place` on, of so many rows. */
export function together(place: i32, rows: i32): i32 {
  const left = rows - place;
  if (!ASC_FEATURE_RELAXED_SIMD && left >= 4) return 4;
  return left >= 2 ? 2 : 1;
}

/**
 * Rounds float32 [rows, n] to 16 bits and writes the scale of each row to float32 [rows]. A row's largest number becomes
 * 32767. Rows that are read together share the place of what a product takes of each at once, 4 bytes.
 */
export function round(x: usize, rows: i32, n: i32, out: usize, scales: usize): void {
  const bytes = (<usize>n) << 2;
  for (let first = 0; first < rows; ) {
    const count = together(first, rows);
    for (let row = 0; row < count; row++, x += bytes, scales += 4) {
      const to = out + ((<usize>row) << 2);
      if (ASC_FEATURE_RELAXED_SIMD) roundToBytes(x, bytes, to, (<usize>count) << 2, scales);
      else roundToWords(x, bytes, to, (<usize>count) << 2, scales);
    }
    out += (<usize>count * bytes) >> 1;
    first += count;
  }
}
