import { describe, expect, test } from 'vitest';
import {
  drawOrder,
  PointFlag,
  type PointLayer,
  type PointStyle,
  SIZE_CLASSES,
} from '../../../src/views/map/points.ts';
import {
  clearRaster,
  drawPoints,
  makeRaster,
  pack,
  packPalette,
  type Raster,
  type Rgb,
} from '../../../src/views/map/raster.ts';
import { COVERAGE, coverage, makeStamps, PHASES } from '../../../src/views/map/stamps.ts';

const PAPER: Rgb = [250, 249, 246];
const RED: Rgb = [200, 10, 20];
const BLUE: Rgb = [10, 20, 200];
const VIEW = { scaleX: 1, scaleY: 1, offsetX: 0, offsetY: 0 };

function layerOf(places: readonly (readonly [number, number])[]): PointLayer {
  return {
    kind: 'movie',
    shape: 'disc',
    count: places.length,
    x: Float32Array.from(places, ([x]) => x),
    y: Float32Array.from(places, ([, y]) => y),
  };
}

function styleOf(colour: readonly number[], flags = colour.map(() => 0)): PointStyle {
  return {
    colour: Uint8Array.from(colour),
    size: new Uint8Array(colour.length),
    flags: Uint8Array.from(flags),
  };
}

function drawn(places: readonly (readonly [number, number])[], style: PointStyle, radius: number): Raster {
  const raster = makeRaster(40, 30);
  clearRaster(raster, PAPER);
  const order = drawOrder(style);
  const stamps = makeStamps('disc', Array(SIZE_CLASSES).fill(radius), raster.stride);
  const palette = packPalette([RED, BLUE], PAPER);
  drawPoints(raster, layerOf(places), style, order, 0, order.rows.length, VIEW, stamps, palette, PAPER);
  return raster;
}

function at(raster: Raster, x: number, y: number): number {
  return raster.pixels[(y + raster.margin) * raster.stride + x + raster.margin] as number;
}

function inkOf(raster: Raster): number {
  return raster.pixels.reduce((sum, pixel) => sum + (pixel === pack(PAPER) ? 0 : 1), 0);
}

describe('stamps', () => {
  test('cover the area of the disc in every phase', () => {
    for (const radius of [1, 1.5, 2.5, 4]) {
      const stamps = makeStamps('disc', [radius], 100);
      for (let phase = 0; phase < PHASES * PHASES; phase++) {
        const [from, to] = [stamps.start[phase] as number, stamps.start[phase + 1] as number];
        const area = stamps.levels.subarray(from, to).reduce((sum, level) => sum + level, 0) / COVERAGE;
        expect(Math.abs(area / (Math.PI * radius ** 2) - 1), `radius ${radius}, phase ${phase}`).toBeLessThan(
          0.16,
        );
      }
    }
  });

  test('a diamond has the area of the disc of its radius', () => {
    const area = (shape: 'disc' | 'diamond'): number => {
      const stamps = makeStamps(shape, [5], 100);
      return stamps.levels.subarray(0, stamps.start[1]).reduce((sum, level) => sum + level, 0);
    };
    expect(area('diamond') / area('disc')).toBeCloseTo(1, 1);
  });

  test('hard stamps have full pixels alone, and none is empty', () => {
    const stamps = makeStamps('disc', [0.5, 0.8, 2], 100, false);
    expect(stamps.levels.every((level) => level === COVERAGE)).toBe(true);
    for (let s = 0; s + 1 < stamps.start.length; s++) {
      expect(stamps.start[s + 1]).toBeGreaterThan(stamps.start[s] as number);
    }
  });

  test('full pixels come before partial ones', () => {
    const stamps = makeStamps('disc', [1, 3], 64);
    for (let s = 0; s + 1 < stamps.start.length; s++) {
      const edge = stamps.edge[s] as number;
      const full = stamps.levels.subarray(stamps.start[s], edge);
      const partial = stamps.levels.subarray(edge, stamps.start[s + 1]);
      expect(full.every((level) => level === COVERAGE)).toBe(true);
      expect(partial.every((level) => level > 0 && level < COVERAGE)).toBe(true);
    }
  });

  test('coverage falls from 1 inside to 0 outside', () => {
    expect(coverage('disc', 3, 0.5, 0.5, 0, 0)).toBe(1);
    expect(coverage('disc', 3, 0.5, 0.5, 4, 0)).toBe(0);
    const rim = coverage('disc', 3, 0.5, 0.5, 3, 0);
    expect(rim).toBeGreaterThan(0);
    expect(rim).toBeLessThan(1);
  });
});

describe('drawPoints', () => {
  test('puts the colour at the place and leaves the rest alone', () => {
    const raster = drawn([[10, 12]], styleOf([0]), 2);
    expect(at(raster, 10, 12)).toBe(pack(RED));
    expect(at(raster, 20, 20)).toBe(pack(PAPER));
    const ink = inkOf(raster);
    expect(ink).toBeGreaterThanOrEqual(12);
    expect(ink).toBeLessThanOrEqual(24);
  });

  test('rims are a mix on paper, and never overwrite a neighbour', () => {
    const alone = drawn([[10.5, 10.5]], styleOf([0]), 2.2);
    const rim = at(alone, 12, 10);
    expect(rim).not.toBe(pack(PAPER));
    expect(rim).not.toBe(pack(RED));
    const crowded = drawn(
      [
        [12.5, 10.5],
        [10.5, 10.5],
      ],
      styleOf([1, 0]),
      2.2,
    );
    expect(at(crowded, 12, 10)).toBe(pack(BLUE));
  });

  test('skips places without coordinates and far outside', () => {
    const raster = drawn(
      [
        [Number.NaN, 3],
        [4000, 5],
        [5, -9999],
      ],
      styleOf([0, 0, 0]),
      3,
    );
    expect(inkOf(raster)).toBe(0);
  });

  test('points at the rim do not wrap round to the other side', () => {
    const raster = drawn(
      [
        [-2, 15],
        [41, 15],
      ],
      styleOf([0, 1]),
      4,
    );
    expect(at(raster, 0, 15)).toBe(pack(RED));
    expect(at(raster, 39, 15)).toBe(pack(BLUE));
    expect(at(raster, 8, 15)).toBe(pack(PAPER));
    for (let y = 0; y < 30; y++) {
      if (Math.abs(y - 15) > 5) expect(at(raster, 39, y)).toBe(pack(PAPER));
    }
  });

  test('refuses stamps that reach past the margin', () => {
    expect(() => drawn([[10, 10]], styleOf([0]), 25)).toThrow(RangeError);
  });
});

describe('drawOrder', () => {
  test('hidden rows are left out; dimmed, plain and selected rows follow each other, small first', () => {
    const style: PointStyle = {
      colour: new Uint8Array(6),
      size: Uint8Array.from([3, 0, 2, 1, 0, 4]),
      flags: Uint8Array.from([
        0,
        PointFlag.selected,
        PointFlag.dimmed,
        PointFlag.dimmed,
        PointFlag.hidden,
        PointFlag.selected | PointFlag.dimmed,
      ]),
    };
    const order = drawOrder(style);
    expect([...order.rows]).toEqual([3, 2, 0, 1, 5]);
    expect([order.dimmedEnd, order.plainEnd]).toEqual([2, 3]);
  });
});
