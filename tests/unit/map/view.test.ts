import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cardPlace } from '../../../src/views/map/PointCard.tsx';
import { crowdFactor, radiusAt, SIZE_CLASSES, sizeClasses } from '../../../src/views/map/points.ts';
import { isStroke, startsLasso } from '../../../src/views/map/usePointer.ts';
import {
  cameraOf,
  cameraOn,
  fitted,
  toScreen,
  toWorld,
  transformOf,
  worldBounds,
  zoomed,
} from '../../../src/views/map/view.ts';

const BOUNDS = { x0: -5, y0: 2, x1: 15, y1: 8 };
const VIEWPORT = { width: 900, height: 600, inset: { top: 60, right: 20, bottom: 20, left: 180 } };

describe('fitted view', () => {
  test('shows the bounds inside the free part, at one scale, with y upwards', () => {
    const screen = fitted(BOUNDS, VIEWPORT);
    const [low, high] = [toScreen(screen, BOUNDS.x0, BOUNDS.y0), toScreen(screen, BOUNDS.x1, BOUNDS.y1)];
    expect(low.x).toBeGreaterThanOrEqual(180 - 1e-6);
    expect(high.x).toBeLessThanOrEqual(880 + 1e-6);
    expect(high.y).toBeGreaterThanOrEqual(60 - 1e-6);
    expect(low.y).toBeGreaterThan(high.y);
    expect(screen.scaleY).toBe(-screen.scaleX);
  });

  test('strays do not shrink the rest; a single point has a view', () => {
    const x = Float32Array.from({ length: 5000 }, (_, i) => (i === 7 ? 1e6 : i / 5000));
    const layer = { kind: 'movie', shape: 'disc', count: 5000, x, y: x } as const;
    expect(worldBounds([layer]).x1).toBeLessThan(1.01);
    const one = { ...layer, count: 1, x: Float32Array.of(3), y: Float32Array.of(3) };
    expect(worldBounds([one])).toEqual({ x0: 2, y0: 2, x1: 4, y1: 4 });
    expect(worldBounds([])).toEqual({ x0: -1, y0: -1, x1: 1, y1: 1 });
  });
});

test('a camera and its transform are two ways to say the same', () => {
  const number = fc.double({ min: -20, max: 20, noNaN: true });
  fc.assert(
    fc.property(number, number, fc.double({ min: 0.7, max: 50, noNaN: true }), (x, y, k) => {
      const fit = fitted(BOUNDS, VIEWPORT);
      const transform = transformOf({ x, y, k }, fit, VIEWPORT);
      const camera = cameraOf(transform, fit, VIEWPORT);
      expect(camera.x).toBeCloseTo(x, 6);
      expect(camera.y).toBeCloseTo(y, 6);
      const middle = toScreen(zoomed(fit, transform), x, y);
      expect(middle.x).toBeCloseTo((180 + 880) / 2, 4);
      expect(toWorld(zoomed(fit, transform), middle.x, middle.y).x).toBeCloseTo(x, 6);
    }),
  );
});

test('cameraOn shows all places and does not magnify past its limit', () => {
  const camera = cameraOn(
    [
      { x: 0, y: 4 },
      { x: 2, y: 4 },
    ],
    BOUNDS,
    30,
  );
  expect(camera.x).toBe(1);
  expect(camera.k).toBeCloseTo(7);
  expect(cameraOn([{ x: 0, y: 4 }], BOUNDS, 12).k).toBe(12);
});

test('well-known points are larger, and all grow with the zoom up to a limit', () => {
  const classes = sizeClasses([1, 2, 3, 5, 8, 20, 50, 400, 5000]);
  expect([...classes]).toEqual([...classes].sort());
  expect(classes.at(-1)).toBe(SIZE_CLASSES - 1);
  expect(radiusAt(0, 8)).toBeGreaterThan(radiusAt(0, 1));
  expect(radiusAt(0, 1000)).toBe(radiusAt(0, 100));
});

test('points shrink where they crowd: many of them, or a small screen', () => {
  expect(crowdFactor(10_000, 1000 * 760)).toBe(1);
  expect(crowdFactor(10_000, 360 * 320)).toBeLessThan(0.65);
  expect(crowdFactor(250_000, 1000 * 700)).toBe(0.55);
});

test('a card stays inside the map, and off its point on a narrow one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 600 }), (x, y) => {
      const place = cardPlace({ x, y }, { width: 900, height: 600 }, 150);
      expect(place.x).toBeGreaterThanOrEqual(8);
      expect(place.x + 264).toBeLessThanOrEqual(900);
      expect(place.y).toBeGreaterThanOrEqual(8);
      expect(place.y + 150).toBeLessThanOrEqual(600);
      // Beside the point, never over it.
      expect(x < place.x || x > place.x + 264).toBe(true);
    }),
  );
  const phone = { width: 360, height: 330 };
  expect(cardPlace({ x: 180, y: 100 }, phone, 140).y).toBeGreaterThan(100);
  expect(cardPlace({ x: 180, y: 260 }, phone, 140).y + 140).toBeLessThan(260);
});

describe('pointer', () => {
  test('a shaking hand is a click, a longer way is a stroke', () => {
    expect(isStroke([10, 10, 12, 13, 9, 9])).toBe(false);
    expect(isStroke([10, 10, 12, 16])).toBe(true);
  });

  test('shift or the lasso tool keep d3-zoom out, wheel and two fingers do not', () => {
    const event = (type: string, more: object = {}) => ({ type, shiftKey: false, ...more }) as MouseEvent;
    expect(startsLasso(event('mousedown'), false)).toBe(false);
    expect(startsLasso(event('mousedown', { shiftKey: true }), false)).toBe(true);
    expect(startsLasso(event('mousedown'), true)).toBe(true);
    expect(startsLasso(event('wheel', { shiftKey: true }), true)).toBe(false);
    expect(startsLasso(event('touchstart', { touches: [0, 1] }), true)).toBe(false);
    expect(startsLasso(event('touchstart', { touches: [0] }), true)).toBe(true);
  });
});
