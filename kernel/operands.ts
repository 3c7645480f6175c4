/**
 * What products take. Weights lie in panels of eight rows, column pair by column pair: 16 bytes hold the pairs of all
 * eight. Activations of four places, or two, lie pair by pair in the same way.
 */

/** Makes unsigned weights with their zero at 128 signed, in place. */
export function signed(weights: usize, bytes: i32): void {
  for (let at = weights, end = weights + <usize>bytes; at < end; at += 16) {
    v128.store(at, v128.xor(v128.load(at), i8x16.splat(-128)));
  }
}

/**
 * Lays int8 [n, k] and float32 scales [n, k / 32] out in panels, in place; n a multiple of eight.
 *
 * @param _sums not used here (`byteOperands.ts`).
 * @param room 8 k bytes.
 */
export function panels(weights: usize, scales: usize, _sums: usize, n: i32, k: i32, room: usize): void {
  const blocks = k >> 5;
  for (let row = 0; row < n; row += 8) {
    interleave<u16>(weights, k >> 1, room);
    interleave<u32>(scales, blocks, room);
    weights += (<usize>k) << 3;
    scales += (<usize>blocks) << 5;
  }
}

/** [8, columns] to [columns, 8]. */
export function interleave<T>(at: usize, columns: i32, room: usize): void {
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
  return left >= 4 ? 4 : left >= 2 ? 2 : 1;
}

/**
 * Rounds float32 [rows, n] to int16 and writes the scale of each row to float32 [rows]. A row's largest number becomes
 * 32767. Rows that are read together share their 4-byte pairs' place.
 */
export function round(x: usize, rows: i32, n: i32, out: usize, scales: usize): void {
  const bytes = (<usize>n) << 2;
  for (let first = 0; first < rows; ) {
    const count = together(first, rows);
    for (let row = 0; row < count; row++, x += bytes, scales += 4) {
      roundRow(x, bytes, out + ((<usize>row) << 2), <usize>count, scales);
    }
    out += (<usize>count * bytes) >> 1;
    first += count;
  }
}

function roundRow(x: usize, bytes: usize, out: usize, count: usize, scale: usize): void {
  const end = x + bytes;
  const top = largestOf(x, end);
  store<f32>(scale, top / 32767);
  const factor = f32x4.splat(top > 0 ? 32767 / top : 0);
  const stride = count << 2;
  for (; x < end; x += 32) {
    const whole = i16x8.narrow_i32x4_s(
      nearest(f32x4.mul(v128.load(x), factor)),
      nearest(f32x4.mul(v128.load(x, 16), factor)),
    );
    if (count === 1) {
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
