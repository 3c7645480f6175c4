import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bundleAddress } from '../../../src/app/bundleAddress.ts';
import { ElmError } from '../../../src/core/errors.ts';

const base = 'https://elm.example/explorer/';

describe('the address of a bundle', () => {
  it.each([
    ['models/mine', 'https://elm.example/explorer/models/mine/'],
    [' models/mine/ ', 'https://elm.example/explorer/models/mine/'],
    ['/mine/manifest.json', 'https://elm.example/mine/'],
    ['https://elm.example/a/b', 'https://elm.example/a/b/'],
  ])('%j is the folder %s', (text, folder) => {
    expect(bundleAddress(text, base)).toBe(folder);
  });

  it.each([
    'https://other.example/mine/',
    '//other.example/mine/',
    'http://elm.example/',
    'data:,x',
    'file:///mine/',
  ])('refuses %j with the way that works', (text) => {
    expect(() => bundleAddress(text, base)).toThrow(/own server only/);
    try {
      bundleAddress(text, base);
    } catch (error) {
      expect((error as ElmError).hint).toMatch(/drop its folder/);
    }
  });

  it('leads to the own server or to a sentence, whatever is typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.webPath()), (text) => {
        try {
          expect(new URL(bundleAddress(text, base)).origin).toBe('https://elm.example');
        } catch (error) {
          expect(error).toBeInstanceOf(ElmError);
        }
      }),
    );
  });
});
