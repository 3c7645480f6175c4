import { describe, expect, it } from 'vitest';
import { takeFile } from '../../../src/state/droppedFile.ts';
import { idsOf, movie, openPage } from './page.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a file dropped on the page', () => {
  it('is imported when it is a notebook', async () => {
    const page = await openPage();
    const { recipes, narration, notebook } = page.stores;
    recipes.getState().startFrom(movie(idsOf(page).movies[0]));
    narration.getState().setSettings({ maxTokens: 5 });
    const run = await narration.getState().narrate();
    const file = bytesOf(notebook.getState().exportAs('json'));
    const other = await openPage();
    expect(takeFile(other.stores, 'narrations.json', file)).toBe('1 narration added.');
    expect(other.stores.notebook.getState().runs).toEqual([run]);
    expect(takeFile(other.stores, 'narrations.json', file)).toBe('0 narrations added; 1 was here already.');
    expect(() => takeFile(other.stores, 'narrations.json', file.slice(0, 400))).toThrow('cut off');
  });

  it('becomes the start when it is a vector of one of the spaces, and is refused otherwise', async () => {
    const { stores } = await openPage();
    const dimension = stores.bundles.getState().catalogue?.semantic.dimension ?? 0;
    const values = Array.from({ length: dimension }, (_, i) => i - 3);
    expect(takeFile(stores, 'mine.csv', bytesOf(values.join(',')))).toBe(
      'The recipe starts from mine.csv now.',
    );
    const { recipe } = stores.recipes.getState();
    expect(recipe?.start).toEqual({ type: 'vector', label: 'mine.csv', values });
    for (const [text, sentence] of [
      ['1,2,3', /3 numbers, but this space has/],
      ['hello', /no usable number at place 1/],
      [values.map(() => '1e99').join(','), /no usable number at place 1/],
    ] as const) {
      expect(() => takeFile(stores, 'bad.csv', bytesOf(text))).toThrow(sentence);
    }
    expect(stores.recipes.getState().recipe).toBe(recipe);
  });
});
