import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Run } from '../../../src/core/types.ts';
import { indexedDbStorage } from '../../../src/state/notebookStorage.ts';
import { anyRun } from '../core/records.arbitraries.ts';
import { idsOf, movie, openPage, until } from './page.ts';

const [first, second] = fc
  .sample(anyRun, { numRuns: 2, seed: 3 })
  .map((run, at): Run => ({ ...run, id: `run-${at}` })) as [Run, Run];

/** Makes every write of a record fail as a full disk does, until it is mended. */
function fullDisk(): { mend(): void } {
  const spy = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('The disk is full.', 'QuotaExceededError');
  });
  return { mend: () => spy.mockRestore() };
}

afterEach(() => vi.restoreAllMocks());

describe('a full disk', () => {
  it('keeps what could not be written until there is room, and says when it is saved', async () => {
    const errors: unknown[] = [];
    const saved = vi.fn();
    const storage = indexedDbStorage((thrown) => errors.push(thrown), crypto.randomUUID(), saved);
    storage.putRun(first);
    await storage.settled();
    const disk = fullDisk();
    storage.putRun(second);
    await storage.settled();
    expect(errors.map(String)).toEqual([expect.stringContaining('QuotaExceededError')]);
    expect((await storage.all()).runs.map(({ id }) => id)).toEqual([first.id]);

    disk.mend();
    storage.deleteRun(first.id);
    await storage.settled();
    expect(saved).toHaveBeenCalledOnce();
    expect((await storage.all()).runs).toEqual([second]);
  });

  it('does not bring back what was removed after it had failed', async () => {
    const storage = indexedDbStorage(() => {}, crypto.randomUUID());
    const disk = fullDisk();
    storage.putRun(first);
    await storage.settled();
    disk.mend();
    storage.deleteRun(first.id);
    storage.putRun(second);
    await storage.settled();
    expect((await storage.all()).runs).toEqual([second]);
  });
});

describe('writes', () => {
  it('are all begun before the page can be left, and leave the last one', async () => {
    const storage = indexedDbStorage(() => {}, crypto.randomUUID());
    await storage.all();
    const begun = vi.spyOn(IDBObjectStore.prototype, 'put');
    const committed = vi.spyOn(IDBTransaction.prototype, 'commit');
    for (let at = 0; at < 20; at += 1) storage.putRun({ ...first, tokens: at });
    expect(storage.isSaved()).toBe(false);
    // Promises only: no event of the database is waited for.
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    expect([begun.mock.calls.length, committed.mock.calls.length]).toEqual([20, 20]);
    await storage.settled();
    expect(storage.isSaved()).toBe(true);
    expect((await storage.all()).runs).toEqual([{ ...first, tokens: 19 }]);
  });

  it('that failed are not saved until they are retried, and never follow a newer one', async () => {
    const saved = vi.fn();
    const storage = indexedDbStorage(() => {}, crypto.randomUUID(), saved);
    const disk = fullDisk();
    storage.putRun(first);
    storage.putRun(second);
    await storage.settled();
    expect(storage.isSaved()).toBe(false);
    disk.mend();
    // The second one's success retries the first, of which a newer record is already on its way.
    storage.putRun({ ...second, tokens: 7 });
    storage.putRun({ ...first, tokens: 8 });
    await storage.settled();
    expect(storage.isSaved()).toBe(true);
    expect(saved).toHaveBeenCalledOnce();
    expect((await storage.all()).runs.map(({ tokens }) => tokens)).toEqual([8, 7]);
  });
});

describe('two tabs', () => {
  it('see each other’s narrations, names, removals and concepts', async () => {
    const here = await openPage();
    const there = await openPage({ database: here.database });
    const [mine, theirs] = [here.stores.notebook, there.stores.notebook];
    here.stores.recipes.getState().startFrom(movie(idsOf(here).movies[0]));
    here.stores.narration.getState().setSettings({ maxTokens: 5 });
    const run = await here.stores.narration.getState().narrate();
    // A text is on disk, and so in the other tab, before it has its scores.
    await until(() => theirs.getState().runs[0]?.scores.sc != null);
    expect(theirs.getState().runs).toEqual([run]);

    theirs.getState().rename(run?.id ?? '', 'named there');
    await until(() => mine.getState().noteOf(run?.id ?? '').name === 'named there');
    mine.getState().remove([run?.id ?? '']);
    await until(() => theirs.getState().runs.length === 0);

    const { movies } = idsOf(there);
    const { cav } = there.stores.cavs
      .getState()
      .fromExamples('theirs', 'semantic', movies.slice(0, 3).map(movie), movies.slice(3, 6).map(movie));
    await until(() => here.stores.cavs.getState().own.length === 1);
    expect(here.stores.cavs.getState().own).toEqual([cav]);
    there.stores.cavs.getState().remove(cav.id);
    await until(() => here.stores.cavs.getState().own.length === 0);
  });
});
