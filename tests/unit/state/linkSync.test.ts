import { describe, expect, it } from 'vitest';
import { parseLink } from '../../../src/core/links.ts';
import { applyLink, currentHash, linkStateOf } from '../../../src/state/linkSync.ts';
import { idsOf, movie, newPage, openPage, until } from './page.ts';

describe('links', () => {
  it('open to the same state and the same words, own concepts included', async () => {
    const page = await openPage();
    const { cavs, recipes, narration, map } = page.stores;
    const { movies } = idsOf(page);
    expect(currentHash(page.stores)).toBe('');
    const { cav } = cavs
      .getState()
      .fromExamples('mine', 'semantic', movies.slice(0, 5).map(movie), movies.slice(5, 10).map(movie));
    recipes.getState().startFrom(movie(movies[0]));
    recipes.getState().blendWith(movie(movies[1]));
    recipes.getState().setAlpha(0.3);
    recipes.getState().setPush(cav.id, -1.5);
    narration.getState().setTask('positive_review');
    narration.getState().setSettings({ seed: 77, maxTokens: 20 });
    map.getState().setCamera({ x: 1.5, y: -2, k: 3 });
    map.getState().setColour({ by: 'cav', cav: cav.id });
    const hash = currentHash(page.stores);
    const run = await narration.getState().narrate();

    const other = newPage();
    const link = parseLink(`#${hash}`);
    if (!link) throw new Error('The link is empty.');
    applyLink(other.stores, link);
    await other.stores.bundles.getState().open({ kind: 'url', base: 'http://localhost/' });
    await until(() => other.stores.narration.getState().shown?.run != null);
    expect(other.stores.narration.getState().shown?.text).toBe(run?.text);
    expect(linkStateOf(other.stores)).toEqual(linkStateOf(page.stores));
  });
});
