import { describe, expect, it } from 'vitest';
import { neighboursCsv } from '../../../src/core/neighboursCsv.ts';
import { openTinyBundle } from '../engine/tinyBundle.ts';

describe('neighbours as CSV', () => {
  it('have a line each: title and year apart, the id, six digits of the similarity', async () => {
    const catalogue = await (await openTinyBundle()).catalogue();
    const [first] = catalogue.movies;
    const [user] = catalogue.users;
    if (!first || !user) throw new Error('The tiny bundle is empty.');
    const movies = [{ ...first, title: 'Casablanca, "restored"', year: 1942 }, ...catalogue.movies.slice(1)];
    const text = neighboursCsv(
      { ...catalogue, movies },
      [
        { entity: { kind: 'movie', id: first.id }, similarity: Math.fround(0.715033) },
        { entity: { kind: 'user', id: user.id }, similarity: -0.5 },
      ],
      'cosine',
    );
    expect(text.split('\r\n')).toEqual([
      'title,year,id,cosine',
      `"Casablanca, ""restored""",1942,${first.id},0.715033`,
      `User ${user.id},,${user.id},-0.5`,
      '',
    ]);
  });
});
