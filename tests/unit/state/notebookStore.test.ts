import { describe, expect, it } from 'vitest';
import type { Run } from '../../../src/core/types.ts';
import { restoreStores } from '../../../src/state/stores.ts';
import { idsOf, movie, openPage, type TestPage } from './page.ts';

async function pageWithRuns(count: number): Promise<{ page: TestPage; runs: readonly Run[] }> {
  const page = await openPage();
  const { recipes, narration, notebook } = page.stores;
  for (const id of idsOf(page).movies.slice(0, count)) {
    recipes.getState().startFrom(movie(id));
    narration.getState().setSettings({ maxTokens: 6 });
    await narration.getState().narrate();
  }
  return { page, runs: notebook.getState().runs };
}

describe('notebook', () => {
  it('outlives a reload with notes, names and ratings', async () => {
    const { page, runs } = await pageWithRuns(2);
    const { notebook } = page.stores;
    const [newest, oldest] = runs.map(({ id }) => id) as [string, string];
    notebook.getState().togglePinned(oldest);
    notebook.getState().rename(newest, '  My favourite ');
    notebook.getState().rate(newest, 'coherence', 4);
    notebook.getState().rate(newest, 'quality', 2);
    notebook.getState().rate(newest, 'quality', null);
    const { notes } = notebook.getState();

    // A tick of the event loop is all that a closing page would give its writes.
    await new Promise((resolve) => setTimeout(resolve, 50));
    const again = await openPage({ database: page.database });
    await restoreStores(again.stores);
    expect(again.stores.notebook.getState()).toMatchObject({ restored: true, runs, notes });
    expect(notes[newest]).toEqual({
      runId: newest,
      pinned: false,
      name: 'My favourite',
      ratings: { coherence: 4 },
    });
  });

  it('brings removed runs back in their places, also on disk', async () => {
    const { page, runs } = await pageWithRuns(3);
    const { notebook } = page.stores;
    const middle = runs[1]?.id ?? '';
    notebook.getState().togglePinned(middle);
    notebook.getState().remove([middle]);
    expect(notebook.getState().runs).toHaveLength(2);
    notebook.getState().undoRemove();
    expect(notebook.getState().runs).toEqual(runs);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const again = await openPage({ database: page.database });
    await restoreStores(again.stores);
    expect(again.stores.notebook.getState().runs).toEqual(runs);
    expect(again.stores.notebook.getState().noteOf(middle).pinned).toBe(true);
  });

  it('is equal after export, clearing and import', async () => {
    const { page, runs } = await pageWithRuns(3);
    const { notebook } = page.stores;
    notebook.getState().rate(runs[0]?.id ?? '', 'consistency', 5);
    const { notes } = notebook.getState();
    const text = notebook.getState().exportAs('json');
    const other = await openPage();
    expect(other.stores.notebook.getState().importText(text)).toMatchObject({ added: 3, known: 0 });
    expect(other.stores.notebook.getState()).toMatchObject({ runs, notes });
    expect(other.stores.notebook.getState().importText(text)).toEqual({
      added: 0,
      known: 3,
      merged: 0,
      concepts: 0,
    });
  });

  it('brings removals back one by one, the last first', async () => {
    const { page, runs } = await pageWithRuns(3);
    const { notebook } = page.stores;
    for (const { id } of runs.slice(0, 2)) notebook.getState().remove([id]);
    expect(notebook.getState().removals.map((removal) => removal.runs)).toEqual([[runs[0]], [runs[1]]]);
    notebook.getState().undoRemove();
    expect(notebook.getState().runs).toEqual(runs.slice(1));
    notebook.getState().undoRemove();
    notebook.getState().undoRemove();
    expect(notebook.getState()).toMatchObject({ runs, removals: [] });
  });

  it('takes from an import the names, pins and ratings that it lacks, and keeps its own', async () => {
    const { page, runs } = await pageWithRuns(2);
    const { notebook } = page.stores;
    const [a, b] = runs.map(({ id }) => id) as [string, string];
    notebook.getState().rename(a, 'theirs');
    notebook.getState().rate(a, 'quality', 5);
    notebook.getState().rate(a, 'coherence', 5);
    const text = notebook.getState().exportAs('json');
    notebook.getState().rename(a, 'ours');
    notebook.getState().rate(a, 'quality', 2);
    notebook.getState().rate(a, 'coherence', null);
    notebook.getState().togglePinned(b);
    expect(notebook.getState().importText(text)).toMatchObject({ added: 0, known: 2, merged: 1 });
    expect(notebook.getState().noteOf(a)).toMatchObject({
      name: 'ours',
      ratings: { quality: 2, coherence: 5 },
    });
    expect(notebook.getState().noteOf(b).pinned).toBe(true);
  });

  it('carries the concepts that its runs use', async () => {
    const page = await openPage();
    const { cavs, recipes, narration, notebook } = page.stores;
    const { movies } = idsOf(page);
    const { cav, warnings } = cavs
      .getState()
      .fromExamples('my taste', 'semantic', movies.slice(0, 2).map(movie), movies.slice(2, 5).map(movie));
    expect(warnings.join(' ')).toMatch(/2 examples/);
    recipes.getState().startFrom(movie(movies[6]));
    recipes.getState().setPush(cav.id, 2);
    narration.getState().setSettings({ maxTokens: 5 });
    await narration.getState().narrate();
    const other = await openPage();
    other.stores.notebook.getState().importText(notebook.getState().exportAs('json'));
    const kept = other.stores.cavs.getState().own;
    expect(kept).toHaveLength(1);
    expect(kept[0]).toMatchObject({ id: cav.id, label: 'my taste', own: true });
    expect([...(kept[0]?.direction ?? [])]).toEqual([...cav.direction]);
  });

  it('exports every own concept with all runs, and of chosen runs those that they use', async () => {
    const { page, runs } = await pageWithRuns(1);
    const { cavs, notebook } = page.stores;
    const { movies } = idsOf(page);
    const make = (label: string, from: number) =>
      cavs
        .getState()
        .fromExamples(
          label,
          'semantic',
          movies.slice(from, from + 3).map(movie),
          movies.slice(from + 3, from + 6).map(movie),
        ).cav;
    const made = [make('one', 0), make('two', 1)];
    const all = notebook.getState().exportAs('json');
    expect(JSON.parse(notebook.getState().exportAs('json', [runs[0]?.id ?? ''])).cavs).toEqual([]);

    const other = await openPage();
    const theirs = other.stores.cavs;
    expect(other.stores.notebook.getState().importText(all)).toMatchObject({ added: 1, concepts: 2 });
    expect(theirs.getState().own).toEqual(made);
    theirs.getState().rename(made[0]?.id ?? '', 'mine');
    expect(other.stores.notebook.getState().importText(all)).toMatchObject({ added: 0, concepts: 0 });
    expect(theirs.getState().own.map(({ label }) => label)).toEqual(['mine', 'two']);
  });

  it('opens a run again as it was', async () => {
    const { page, runs } = await pageWithRuns(2);
    const { narration, recipes } = page.stores;
    const oldest = runs[1] as Run;
    narration.getState().show(oldest);
    expect(recipes.getState().recipe).toEqual(oldest.recipe);
    expect(narration.getState()).toMatchObject({
      outdated: false,
      shown: { id: oldest.id, text: oldest.text, fromNotebook: true },
    });
    expect((await narration.getState().narrate())?.text).toBe(oldest.text);
    expect(narration.getState().shown?.fromNotebook).toBe(false);
  });

  it('refuses a file that is no notebook and changes nothing', async () => {
    const { page, runs } = await pageWithRuns(1);
    const { notebook } = page.stores;
    for (const text of ['', 'no json', '{"format":"other"}', '[1]']) {
      expect(() => notebook.getState().importText(text)).toThrow(/notebook/);
    }
    expect(notebook.getState().runs).toEqual(runs);
  });
});
