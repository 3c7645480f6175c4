import { beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../../src/cli/main.ts';
import { COMMON, Options, UsageError } from '../../../src/cli/options.ts';
import { recipeFrom } from '../../../src/cli/recipeFrom.ts';
import type { Catalogue } from '../../../src/core/catalogue.ts';
import { openTinyBundle } from '../engine/tinyBundle.ts';

const KNOWN = {
  ...COMMON,
  movie: { type: 'string' },
  user: { type: 'string' },
  text: { type: 'string' },
  with: { type: 'string' },
  alpha: { type: 'string' },
  spherical: { type: 'boolean' },
  push: { type: 'string', multiple: true },
} as const;

describe('the recipe of a command line', () => {
  let catalogue: Catalogue;
  beforeAll(async () => {
    catalogue = await (await openTinyBundle()).catalogue();
  });
  const recipe = (...words: string[]) => recipeFrom(new Options(words, KNOWN), catalogue);

  it('starts from a movie by title, in any case and with or without the year', () => {
    const start = { type: 'entity', entity: { kind: 'movie', id: 3 } };
    for (const title of ['Movie 3', 'movie 3', 'Movie 3 (1981)']) {
      expect(recipe('--movie', title)).toMatchObject({ space: 'semantic', start, blend: null, pushes: [] });
    }
  });

  it('blends and pushes', () => {
    const words = ['--movie', 'Movie 3', '--with', 'Movie 5', '--alpha', '0.3', '--spherical'];
    expect(recipe(...words, '--push', 'dark comedy=-1.5', '--push', 'QUIRKY=2')).toMatchObject({
      blend: { with: { entity: { id: 5 } }, alpha: 0.3, mode: 'spherical' },
      pushes: [
        { cav: 'dark comedy', sd: -1.5 },
        { cav: 'quirky', sd: 2 },
      ],
    });
  });

  it('starts from a user in the behavioral space and from a text in the semantic one', () => {
    expect(recipe('--user', '2')).toMatchObject({
      space: 'behavioral',
      start: { entity: { kind: 'user', id: 2 } },
    });
    expect(recipe('--text', 'A heist')).toMatchObject({
      space: 'semantic',
      start: { type: 'text', text: 'A heist' },
    });
  });

  it.each([
    [['--movie', 'Movie 3', '--user', '2'], 'one of'],
    [[], 'one of'],
    [['--movie', 'Movie 3', '--alpha', '0.3'], '--with'],
    [['--movie', 'Movie 3', '--with', 'Movie 4', '--alpha', '2'], 'from 0 to 1'],
    [['--movie', 'Movie 3', '--push', 'quirky'], '"quirky"'],
    [['--movie', 'Movie 3', '--push', 'quirky=9'], '"quirky=9"'],
    [['--movie', 'Movie 3', '--nonsense'], '--nonsense'],
  ])('refuses a wrong call: %j', (words, said) => {
    expect(() => recipe(...words)).toThrow(UsageError);
    expect(() => recipe(...words)).toThrow(said);
  });

  it.each([
    [['--movie', 'Zzyzx Qwrt'], 'Zzyzx Qwrt'],
    [['--user', '99'], '99'],
    [['--movie', 'Movie 3', '--push', 'sad=1'], 'sad'],
    [['--user', '2', '--push', 'quirky=1'], 'quirky'],
  ])('says what the bundle does not have: %j', (words, said) => {
    expect(() => recipe(...words)).toThrow(expect.objectContaining({ code: 'bad-vector' }));
    expect(() => recipe(...words)).toThrow(said);
  });

  it('answers a wrong command with status 2', async () => {
    expect(await main(['sing'])).toBe(2);
    expect(await main([])).toBe(2);
  });
});
