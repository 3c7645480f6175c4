import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ElmError } from '../../../src/core/errors.ts';
import { parseNpy, parseVectorFile, parseVectorText } from '../../../src/core/vectorFiles.ts';

/** A .npy file as numpy.save writes it. */
function npy(descr: string, shape: string, data: Uint8Array, version = 1): Uint8Array {
  const body = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape}), }`;
  const prefix = version === 1 ? 10 : 12;
  const header = `${body.padEnd(Math.ceil((prefix + body.length + 1) / 64) * 64 - prefix - 1)}\n`;
  const bytes = new Uint8Array(prefix + header.length + data.length);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0]);
  const view = new DataView(bytes.buffer);
  if (version === 1) view.setUint16(8, header.length, true);
  else view.setUint32(8, header.length, true);
  bytes.set(new TextEncoder().encode(header), prefix);
  bytes.set(data, prefix + header.length);
  return bytes;
}

const floats = new Uint8Array(Float32Array.of(1, -2.5, 0.25).buffer);

function failure(read: () => unknown): ElmError {
  try {
    read();
  } catch (thrown) {
    if (thrown instanceof ElmError) return thrown;
    throw thrown;
  }
  throw new Error('It was read.');
}

describe('pasted vectors', () => {
  it.each([
    ['[1, -2.5, 0.25]'],
    ['[[1, -2.5, 0.25]]'],
    ['{"label": "x", "values": [1, -2.5, 0.25]}'],
    ['{"vector": [1, -2.5, 0.25]}'],
    ['1, -2.5, .25'],
    ['1;-2.5;0.25'],
    ['  1\t-2.5  2.5e-1\n'],
    ['1\n-2.5\n0.25\n\n'],
    ['1\r\n-2.5\r\n+0.25'],
  ])('reads %j', (text) => {
    expect(parseVectorText(text).values).toEqual([1, -2.5, 0.25]);
  });

  it.each([
    ['', 'bad-file', /holds no numbers/],
    ['[]', 'bad-file', /holds no numbers/],
    ['[1, 2', 'bad-file', /not valid JSON/],
    ['{"a": 1}', 'bad-file', /no list of numbers/],
    ['[[1, 2], [3, 4]]', 'bad-file', /holds 2 vectors/],
    ['1,2\n3,4', 'bad-file', /holds 2 rows/],
    ['1, two, 3', 'bad-vector', /place 2/],
    ['[1, null, 3]', 'bad-vector', /place 2/],
    ['1, NaN', 'bad-vector', /place 2/],
    ['1, Infinity', 'bad-vector', /place 2/],
    ['[1, "2"]', 'bad-vector', /place 2/],
    ['1e999', 'bad-vector', /place 1/],
  ])('refuses %j in one sentence', (text, code, message) => {
    const error = failure(() => parseVectorText(text));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });

  it('reads back what JSON and CSV write', () => {
    const vectors = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 });
    fc.assert(
      fc.property(vectors, (values) => {
        const expected = values.map((value) => value + 0);
        expect(parseVectorText(JSON.stringify(values)).values).toEqual(expected.map((value) => value || 0));
        expect(parseVectorText(values.join(',')).values).toEqual(expected.map((value) => value || 0));
      }),
    );
  });
});

describe('NumPy files', () => {
  it('reads float32, float64 and int8, rows and columns, both header versions', () => {
    expect(parseNpy(npy('<f4', '3,', floats)).values).toEqual([1, -2.5, 0.25]);
    expect(parseNpy(npy('<f4', '1, 3', floats, 2)).values).toEqual([1, -2.5, 0.25]);
    expect(parseNpy(npy('<f4', '3, 1', floats)).values).toEqual([1, -2.5, 0.25]);
    const doubles = new Uint8Array(Float64Array.of(0.1, 2).buffer);
    expect(parseNpy(npy('<f8', '2,', doubles)).values).toEqual([0.1, 2]);
    expect(parseNpy(npy('|i1', '2,', Uint8Array.of(255, 3))).values).toEqual([-1, 3]);
  });

  it.each([
    ['another file', () => parseNpy(new Uint8Array(20)), /not a NumPy file/],
    ['a matrix', () => parseNpy(npy('<f4', '3, 2', new Uint8Array(24))), /shape \(3, 2\)/],
    ['a single number', () => parseNpy(npy('<f4', '', new Uint8Array(4))), /shape \(\)/],
    ['strings', () => parseNpy(npy('<U4', '3,', floats)), /type "<U4"/],
    ['a cut-off file', () => parseNpy(npy('<f4', '9,', floats)), /cut off/],
    ['a header that claims too much', () => parseNpy(npy('<f8', '99999999999,', floats)), /cut off/],
    [
      'a file of other bytes',
      () => parseVectorFile('a.bin', Uint8Array.of(0xff, 0xfe, 1)),
      /not a text file/,
    ],
  ])('refuses %s', (_, read, message) => {
    expect(failure(read)).toMatchObject({ code: 'bad-file', message: expect.stringMatching(message) });
  });

  it('never throws anything but an ElmError, whatever the bytes', () => {
    const start = npy('<f4', '3,', floats);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (noise, prefixed) => {
        const bytes = prefixed ? Uint8Array.of(...start.subarray(0, 40), ...noise) : noise;
        try {
          parseVectorFile('x', bytes);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(ElmError);
        }
      }),
    );
  });
});
