import { openDB } from 'idb';
import { describe, expect, it } from 'vitest';
import type { SweepRecord } from '../../../src/core/sweeps.ts';
import { restoreStores } from '../../../src/state/stores.ts';
import { idsOf, movie, newPage, openPage, type TestPage } from './page.ts';

async function swept(): Promise<{ page: TestPage; record: SweepRecord }> {
  const page = await openPage();
  const { recipes, narration, sweeps, notebook } = page.stores;
  const [first, second] = idsOf(page).movies;
  recipes.getState().startFrom(movie(first));
  recipes.getState().blendWith(movie(second));
  narration.getState().setSettings({ maxTokens: 6 });
  await sweeps.getState().run({ by: 'alpha' }, [0, 0.5, 1]);
  return { page, record: notebook.getState().sweeps[0] as SweepRecord };
}

async function reloaded(page: TestPage): Promise<TestPage> {
  await new Promise((resolve) => setTimeout(resolve, 50));
  const again = await openPage({ database: page.database });
  await restoreStores(again.stores);
  return again;
}

describe('a sweep', () => {
  it('is kept with its runs and outlives a reload', async () => {
    const { page, record } = await swept();
    const { runs } = page.stores.notebook.getState();
    expect(record).toMatchObject({ axis: { by: 'alpha' }, label: 'alpha', task: runs[0]?.task });
    expect(record.title).toMatch(/ to /);
    expect(record.steps.map(({ value }) => value)).toEqual([0, 0.5, 1]);
    const alphaOf = (id: string) => runs.find((run) => run.id === id)?.recipe.blend?.alpha;
    expect(record.steps.map(({ runId }) => alphaOf(runId))).toEqual([0, 0.5, 1]);
    const again = await reloaded(page);
    expect(again.stores.notebook.getState()).toMatchObject({ runs, sweeps: [record] });
  });

  it('goes with its last run and comes back with the undo, also on disk', async () => {
    const { page, record } = await swept();
    const { notebook } = page.stores;
    const [first = '', ...others] = record.steps.map(({ runId }) => runId);
    notebook.getState().remove(others);
    expect(notebook.getState().sweeps).toEqual([record]);
    notebook.getState().remove([first]);
    expect(notebook.getState().sweeps).toEqual([]);
    expect((await reloaded(page)).stores.notebook.getState().sweeps).toEqual([]);
    notebook.getState().undoRemove();
    expect(notebook.getState().sweeps).toEqual([record]);
    expect((await reloaded(page)).stores.notebook.getState().sweeps).toEqual([record]);
  });

  it('is equal after export, clearing and import', async () => {
    const { page, record } = await swept();
    const text = page.stores.notebook.getState().exportAs('json');
    const other = await openPage();
    other.stores.notebook.getState().importText(text);
    expect(other.stores.notebook.getState().sweeps).toEqual([record]);
  });
});

it('a notebook of the first release is read, and can keep sweeps from then on', async () => {
  const { page, record } = await swept();
  const [run] = page.stores.notebook.getState().runs;
  const older = newPage();
  const database = await openDB(older.database, 1, {
    upgrade: (db) => {
      db.createObjectStore('runs', { keyPath: 'id' });
      db.createObjectStore('notes', { keyPath: 'runId' });
      db.createObjectStore('cavs', { keyPath: 'id' });
    },
  });
  await database.put('runs', run);
  database.close();
  await restoreStores(older.stores);
  expect(older.stores.notebook.getState()).toMatchObject({ runs: [run], sweeps: [], error: null });
  older.stores.notebook.getState().putSweep(record);
  expect((await reloaded(older)).stores.notebook.getState().sweeps).toEqual([record]);
});
