import { describe, expect, it } from 'vitest';
import type { Catalogue, Movie } from '../../../src/core/catalogue.ts';
import { SearchIndex } from '../../../src/state/searchIndex.ts';
import { openTinyBundle } from '../engine/tinyBundle.ts';

const TITLES: readonly (readonly [string, number, number])[] = [
  ['Alien', 1979, 2000],
  ['Aliens', 1986, 1800],
  ['Alien Nation', 1988, 60],
  ['Amélie', 2001, 1500],
  ['Clueless', 1995, 1200],
  ['The Thing', 1982, 900],
  ['Heat', 1995, 1000],
  ['Braveheart', 1995, 1900],
];

async function catalogue(): Promise<Catalogue> {
  const base = await (await openTinyBundle()).catalogue();
  const movies = TITLES.map(
    ([title, year, ratings], id): Movie => ({
      ...(base.movies[0] as Movie),
      id,
      title,
      year,
      ratings,
      genres: id < 3 ? ['Horror'] : ['Drama'],
      tags: id < 4 ? ['space'] : [],
    }),
  );
  return { ...base, movies };
}

describe('SearchIndex', () => {
  it.each([
    ['alien', 'Alien (1979)'],
    ['alien n', 'Alien Nation (1988)'],
    ['amelie', 'Amélie (2001)'],
    ['cluless', 'Clueless (1995)'],
    ['thing 1982', 'The Thing (1982)'],
    ['heat 1995', 'Heat (1995)'],
  ])('finds "%s"', async (query, label) => {
    const [hit] = new SearchIndex(await catalogue()).search(query);
    expect(hit?.label).toBe(label);
  });

  it('offers tags, users by number, and the best known for nothing', async () => {
    const all = await catalogue();
    const index = new SearchIndex(all);
    expect(index.search('space').find(({ type }) => type === 'tag')).toMatchObject({ movies: [0, 1, 2, 3] });
    const user = all.users[1]?.id ?? -1;
    expect(index.search(`user ${user}`)[0]).toMatchObject({ entity: { kind: 'user', id: user } });
    expect(index.search('  ')[0]?.label).toBe('Alien (1979)');
    expect(index.search('zzzzzz')).toEqual([]);
  });

  it('names a tag above the films past the fourth, so that it is seen', async () => {
    const all = await catalogue();
    const movies = Array.from({ length: 30 }, (_, id) => ({
      ...(all.movies[0] as Movie),
      id,
      title: `Space ${id}`,
    }));
    const hits = new SearchIndex({ ...all, movies }).search('space', 20);
    expect(hits).toHaveLength(20);
    expect(hits.findIndex(({ type }) => type === 'tag')).toBe(4);
  });

  it('survives any query', async () => {
    const index = new SearchIndex(await catalogue());
    for (const query of ['(', '[a-', '\\', '"', '-', "' OR 1", '😀', 'a'.repeat(500)]) {
      expect(Array.isArray(index.search(query))).toBe(true);
    }
  });
});
