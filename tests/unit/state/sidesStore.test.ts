import { describe, expect, it } from 'vitest';
import { endsKey } from '../../../src/state/sidesStore.ts';
import { idsOf, movie, openPage } from './page.ts';

async function pageWithBlend() {
  const page = await openPage();
  const { recipes, narration } = page.stores;
  const { movies } = idsOf(page);
  narration.getState().setTask('summary');
  narration.getState().setSettings({ maxTokens: 12 });
  recipes.getState().startFrom(movie(movies[0]));
  recipes.getState().blendWith(movie(movies[1]));
  return page;
}

describe('side by side', () => {
  it('tells A, the blend and B in one batch with one seed and keeps all three', async () => {
    const page = await pageWithBlend();
    const { recipes, sides, notebook } = page.stores;
    recipes.getState().setAlpha(0.3);
    await sides.getState().narrate();
    const { sides: three, status, error } = sides.getState();
    expect(error).toBeNull();
    expect(status).toBe('idle');
    expect(three?.columns.map(({ run }) => run?.recipe.blend?.alpha)).toEqual([0, 0.3, 1]);
    expect(new Set(three?.columns.map(({ run }) => run?.settings.seed)).size).toBe(1);
    expect(three?.columns.every(({ run, text }) => text !== '' && run?.scores.sc != null)).toBe(true);
    expect(notebook.getState().runs).toHaveLength(3);
  });

  it('shows the middle where the vector stands at an end, and says what it lacks', async () => {
    const page = await pageWithBlend();
    const { recipes, sides } = page.stores;
    recipes.getState().setAlpha(1);
    await sides.getState().narrate();
    expect(sides.getState().sides?.columns[1]?.recipe.blend?.alpha).toBe(0.5);
    recipes.getState().setBlend(null);
    await sides.getState().narrate();
    expect(sides.getState().error?.message).toMatch(/two ends/);
    sides.getState().close();
    expect(sides.getState()).toMatchObject({ sides: null, error: null, status: 'idle' });
  });

  it('is outdated by everything but alpha', async () => {
    const { stores } = await pageWithBlend();
    const key = () => {
      const { taskId, settings } = stores.narration.getState();
      return endsKey(stores.recipes.getState().recipe, taskId, settings);
    };
    const before = key();
    stores.recipes.getState().setAlpha(0.9);
    expect(key()).toBe(before);
    stores.narration.getState().setSettings({ seed: 77 });
    expect(key()).not.toBe(before);
  });
});
