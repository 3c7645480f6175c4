import { describe, expect, it } from 'vitest';
import { agoText } from '../../../src/core/elapsed.ts';

const now = Date.parse('2026-03-01T12:00:00Z');

describe('how long ago', () => {
  it.each([
    ['2026-03-01T12:00:00.000Z', 'a moment ago'],
    ['2026-03-01T11:59:00.001Z', 'a moment ago'],
    ['2026-03-01T11:59:00Z', '1 minute ago'],
    ['2026-03-01T11:48:00Z', '12 minutes ago'],
    ['2026-03-01T11:00:00Z', '1 hour ago'],
    ['2026-02-28T12:00:01Z', '23 hours ago'],
    ['2026-02-26T12:00:00Z', '3 days ago'],
    ['2025-12-31T12:00:00Z', '2 months ago'],
    ['2024-02-28T12:00:00Z', '2 years ago'],
    ['2026-03-01T12:30:00Z', 'a moment ago'],
  ])('%s: %s', (moment, words) => {
    expect(agoText(moment, now)).toBe(words);
  });
});
