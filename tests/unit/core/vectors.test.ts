import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ElmError } from '../../../src/core/errors.ts';
import { checkedVector, cosine, lerp, mean, norm, normalise, slerp } from '../../../src/core/vectors.ts';
import { golden, largestDifference } from './fixtures.ts';

const vector = (length: number) =>
  fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: length, maxLength: length });

describe('slerp', () => {
  it('agrees with the formula in numpy', () => {
    for (const { a, b, t, slerp: expected } of golden.interpolations) {
      expect(largestDifference(slerp(a, b, t), expected)).toBeLessThan(1e-5);
    }
  });

  it('keeps unit vectors on the sphere, where a straight line cuts through it', () => {
    const [a, b] = [normalise([1, 0.2, 0]), normalise([0, 1, 0.3])];
    expect(norm(slerp(a, b, 0.5))).toBeCloseTo(1, 6);
    expect(norm(lerp(a, b, 0.5))).toBeLessThan(0.9);
  });

  it('does not divide by zero for opposite, equal and zero vectors', () => {
    for (const [a, b] of [
      [
        [1, 0],
        [-1, 0],
      ],
      [
        [1, 0],
        [1, 0],
      ],
      [
        [0, 0],
        [1, 0],
      ],
    ] as const) {
      expect([...slerp(a, b, 0.3)].every(Number.isFinite)).toBe(true);
    }
  });
});

describe('cosine', () => {
  it('ignores length, stays within -1..1 and is symmetric', () => {
    fc.assert(
      fc.property(vector(5), vector(5), fc.double({ min: 0.01, max: 100, noNaN: true }), (a, b, factor) => {
        const value = cosine(a, b);
        expect(Math.abs(value)).toBeLessThanOrEqual(1);
        expect(cosine(b, a)).toBeCloseTo(value, 9);
        if (norm(a) > 1e-3)
          expect(
            cosine(
              a.map((x) => x * factor),
              b,
            ),
          ).toBeCloseTo(value, 6);
      }),
    );
  });
});

describe('mean', () => {
  it('is the middle of its vectors', () => {
    expect([
      ...mean([
        [1, 4],
        [3, 8],
      ]),
    ]).toEqual([2, 6]);
  });
});

describe('checkedVector', () => {
  it.each([
    ['a wrong length', [1, 2], /2 numbers, but this space has 3/],
    ['a missing number', [1, Number.NaN, 2], /no usable number at place 2/],
    ['an infinite number', [1, 2, Number.NEGATIVE_INFINITY], /place 3/],
    ['a number beyond float32', [1e300, 0, 0], /place 1/],
    ['zero', [0, 0, 0], /points nowhere/],
  ])('refuses %s in one sentence', (_, values, message) => {
    let thrown: unknown;
    try {
      checkedVector(values, 3, 'The vector');
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(ElmError);
    expect((thrown as ElmError).code).toBe('bad-vector');
    expect((thrown as ElmError).message).toMatch(message);
  });
});
