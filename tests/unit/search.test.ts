import { describe, expect, it } from 'vitest';
import type { Catalogue, Movie } from '../../src/core/catalogue.ts';
import { searchIndex } from '../../src/core/search.ts';
import type { Cav } from '../../src/core/types.ts';
import type { VectorTable } from '../../src/core/vectorTable.ts';

function movie(id: number, title: string, ratings: number): Movie {
  return {
    id,
    title,
    year: 1990,
    genres: ['Drama'],
    ratings,
    meanRating: 3.5,
    x: 0,
    y: 0,
    heldOut: false,
    tags: [],
    behavioral: true,
  };
}

const table: VectorTable = { rows: 0, dimension: 2, data: new Float32Array(0), scales: null };
const catalogue: Catalogue = {
  name: 'test',
  version: '1',
  title: 'Test',
  movies: [
    movie(1, 'Amélie', 50),
    movie(2, 'Alien', 900),
    movie(3, 'Aliens', 700),
    movie(4, 'Lord of the Rings, The Fellowship', 990),
  ],
  users: [{ id: 42, ratings: 10, meanRating: 4, x: 0, y: 0, heldOut: false, loves: [] }],
  semantic: { id: 'semantic', dimension: 2, metric: 'cosine', movies: table, users: null },
  behavioral: null,
  cavs: [],
  tasks: [],
};
const darkComedy: Cav = {
  id: 'dark',
  label: 'dark comedy',
  space: 'semantic',
  direction: new Float32Array(2),
  std: 1,
  mean: 0,
  auc: 0.9,
  accuracy: 0.8,
  positives: 30,
  own: false,
};
const search = searchIndex(catalogue, [darkComedy]);
const labels = (query: string) => search(query, 5).map((hit) => hit.label);

describe('search', () => {
  it('lists the best known movies for an empty query', () => {
    expect(labels('')[0]).toBe('Lord of the Rings, The Fellowship (1990)');
  });

  it('forgives accents, case and a wrong letter', () => {
    expect(labels('amelie')).toEqual(['Amélie (1990)']);
    expect(labels('alein')).toContain('Alien (1990)');
  });

  it('puts the exact word before a longer one, and takes words in any order', () => {
    expect(labels('alien')[0]).toBe('Alien (1990)');
    expect(labels('fellowship rings')).toEqual(['Lord of the Rings, The Fellowship (1990)']);
  });

  it('finds users and attributes', () => {
    expect(labels('user 42')).toEqual(['User 42']);
    expect(search('dark', 5)[0]).toMatchObject({ type: 'cav', cav: { id: 'dark' } });
  });

  it('says which characters matched', () => {
    expect(search('alien', 1)[0]?.ranges).toEqual([0, 5]);
  });
});
