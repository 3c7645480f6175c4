import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ElmError } from '../../../src/core/errors.ts';
import { type LinkState, linkHash, parseLink } from '../../../src/core/links.ts';
import { recipeOf } from '../../../src/core/recipe.ts';
import { anyRecipe, anySettings } from './records.arbitraries.ts';

const simple: LinkState = {
  recipe: {
    ...recipeOf({ kind: 'movie', id: 1214 }),
    blend: { with: { type: 'entity', entity: { kind: 'movie', id: 39 } }, alpha: 0.3, mode: 'linear' },
    pushes: [{ cav: 'dark comedy', sd: 1.5 }],
  },
  task: 'summary',
  settings: {
    temperature: 0.7,
    topK: 0,
    topP: 0.9,
    repetitionPenalty: 1.1,
    seed: 1,
    maxTokens: 160,
    bestOf: 1,
  },
  view: null,
  colour: null,
  cavs: [],
};

const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0);
// A link gives places on the map seven digits.
const short = (value: number): number => Number(value.toPrecision(7));
const place = number.map(short);
const anyLink: fc.Arbitrary<LinkState> = fc.record({
  recipe: anyRecipe,
  task: fc.string({ minLength: 1, maxLength: 20 }),
  settings: anySettings,
  view: fc.option(
    fc.record({ x: place, y: place, k: fc.double({ min: 0.1, max: 100, noNaN: true }).map(short) }),
  ),
  colour: fc.option(fc.string({ minLength: 1, maxLength: 20 })),
  cavs: fc.array(
    fc.record({
      id: fc.string({ minLength: 1, maxLength: 20 }),
      label: fc.string({ minLength: 1, maxLength: 20 }),
      space: fc.constantFrom('semantic' as const, 'behavioral' as const),
      direction: fc.array(
        fc.float({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0),
        { minLength: 1, maxLength: 6 },
      ),
      std: fc.double({ min: 0.01, max: 2, noNaN: true }),
      mean: number,
      auc: fc.option(fc.double({ min: 0.1, max: 1, noNaN: true })),
      accuracy: fc.option(fc.double({ min: 0.1, max: 1, noNaN: true })),
      positives: fc.nat(),
      own: fc.constant(true),
    }),
    { maxLength: 2 },
  ),
});

describe('links', () => {
  it('are short and legible for a blend of two movies', () => {
    expect(linkHash(simple)).toBe(
      'v=1&space=semantic&start=m1214&blend=0.3,l,m39&push=dark+comedy,1.5&task=summary&set=0.7,0,0.9,1.1,1,160,1',
    );
  });

  it('read back to the same state, whatever it is', () => {
    fc.assert(
      fc.property(anyLink, (state) => {
        expect(parseLink(`#${linkHash(state)}`)).toEqual(state);
      }),
      { numRuns: 60 },
    );
  });

  it('are nothing when empty', () => {
    expect(parseLink('')).toBeNull();
    expect(parseLink('#')).toBeNull();
  });

  it.each([
    ['another version', 'v=9&start=m1', /another version/],
    ['no start', 'v=1&space=semantic&task=summary', /damaged/],
    ['an unknown source', linkHash(simple).replace('m1214', 'x1214'), /damaged/],
    ['a bad alpha', linkHash(simple).replace('0.3', '3'), /damaged/],
    ['a cut-off setting', linkHash(simple).slice(0, -6), /damaged/],
    ['a packed vector that is none', linkHash(simple).replace('m1214', 'v:%25:x'), /damaged/],
    ['a concept that is none', `${linkHash(simple)}&cav=AAAA:{`, /damaged/],
  ])('refuse %s in one sentence', (_, hash, message) => {
    expect(() => parseLink(hash)).toThrow(message);
    expect(() => parseLink(hash)).toThrow(ElmError);
  });

  it('never throw anything else, whatever the address', () => {
    fc.assert(
      fc.property(fc.string(), fc.boolean(), (noise, mixed) => {
        const hash = mixed ? linkHash(simple).replace('summary', noise) : noise;
        try {
          parseLink(hash);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(ElmError);
        }
      }),
    );
  });
});
