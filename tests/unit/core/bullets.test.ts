import { describe, expect, it } from 'vitest';
import { beyondBullets } from '../../../src/core/bullets.ts';

const THREE = 'Similarities:\n* Both are cold.\n* Both end at 1. 2. and * 3.\n* Both are long.';

describe('the end of a list of bullets', () => {
  it('is where the bullet after the last one asked for begins', () => {
    const end = beyondBullets(THREE, 2);
    expect(THREE.slice(0, end ?? undefined)).toBe(
      'Similarities:\n* Both are cold.\n* Both end at 1. 2. and * 3.',
    );
  });

  it('counts a bullet that begins the text, and no asterisk within a line', () => {
    expect(beyondBullets('* One.\n* Two.', 1)).toBe('* One.'.length);
    expect(beyondBullets(THREE, 3)).toBeNull();
  });

  it('waits until what follows the asterisk is there', () => {
    expect(beyondBullets('* One.\n*', 1)).toBeNull();
    expect(beyondBullets('* One.\n* ', 1)).toBe(6);
  });
});
