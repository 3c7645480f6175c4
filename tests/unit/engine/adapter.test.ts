import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseSafetensors, toFloat32 } from '../../../src/bundle/safetensors.ts';
import { gelu, readAdapters } from '../../../src/engine/adapter.ts';
import { tinyFolder } from './tinyBundle.ts';

const bytes = () => new Uint8Array(readFileSync(join(tinyFolder, 'elm/adapters.safetensors')));

describe('GELU', () => {
  // torch.nn.functional.gelu in float64.
  it.each([
    [-6, -5.919e-9],
    [-3, -0.00404969],
    [-1, -0.15865525],
    [-0.1, -0.04601722],
    [0, 0],
    [0.5, 0.34573123],
    [1, 0.84134475],
    [4, 3.99987332],
  ])('of %d', (x, expected) => {
    expect(Math.abs(gelu(x) - expected)).toBeLessThan(1e-6 * Math.max(1, Math.abs(expected)));
  });
});

describe('the adapter E_A', () => {
  it('is W2 GELU(W1 ((w - mean) / scale) + b1) + b2', () => {
    const tensors = parseSafetensors(bytes(), 'adapters');
    const read = (name: string) => [...toFloat32(tensors.get(`behavioral.${name}`) as never)];
    const [mean, scale, w1, b1, w2, b2] = ['mean', 'scale', 'w1', 'b1', 'w2', 'b2'].map(read) as number[][];
    const w = Float32Array.from({ length: 8 }, (_, i) => Math.cos(i));
    const product = (matrix: number[], x: number[], bias: number[]) =>
      bias.map((b, row) =>
        x.reduce((sum, value, i) => sum + value * (matrix[row * x.length + i] as number), b),
      );
    const standard = [...w].map((value, i) => (value - (mean?.[i] as number)) / (scale?.[i] as number));
    const inner = product(w1 as number[], standard, b1 as number[]).map(gelu);
    const expected = product(w2 as number[], inner, b2 as number[]);

    const out = new Float32Array(3 + 64);
    readAdapters(bytes(), { behavioral: 8 }, 64).get('behavioral')?.apply(w, out, 3);
    expect([...out.subarray(0, 3)]).toEqual([0, 0, 0]);
    for (const [i, value] of expected.entries()) expect(out[3 + i]).toBeCloseTo(value, 4);
  });

  it('is refused when the file is for another dimension', () => {
    expect(() => readAdapters(bytes(), { semantic: 17 }, 64)).toThrow(
      expect.objectContaining({ code: 'bad-file' }),
    );
    expect(() => readAdapters(bytes(), { semantic: 16 }, 32)).toThrow(
      expect.objectContaining({ code: 'bad-file' }),
    );
  });
});
