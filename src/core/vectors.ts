import { ElmError } from './errors.ts';

/** Anything that reads like a vector of numbers. */
export type VectorLike = Float32Array | Float64Array | Int8Array | readonly number[];

/** <a, b>; the lengths must agree. */
export function dot(a: VectorLike, b: VectorLike): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** Euclidean length. */
export function norm(a: VectorLike): number {
  return Math.sqrt(dot(a, a));
}

/** Cosine similarity in -1..1; 0 when either vector is zero. */
export function cosine(a: VectorLike, b: VectorLike): number {
  const lengths = norm(a) * norm(b);
  return lengths === 0 ? 0 : Math.max(-1, Math.min(1, dot(a, b) / lengths));
}

/** Euclidean distance between a and b. */
export function distance(a: VectorLike, b: VectorLike): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += ((a[i] as number) - (b[i] as number)) ** 2;
  return Math.sqrt(sum);
}

/** factor * a, a new vector. */
export function scale(a: VectorLike, factor: number): Float32Array {
  return Float32Array.from(a, (value) => value * factor);
}

/** a + factor * b, a new vector. */
export function add(a: VectorLike, b: VectorLike, factor = 1): Float32Array {
  return Float32Array.from(a, (value, i) => value + factor * (b[i] as number));
}

/** a / |a|, a new vector; a zero vector stays zero. */
export function normalise(a: VectorLike): Float32Array {
  const length = norm(a);
  return scale(a, length === 0 ? 0 : 1 / length);
}

/** (1 - t) * a + t * b. */
export function lerp(a: VectorLike, b: VectorLike, t: number): Float32Array {
  return Float32Array.from(a, (value, i) => (1 - t) * value + t * (b[i] as number));
}

/**
 * Spherical interpolation: the direction moves along the great circle from a to b at constant
 * speed and the length changes linearly. Falls back to `lerp` where the circle is not defined
 * (a zero vector, opposite directions) or the angle is too small to divide by.
 */
export function slerp(a: VectorLike, b: VectorLike, t: number): Float32Array {
  const lengthA = norm(a);
  const lengthB = norm(b);
  const angle = Math.acos(cosine(a, b));
  const sine = Math.sin(angle);
  if (lengthA === 0 || lengthB === 0 || sine < 1e-6) return lerp(a, b, t);
  const length = (1 - t) * lengthA + t * lengthB;
  const weightA = (Math.sin((1 - t) * angle) / sine / lengthA) * length;
  const weightB = (Math.sin(t * angle) / sine / lengthB) * length;
  return Float32Array.from(a, (value, i) => weightA * value + weightB * (b[i] as number));
}

/** Mean of one or more vectors of equal length. */
export function mean(vectors: readonly VectorLike[]): Float32Array {
  const sum = new Float64Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) {
    for (let i = 0; i < sum.length; i += 1) sum[i] = (sum[i] as number) + (vector[i] as number);
  }
  return Float32Array.from(sum, (value) => value / vectors.length);
}

/**
 * Returns `values` as float32 when it has `dimension` finite numbers, not all zero.
 * @throws ElmError `bad-vector` naming `what` otherwise.
 */
export function checkedVector(values: VectorLike, dimension: number, what: string): Float32Array {
  if (values.length !== dimension) {
    throw new ElmError(
      'bad-vector',
      `${what} has ${values.length} numbers, but this space has ${dimension} dimensions.`,
      `Give a vector of ${dimension} numbers, or switch to the space that it belongs to.`,
    );
  }
  const vector = Float32Array.from(values);
  const bad = vector.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new ElmError(
      'bad-vector',
      `${what} has no usable number at place ${bad + 1}.`,
      'Replace the missing or infinite numbers and try again.',
      `value ${String(values[bad])} at index ${bad}`,
    );
  }
  if (vector.every((value) => value === 0)) {
    throw new ElmError(
      'bad-vector',
      `${what} is zero everywhere, so it points nowhere.`,
      'Choose another one.',
    );
  }
  return vector;
}
