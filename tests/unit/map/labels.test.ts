import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { labelNodes, regionLevel, shorten, TITLES_FROM } from '../../../src/views/map/labelNodes.ts';
import { LABEL_PADDING, type LabelCandidate, overlaps, placeLabels } from '../../../src/views/map/labels.ts';

const measure = (text: string, size: number): number => text.length * size * 0.6;
const COLOURS = { paper: '#ffffff', ink: '#111111', soft: '#555555', accent: '#b93a0a' };

const candidate = fc.record<LabelCandidate>({
  id: fc.uuid(),
  text: fc.string({ minLength: 1, maxLength: 18 }),
  x: fc.float({ min: 0, max: 600, noNaN: true }),
  y: fc.float({ min: 0, max: 400, noNaN: true }),
  size: fc.constantFrom(11, 13, 16),
  align: fc.constantFrom('centre', 'right'),
  gap: fc.constantFrom(0, 8),
});

describe('placeLabels', () => {
  test('kept labels never touch, the first is always kept, the limit holds', () => {
    fc.assert(
      fc.property(
        fc.array(candidate, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 12 }),
        (list, limit) => {
          const { kept, boxes } = placeLabels(list, measure, limit);
          expect(kept[0]).toBe(list[0]);
          expect(kept.length).toBeLessThanOrEqual(limit);
          for (const [i, a] of boxes.entries()) {
            for (const b of boxes.slice(i + 1)) expect(overlaps(a, b, LABEL_PADDING)).toBe(false);
          }
        },
      ),
    );
  });

  test('does not change when everything is moved', () => {
    fc.assert(
      fc.property(
        fc.array(candidate, { maxLength: 30 }),
        fc.integer({ min: -300, max: 300 }),
        (list, shift) => {
          const rounded = list.map((one) => ({ ...one, x: Math.round(one.x), y: Math.round(one.y) }));
          const moved = rounded.map((one) => ({ ...one, x: one.x + shift, y: one.y - shift }));
          const ids = (labels: readonly LabelCandidate[]): string[] => labels.map((label) => label.id);
          expect(ids(placeLabels(moved, measure, 50).kept)).toEqual(
            ids(placeLabels(rounded, measure, 50).kept),
          );
        },
      ),
    );
  });

  test('keeps out of occupied boxes', () => {
    const label: LabelCandidate = { id: 'a', text: 'noir', x: 50, y: 50, size: 12, align: 'centre', gap: 0 };
    expect(placeLabels([label], measure, 5, [{ x0: 40, y0: 40, x1: 60, y1: 60 }]).kept).toEqual([]);
  });
});

describe('labelNodes', () => {
  const regions = [
    { text: 'western', x: 0, y: 0, level: 1, weight: 40 },
    { text: 'space', x: 4, y: 2, level: 1, weight: 30 },
    { text: 'gunfight', x: 0.2, y: -3, level: 3, weight: 9 },
  ];
  const screen = (k: number) => ({ scaleX: 50 * k, scaleY: -50 * k, offsetX: 300, offsetY: 200, k });
  const size = { width: 600, height: 400 };
  const texts = (k: number): (string | undefined)[] =>
    labelNodes(
      regions,
      [{ id: 't', title: 'Unforgiven', x: 0.1, y: 0.1 }],
      screen(k),
      size,
      measure,
      COLOURS,
    ).map((node) => node.text);

  test('names come and go with the zoom', () => {
    expect(regionLevel(1)).toBe(1);
    expect(texts(1)).toEqual(['western', 'space']);
    expect(texts(4)).not.toContain('space');
  });

  test('titles appear only when zoomed in', () => {
    expect(texts(TITLES_FROM - 0.1)).not.toContain('Unforgiven');
    expect(texts(TITLES_FROM)).toContain('Unforgiven');
  });
});

test('titles are cut at a word and marked', () => {
  expect(shorten('Alien')).toBe('Alien');
  const cut = shorten('Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb');
  expect(cut.length).toBeLessThanOrEqual(34);
  expect(cut.endsWith('…')).toBe(true);
  expect(cut).toBe('Dr. Strangelove or: How I Learned…');
});
