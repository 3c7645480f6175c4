import { describe, expect, it } from 'vitest';
import { projectionSpread } from '../../../src/core/cav.ts';
import { parseLink } from '../../../src/core/links.ts';
import { cavToRecord } from '../../../src/core/records.ts';
import type { Cav } from '../../../src/core/types.ts';
import { applyLink, currentHash } from '../../../src/state/linkSync.ts';
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
    await page.stores.storage.settled();
    const again = await openPage({ database: page.database });
    await restoreStores(again.stores);
    expect(again.stores.cavs.getState().own).toEqual([made[1]]);
  });

  it('are scaled by those who are placed in their space, as the bundle’s are: users by users', async () => {
    const page = await openPage();
    const { users } = page.stores.bundles.getState().catalogue?.behavioral ?? {};
    if (!users) throw new Error('The tiny bundle has no users.');
    const ids = idsOf(page).users;
    const user = (id: number) => ({ kind: 'user', id }) as const;
    const { cav } = page.stores.cavs
      .getState()
      .fromExamples('taste', 'behavioral', ids.slice(0, 2).map(user), ids.slice(2, 4).map(user));
    const { mean, std } = projectionSpread(users, cav.direction);
    expect(cav).toMatchObject({ mean, std });
  });

  it('of a link that was opened before the disk was read take nothing from what was kept', async () => {
    const page = await openPage();
    const { cavs, recipes } = page.stores;
    recipes.getState().startFrom(movie(idsOf(page).movies[0]));
    const [kept, other] = ['old name', 'other'].map((label) => train(page, idsOf(page).movies, label));
    if (!kept || !other) throw new Error('Nothing was trained.');
    recipes.getState().setPush(kept.id, 1);
    const link = parseLink(currentHash(page.stores));
    if (!link) throw new Error('The link is empty.');
    cavs.getState().rename(kept.id, 'new name');
    await page.stores.storage.settled();

    for (const visit of ['first', 'second']) {
      const again = await openPage({ database: page.database });
      const stranger = { ...other, id: `own-stranger-${visit}` };
      applyLink(again.stores, { ...link, cavs: [...link.cavs, cavToRecord(stranger)] });
      expect(again.stores.cavs.getState().own[0]?.label).toBe('old name');
      await restoreStores(again.stores);
      await again.stores.storage.settled();
      const { own } = again.stores.cavs.getState();
      expect(own.find(({ id }) => id === kept.id)).toEqual({ ...kept, label: 'new name' });
      expect(await again.stores.storage.allCavs()).toHaveLength(own.length);
      expect(own).toContainEqual(other);
      expect(own).toContainEqual(stranger);
    }
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
