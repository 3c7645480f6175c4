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
  const x = f32x4.pmax(f32x4.pmin(value, f32x4.splat(4)), f32x4.splat(-4));
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
 * softmax(q K' / sqrt d) V of one position: `query` and `out` float32 [heads, d], d a multiple of 16. Keys and values
 * of position p lie in the page `table[p / perPage]` (an address), `offset` bytes from its start: float32
 * [perPage, heads, d] of keys, then as many values. They are read in their order, all heads of a position together:
 * head by head took 10 to 30 % more time. `scores` has room for float32
 * [heads, length rounded up to four], and behind them a sum for each head.
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
  const stride = (<usize>(length + 3) >> 2) << 4;
  for (let from = 0, score = scores; from < length; from += perPage) {
    let key = <usize>load<u32>(table + ((from / perPage) << 2)) + offset;
    for (let p = from, end = min(from + perPage, length); p < end; p++, key += rowBytes, score += 4) {
      for (let at: usize = 0, to = score; at < rowBytes; at += headBytes, to += stride) {
        store<f32>(to, dot(query + at, key + at, headBytes) * factor);
      }
    }
  }
  for (let at: usize = 0; at < rowBytes; at += 16) v128.store(out + at, f32x4.splat(0));
  for (let head = 0, score = scores; head < heads; head++, score += stride) {
    softmax(score, length, scores + <usize>heads * stride + ((<usize>head) << 2));
  }
  for (let from = 0, score = scores; from < length; from += perPage) {
    let value = <usize>load<u32>(table + ((from / perPage) << 2)) + valueOffset;
    let left = min(perPage, length - from);
    for (; left >= 4; left -= 4, value += 4 * rowBytes, score += 16) {
      for (let at: usize = 0, share = score; at < rowBytes; at += headBytes, share += stride) {
        addFour(out + at, value + at, rowBytes, share, headBytes);
      }
    }
    for (; left > 0; left--, value += rowBytes, score += 4) {
      for (let at: usize = 0, share = score; at < rowBytes; at += headBytes, share += stride) {
        addOne(out + at, value + at, share, headBytes);
      }
    }
  }
  for (let head = 0; head < heads; head++, out += headBytes) {
    const sum = load<f32>(scores + <usize>heads * stride + ((<usize>head) << 2));
    const weights = f32x4.splat(<f32>1 / sum);
    for (let at = out; at < out + headBytes; at += 16) v128.store(at, f32x4.mul(v128.load(at), weights));
  }
}

function dot(a: usize, b: usize, bytes: usize): f32 {
  let sums = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 64) {
    sums = f32x4.add(sums, f32x4.mul(v128.load(a + at), v128.load(b + at)));
    sums = f32x4.add(sums, f32x4.mul(v128.load(a + at, 16), v128.load(b + at, 16)));
    sums = f32x4.add(sums, f32x4.mul(v128.load(a + at, 32), v128.load(b + at, 32)));
    sums = f32x4.add(sums, f32x4.mul(v128.load(a + at, 48), v128.load(b + at, 48)));
  }
  return total(sums);
}

/** Adds the values of four positions of a head, one after the other, with their shares. */
function addFour(out: usize, value: usize, rowBytes: usize, shares: usize, bytes: usize): void {
  const s0 = v128.load_splat<f32>(shares);
  const s1 = v128.load_splat<f32>(shares, 4);
  const s2 = v128.load_splat<f32>(shares, 8);
  const s3 = v128.load_splat<f32>(shares, 12);
  for (const end = out + bytes; out < end; out += 16, value += 16) {
    let sum = f32x4.add(v128.load(out), f32x4.mul(s0, v128.load(value)));
    sum = f32x4.add(sum, f32x4.mul(s1, v128.load(value + rowBytes)));
    sum = f32x4.add(sum, f32x4.mul(s2, v128.load(value + 2 * rowBytes)));
    sum = f32x4.add(sum, f32x4.mul(s3, v128.load(value + 3 * rowBytes)));
    v128.store(out, sum);
  }
}

function addOne(out: usize, value: usize, share: usize, bytes: usize): void {
  const shares = v128.load_splat<f32>(share);
  for (const end = out + bytes; out < end; out += 16, value += 16) {
    v128.store(out, f32x4.add(v128.load(out), f32x4.mul(shares, v128.load(value))));
  }
}

/** Replaces scores by exp(score - largest) and writes their sum to `sum`. */
function softmax(scores: usize, length: i32, sum: usize): void {
  const end = scores + ((<usize>length) << 2);
  const stop = scores + ((<usize>(length + 3) >> 2) << 4);
  for (let at = end; at < stop; at += 4) store<f32>(at, -Infinity);
  let tops = v128.load(scores);
  for (let at = scores + 16; at < stop; at += 16) tops = f32x4.pmax(tops, v128.load(at));
  tops = f32x4.pmax(tops, v128.shuffle<f32>(tops, tops, 2, 3, 0, 1));
  tops = f32x4.pmax(tops, v128.shuffle<f32>(tops, tops, 1, 0, 3, 2));
  let sums = f32x4.splat(0);
  for (let at = scores; at < stop; at += 16) {
    const weights = exp(f32x4.sub(v128.load(at), tops));
    sums = f32x4.add(sums, weights);
    v128.store(at, weights);
  }
  store<f32>(sum, total(sums));
}

/** e^x for x <= 0, to float32's accuracy (Cephes' `expf`); 0 below -87. */
function exp(value: v128): v128 {
  const x = f32x4.pmax(value, f32x4.splat(-87));
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

/** Sum of four, those of either half first. */
export function total(sums: v128): f32 {
  return (
    f32x4.extract_lane(sums, 0) +
    f32x4.extract_lane(sums, 1) +
    (f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3))
  );
}
