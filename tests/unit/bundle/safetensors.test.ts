import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { halfToFloat, parseSafetensors, tensorOf, toFloat32 } from '../../../src/bundle/safetensors.ts';
import { ElmError } from '../../../src/core/errors.ts';
import { FUZZ_RUNS, FUZZ_TIMEOUT } from '../fuzzRuns.ts';

/** A file with the header given as text and `data` after it. */
function file(
  header: string,
  data: Uint8Array = new Uint8Array(0),
  announced?: bigint,
): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, announced ?? BigInt(text.length), true);
  bytes.set(text, 8);
  bytes.set(data, 8 + text.length);
  return bytes;
}

const floats = (values: number[]) => new Uint8Array(Float32Array.from(values).buffer);
const entry = (dtype: string, shape: unknown, offsets: unknown) => ({ dtype, shape, data_offsets: offsets });

function codeOf(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(ElmError);
    return (thrown as ElmError).code;
  }
}

describe('a safetensors file', () => {
  it('gives its tensors as views', () => {
    const header = JSON.stringify({ __metadata__: { by: 'test' }, a: entry('F32', [2, 2], [0, 16]) });
    const tensors = parseSafetensors(file(header, floats([1, 2, 3, 4])), 'f');
    expect([...tensors.keys()]).toEqual(['a']);
    expect([...toFloat32(tensorOf(tensors, 'a', ['F32'], [2, null], 'f'))]).toEqual([1, 2, 3, 4]);
  });

  it('reads F16, I8, U8 and I32', () => {
    const data = new Uint8Array([0x00, 0x3c, 0x00, 0xc0, 0xff, 7, 0xfe, 0xff, 0xff, 0xff]);
    const header = JSON.stringify({
      half: entry('F16', [2], [0, 4]),
      signed: entry('I8', [1], [4, 5]),
      plain: entry('U8', [1], [5, 6]),
      whole: entry('I32', [1], [6, 10]),
    });
    const tensors = parseSafetensors(file(header, data), 'f');
    const values = ['half', 'signed', 'plain', 'whole'].map((name) => {
      const tensor = tensors.get(name);
      return tensor ? [...toFloat32(tensor)] : null;
    });
    expect(values).toEqual([[1, -2], [-1], [7], [-2]]);
  });

  it('reads halves: subnormal, largest, infinite', () => {
    expect(halfToFloat(0x0001)).toBe(2 ** -24);
    expect(halfToFloat(0x7bff)).toBe(65504);
    expect(halfToFloat(0xfc00)).toBe(Number.NEGATIVE_INFINITY);
    expect(halfToFloat(0x7e00)).toBeNaN();
  });

  it.each([
    ['shorter than a header', new Uint8Array(5)],
    ['a header longer than the file', file('{}', undefined, 99n)],
    ['a header of 2^63 bytes', file('{}', undefined, 2n ** 63n)],
    ['no JSON', file('{"a"')],
    ['a list for a header', file('[]')],
    ['an unknown type', file(JSON.stringify({ a: entry('BF16', [1], [0, 2]) }), new Uint8Array(2))],
    [
      'a type from the prototype',
      file(JSON.stringify({ a: entry('toString', [1], [0, 2]) }), new Uint8Array(2)),
    ],
    ['cut off', file(JSON.stringify({ a: entry('F32', [2], [0, 8]) }), floats([1]))],
    ['offsets that run backwards', file(JSON.stringify({ a: entry('F32', [1], [8, 4]) }), floats([1, 2]))],
    ['a negative offset', file(JSON.stringify({ a: entry('F32', [1], [-4, 0]) }), floats([1]))],
    ['a shape of another size', file(JSON.stringify({ a: entry('F32', [3], [0, 8]) }), floats([1, 2]))],
    [
      'a shape that overflows',
      file(JSON.stringify({ a: entry('U8', [2 ** 53, 2 ** 53], [0, 1]) }), floats([1])),
    ],
    ['no entry but null', file(JSON.stringify({ a: null }))],
  ])('is refused: %s', (_, bytes) => {
    expect(codeOf(() => parseSafetensors(bytes, 'f'))).toBe('bad-file');
  });

  it(
    'is parsed or refused, never read out of bounds, whatever the header says',
    () => {
      const size = fc.oneof(fc.integer({ min: -4, max: 40 }), fc.double(), fc.constant(2 ** 52));
      const record = fc.record({
        dtype: fc.constantFrom('F32', 'F16', 'I8', 'U8', 'I32', 'F64', '__proto__'),
        shape: fc.array(size, { maxLength: 3 }),
        data_offsets: fc.array(size, { minLength: 1, maxLength: 3 }),
      });
      const header = fc.dictionary(
        fc.string(),
        fc.oneof({ weight: 9, arbitrary: record }, { weight: 1, arbitrary: fc.jsonValue() }),
      );
      fc.assert(
        fc.property(header, fc.uint8Array({ maxLength: 40 }), (entries, data) => {
          const bytes = file(JSON.stringify(entries), data);
          const code = codeOf(() => {
            for (const tensor of parseSafetensors(bytes, 'f').values()) {
              expect(toFloat32(tensor)).toHaveLength(tensor.size);
              expect(tensor.bytes.byteOffset + tensor.bytes.byteLength).toBeLessThanOrEqual(bytes.length);
            }
          });
          expect([null, 'bad-file']).toContain(code);
        }),
        { numRuns: FUZZ_RUNS },
      );
    },
    FUZZ_TIMEOUT,
  );

  it(
    'is parsed or refused whatever the bytes',
    () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
          expect([null, 'bad-file']).toContain(codeOf(() => parseSafetensors(Uint8Array.from(bytes), 'f')));
        }),
        { numRuns: FUZZ_RUNS },
      );
    },
    FUZZ_TIMEOUT,
  );
});

describe('a tensor by name', () => {
  const tensors = parseSafetensors(
    file(JSON.stringify({ a: entry('F32', [1, 2], [0, 8]) }), floats([1, 2])),
    'f',
  );

  it.each([
    ['missing', 'b', ['F32'], [1, 2]],
    ['another type', 'a', ['I8'], [1, 2]],
    ['another shape', 'a', ['F32'], [2, 1]],
    ['another rank', 'a', ['F32'], [2]],
  ] as const)('is refused: %s', (_, name, dtypes, shape) => {
    expect(codeOf(() => tensorOf(tensors, name, dtypes, shape, 'f'))).toBe('bad-file');
  });
});
