import { describe, expect, it } from 'vitest';
import { parseLink } from '../../../src/core/links.ts';
import { showKept } from '../../../src/state/kept.ts';
import { applyLink, currentHash, linkStateOf } from '../../../src/state/linkSync.ts';
import { restoreStores } from '../../../src/state/stores.ts';
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

  it('come back to the text that was kept for their state, and narrate where there is none', async () => {
    const page = await openPage({ auto: true });
    const { recipes, narration, notebook } = page.stores;
    const [first, second] = idsOf(page).movies;
    const visit = async (id: number | undefined): Promise<string> => {
      recipes.getState().startFrom(movie(id));
      narration.getState().setSettings({ maxTokens: 5 });
      await narration.getState().narrate();
      return currentHash(page.stores);
    };
    const hash = await visit(first);
    await visit(second);
    const [other, run] = notebook.getState().runs;
    const link = parseLink(hash);
    if (!link || !run || !other) throw new Error('Nothing was narrated.');

    applyLink(page.stores, link);
    expect(narration.getState()).toMatchObject({ status: 'idle', outdated: false, shown: { run } });
    expect(currentHash(page.stores)).toBe(hash);
    // The state that is there already changes nothing.
    narration.setState({ shown: null });
    applyLink(page.stores, link);
    expect(narration.getState()).toMatchObject({ status: 'idle', shown: null });

    for (const changed of [
      { ...link, settings: { ...link.settings, seed: 8 } },
      { ...link, task: 'positive_review' },
      { ...link, recipe: { ...link.recipe, pushes: [{ cav: 'any', sd: 1 }] } },
    ]) {
      applyLink(page.stores, changed);
      expect(narration.getState().status).toBe('pausing');
    }
    notebook.getState().remove([run.id]);
    applyLink(page.stores, link);
    expect(narration.getState().status).toBe('pausing');
    narration.getState().stop();

    notebook.getState().undoRemove();
    await page.stores.storage.settled();
    const again = newPage(page.database);
    applyLink(again.stores, link);
    await restoreStores(again.stores);
    again.broken.add('openEngine');
    await again.stores.bundles.getState().open({ kind: 'url', base: 'http://localhost/' });
    showKept(again.stores);
    expect(again.stores.narration.getState()).toMatchObject({ status: 'idle', shown: { run } });
  });
});
