/** What stands between the matrices, in float32: norms, attention and GELU. */

/** Layer norm of x + residual, float32 [n] each; `out` may be either. */
export function addNorm(
  x: usize,
  residual: usize,
  gamma: usize,
  beta: usize,
  out: usize,
  n: i32,
  epsilon: f32,
): void {
  const bytes = (<usize>n) << 2;
  let sums = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const sum = f32x4.add(v128.load(x + at), v128.load(residual + at));
    sums = f32x4.add(sums, sum);
    v128.store(out + at, sum);
  }
  const mean = f32x4.splat(total(sums) / <f32>n);
  let squares = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const centred = f32x4.sub(v128.load(out + at), mean);
    squares = f32x4.add(squares, f32x4.mul(centred, centred));
  }
  const factor = f32x4.splat(<f32>1 / Mathf.sqrt(total(squares) / <f32>n + epsilon));
  for (let at: usize = 0; at < bytes; at += 16) {
    const normal = f32x4.mul(f32x4.sub(v128.load(out + at), mean), factor);
    v128.store(out + at, f32x4.add(f32x4.mul(normal, v128.load(gamma + at)), v128.load(beta + at)));
  }
}

/** x / 2 * (1 + erf(x / sqrt 2)) of float32 [n], in place. */
export function gelu(x: usize, n: i32): void {
  const half = f32x4.splat(0.5);
  for (let at = x, end = x + ((<usize>n) << 2); at < end; at += 16) {
    const value = v128.load(at);
    const erfOfIt = erf(f32x4.mul(value, f32x4.splat(Mathf.SQRT1_2)));
    v128.store(at, f32x4.mul(f32x4.mul(value, half), f32x4.add(f32x4.splat(1), erfOfIt)));
  }
}

/** The rational approximation of Eigen's `generic_fast_erf_float`, within 5e-7 of erf. */
function erf(value: v128): v128 {
  const x = f32x4.max(f32x4.min(value, f32x4.splat(4)), f32x4.splat(-4));
  const square = f32x4.mul(x, x);
  let p = f32x4.splat(-2.72614225801306e-10);
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(2.77068142495902e-8));
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(-2.10102402082508e-6));
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(-5.69250639462346e-5));
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(-7.34990630326855e-4));
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(-2.95459980854025e-3));
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(-1.60960333262415e-2));
  let q = f32x4.splat(-1.45660718464996e-5);
  q = f32x4.add(f32x4.mul(q, square), f32x4.splat(-2.13374055278905e-4));
  q = f32x4.add(f32x4.mul(q, square), f32x4.splat(-1.68282697438203e-3));
  q = f32x4.add(f32x4.mul(q, square), f32x4.splat(-7.37332916720468e-3));
  q = f32x4.add(f32x4.mul(q, square), f32x4.splat(-1.42647390514189e-2));
  return f32x4.div(f32x4.mul(x, p), q);
}

/**
 * softmax(q K' / sqrt d) V of one position, head by head: `query` and `out` float32 [heads, d], d a multiple of 16.
 * Keys and values of position p lie in the page `table[p / perPage]` (an address), `offset` bytes from its start:
 * float32 [perPage, heads, d] of keys, then as many values. `scores` has room for `length` rounded up to four.
 */
export function attend(
  query: usize,
  out: usize,
  table: usize,
  offset: usize,
  perPage: i32,
  length: i32,
  heads: i32,
  dimension: i32,
  scores: usize,
): void {
  const headBytes = (<usize>dimension) << 2;
  const rowBytes = <usize>heads * headBytes;
  const valueOffset = offset + <usize>perPage * rowBytes;
  const factor = <f32>1 / Mathf.sqrt(<f32>dimension);
  for (let head: usize = 0; head < <usize>heads; head++) {
    const q = query + head * headBytes;
    let top: f32 = -Infinity;
    for (let from = 0; from < length; from += perPage) {
      let key = <usize>load<u32>(table + ((from / perPage) << 2)) + offset + head * headBytes;
      for (let p = from, end = min(from + perPage, length); p < end; p++, key += rowBytes) {
        let sums = f32x4.splat(0);
        for (let at: usize = 0; at < headBytes; at += 64) {
          sums = f32x4.add(sums, f32x4.mul(v128.load(q + at), v128.load(key + at)));
          sums = f32x4.add(sums, f32x4.mul(v128.load(q + at, 16), v128.load(key + at, 16)));
          sums = f32x4.add(sums, f32x4.mul(v128.load(q + at, 32), v128.load(key + at, 32)));
          sums = f32x4.add(sums, f32x4.mul(v128.load(q + at, 48), v128.load(key + at, 48)));
        }
        const score = total(sums) * factor;
        top = max(top, score);
        store<f32>(scores + ((<usize>p) << 2), score);
      }
    }
    const weight = <f32>1 / softmax(scores, length, top);
    for (let at: usize = 0; at < headBytes; at += 64) {
      let v0 = f32x4.splat(0);
      let v1 = f32x4.splat(0);
      let v2 = f32x4.splat(0);
      let v3 = f32x4.splat(0);
      for (let from = 0; from < length; from += perPage) {
        let value = <usize>load<u32>(table + ((from / perPage) << 2)) + valueOffset + head * headBytes + at;
        for (let p = from, end = min(from + perPage, length); p < end; p++, value += rowBytes) {
          const share = v128.load_splat<f32>(scores + ((<usize>p) << 2));
          v0 = f32x4.add(v0, f32x4.mul(share, v128.load(value)));
          v1 = f32x4.add(v1, f32x4.mul(share, v128.load(value, 16)));
          v2 = f32x4.add(v2, f32x4.mul(share, v128.load(value, 32)));
          v3 = f32x4.add(v3, f32x4.mul(share, v128.load(value, 48)));
        }
      }
      const to = out + head * headBytes + at;
      const weights = f32x4.splat(weight);
      v128.store(to, f32x4.mul(v0, weights));
      v128.store(to, f32x4.mul(v1, weights), 16);
      v128.store(to, f32x4.mul(v2, weights), 32);
      v128.store(to, f32x4.mul(v3, weights), 48);
    }
  }
}

/** Replaces scores by exp(score - top) and returns their sum. */
function softmax(scores: usize, length: i32, top: f32): f32 {
  const end = scores + ((<usize>length) << 2);
  for (let at = end; at < scores + ((<usize>(length + 3) >> 2) << 4); at += 4) store<f32>(at, -Infinity);
  const tops = f32x4.splat(top);
  let sums = f32x4.splat(0);
  for (let at = scores; at < end; at += 16) {
    const weights = exp(f32x4.sub(v128.load(at), tops));
    sums = f32x4.add(sums, weights);
    v128.store(at, weights);
  }
  return total(sums);
}

/** e^x for x <= 0, to float32's accuracy (Cephes' `expf`); 0 below -87. */
function exp(value: v128): v128 {
  const x = f32x4.max(value, f32x4.splat(-87));
  const whole = f32x4.nearest(f32x4.mul(x, f32x4.splat(Mathf.LOG2E)));
  let rest = f32x4.sub(x, f32x4.mul(whole, f32x4.splat(0.693359375)));
  rest = f32x4.sub(rest, f32x4.mul(whole, f32x4.splat(-2.1219444e-4)));
  let y = f32x4.splat(1.98756915e-4);
  y = f32x4.add(f32x4.mul(y, rest), f32x4.splat(1.3981999507e-3));
  y = f32x4.add(f32x4.mul(y, rest), f32x4.splat(8.3334519073e-3));
  y = f32x4.add(f32x4.mul(y, rest), f32x4.splat(4.1665795894e-2));
  y = f32x4.add(f32x4.mul(y, rest), f32x4.splat(1.6666665459e-1));
  y = f32x4.add(f32x4.mul(y, rest), f32x4.splat(5.0000001201e-1));
  y = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(y, rest), rest), rest), f32x4.splat(1));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(whole), i32x4.splat(127)), 23);
  return v128.and(f32x4.mul(y, power), f32x4.ge(value, f32x4.splat(-87)));
}

function total(sums: v128): f32 {
  return (
    f32x4.extract_lane(sums, 0) +
    f32x4.extract_lane(sums, 1) +
    (f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3))
  );
}
