import { describe, expect, it } from 'vitest';
import type { Cav } from '../../../src/core/types.ts';
import { restoreStores } from '../../../src/state/stores.ts';
import { idsOf, movie, openPage, type TestPage } from './page.ts';

function train({ stores }: TestPage, ids: readonly number[], label: string): Cav {
  return stores.cavs
    .getState()
    .fromExamples(label, 'semantic', ids.slice(0, 3).map(movie), ids.slice(3, 6).map(movie)).cav;
}

describe('own concepts', () => {
  it('come back after they were removed, also on disk', async () => {
    const page = await openPage();
    const { cavs } = page.stores;
    const made = ['one', 'two'].map((label) => train(page, idsOf(page).movies, label));
    for (const { id } of made) cavs.getState().remove(id);
    expect(cavs.getState()).toMatchObject({ own: [], removed: made });
    cavs.getState().undoRemove();
    expect(cavs.getState()).toMatchObject({ own: [made[1]], removed: [made[0]] });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const again = await openPage({ database: page.database });
    await restoreStores(again.stores);
    expect(again.stores.cavs.getState().own).toEqual([made[1]]);
  });

  it('of a space with other dimensions are kept, and not offered', async () => {
    const page = await openPage();
    const { cavs } = page.stores;
    const fitting = train(page, idsOf(page).movies, 'fits');
    const strange = { ...fitting, id: 'own-strange', direction: Float32Array.of(0.6, 0.8) };
    expect(cavs.getState().adopt([strange, fitting])).toBe(1);
    const { own, all } = cavs.getState();
    expect(own).toEqual([fitting, strange]);
    expect(all).toContain(fitting);
    expect(all.map(({ id }) => id)).not.toContain('own-strange');
  });
});
