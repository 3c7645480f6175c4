/** Matrices: 8-bit weights with a scale for a block of 32, times 16-bit activations with a scale for a place. */
import { bytes } from './byteProducts';
import { together } from './operands';
import { words } from './wordProducts';

/**
 * y = x W' + bias for x [rows, k] of `round` with its scales and W [n, k] of `panels` with its scales. A row of y is
 * `stride` bytes behind the one before it. What a place gets does not depend on how many are read together: its
 * products of a block are added exactly (32 * 128 * 32767 is below 2^31), those of the blocks in their order.
 *
 * @param sums of `panels`; by bytes only.
 * @param room float32 [4, 8].
 */
export function product(
  weights: usize,
  weightScales: usize,
  sums: usize,
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
  for (let row = 0; row < n; row += 8, weights += panel, weightScales += panel >> 3, sums += panel >> 3) {
    const end = weights + panel;
    const columns = min(8, n - row);
    let to = y + ((<usize>row) << 2);
    for (let place = 0; place < rows; ) {
      const count = together(place, rows);
      const from = x + <usize>place * placeBytes;
      if (ASC_FEATURE_RELAXED_SIMD) bytes(count, weights, end, weightScales, sums, from, room);
      else words(count, weights, end, weightScales, from, room);
      const biases = bias + ((<usize>row) << 2);
      for (let i = 0; i < count; i++, place++, to += stride) {
        finish(room + ((<usize>i) << 5), scales + ((<usize>place) << 2), biases, to, columns);
      }
    }
  }
}

/** Scales the sums of a place, adds the bias and writes the first `columns` of eight. */
function finish(sums: usize, scale: usize, bias: usize, to: usize, columns: i32): void {
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
