import { describe, expect, it } from 'vitest';
import { entityName } from '../../../src/core/catalogue.ts';
import { cosine, norm } from '../../../src/core/vectors.ts';
import { idsOf, movie, openPage, until } from './page.ts';

describe('recipeStore', () => {
  it('goes from a click to vector, neighbours, gauge and place', async () => {
    const page = await openPage();
    const { recipes, map, bundles } = page.stores;
    const [first, second] = idsOf(page).movies;
    recipes.getState().startFrom(movie(first));
    const { composition, surroundings, real, words } = recipes.getState();
    expect(norm(composition?.vector ?? [])).toBeCloseTo(1, 5);
    expect(real).toEqual(movie(first));
    const { catalogue } = bundles.getState();
    expect(words).toBe(catalogue && entityName(catalogue, movie(first)));
    expect(surroundings?.movies.map(({ entity }) => entity.id)).not.toContain(first);
    expect(surroundings?.gauge?.percentile).toBeGreaterThanOrEqual(0);
    const { x, y } = bundles.getState().catalogue?.movies[0] ?? { x: 0, y: 0 };
    expect(map.getState().probe).toMatchObject({
      at: expect.objectContaining({ x, y }),
      hypothetical: false,
    });

    recipes.getState().blendWith(movie(second));
    recipes.getState().setAlpha(0.25);
    expect(recipes.getState().real).toBeNull();
    const probe = map.getState().probe;
    expect(probe?.hypothetical).toBe(true);
    expect(probe?.line?.from).toMatchObject({ x, y });
  });

  it('undoes a drag in one step and redoes it', async () => {
    const page = await openPage();
    const { recipes, steps } = page.stores;
    const [first, second] = idsOf(page).movies;
    recipes.getState().startFrom(movie(first));
    recipes.getState().blendWith(movie(second));
    for (const alpha of [0.6, 0.7, 0.8]) recipes.getState().setAlpha(alpha);
    steps.getState().undo();
    expect(recipes.getState().recipe?.blend?.alpha).toBe(0.5);
    steps.getState().redo();
    expect(recipes.getState().recipe?.blend?.alpha).toBe(0.8);
    steps.getState().undo();
    steps.getState().undo();
    expect(recipes.getState().recipe?.blend).toBeNull();
    steps.getState().undo();
    expect(recipes.getState()).toMatchObject({
      recipe: null,
      composition: null,
    });
    expect(steps.getState()).toMatchObject({ canUndo: false, canRedo: true });
  });

  it('pushes along a concept, holds it within bounds and draws its arrow', async () => {
    const page = await openPage();
    const { recipes, map, bundles } = page.stores;
    const cav = bundles.getState().catalogue?.cavs.find(({ space }) => space === 'semantic');
    recipes.getState().startFrom(movie(idsOf(page).movies[0]));
    const before = recipes.getState().composition?.vector ?? new Float32Array();
    recipes.getState().setPush(cav?.id ?? '', 99);
    expect(recipes.getState().recipe?.pushes).toEqual([{ cav: cav?.id, sd: 3 }]);
    const after = recipes.getState().composition?.vector ?? new Float32Array();
    const direction = cav?.direction ?? new Float32Array();
    expect(cosine(after, direction)).toBeGreaterThan(cosine(before, direction));
    expect(map.getState().probe?.pushes).toHaveLength(1);
    recipes.getState().removePush(cav?.id ?? '');
    expect(recipes.getState().real).not.toBeNull();
  });

  it('embeds a description before it composes', async () => {
    const page = await openPage();
    const { recipes } = page.stores;
    recipes.getState().start({ type: 'text', text: 'alien ship' });
    expect(recipes.getState()).toMatchObject({ embedding: true, composition: null });
    await until(() => !recipes.getState().embedding);
    const [expected] = await page.encoder.encode(['alien ship']);
    expect(cosine(recipes.getState().composition?.vector ?? [], expected ?? [])).toBeCloseTo(1, 5);
  });

  it('says why a recipe has no vector and recovers', async () => {
    const page = await openPage();
    const { recipes } = page.stores;
    recipes.getState().start({ type: 'vector', label: 'pasted', values: [1, 2, 3] });
    expect(recipes.getState().error?.message).toMatch(/3 numbers, but this space has 16/);
    recipes.getState().startFrom(movie(idsOf(page).movies[0]));
    expect(recipes.getState()).toMatchObject({ error: null });
    expect(recipes.getState().composition).not.toBeNull();
  });

  it('moves to the behavioral space with a user and drops what does not fit there', async () => {
    const page = await openPage();
    const { recipes, narration } = page.stores;
    const { movies, users } = idsOf(page);
    recipes.getState().startFrom(movie(movies[0]));
    recipes.getState().blendWith(movie(movies[1]));
    recipes.getState().startFrom({ kind: 'user', id: users[0] ?? -1 });
    const { recipe, surroundings } = recipes.getState();
    expect(recipe).toMatchObject({ space: 'behavioral', blend: null });
    expect(surroundings?.users.length).toBeGreaterThan(0);
    expect(narration.getState().taskId).toBe('user_profile');
  });

  it('makes up a viewer from films they love and hate', async () => {
    const page = await openPage();
    const { recipes, bundles } = page.stores;
    const movies = bundles.getState().catalogue?.movies.filter(({ behavioral }) => behavioral) ?? [];
    const ratings = movies.slice(0, 4).map(({ id }, i) => ({ movie: movie(id), stars: i < 2 ? 5 : 1.5 }));
    recipes.getState().startFromViewer(ratings);
    const { recipe, surroundings, words } = recipes.getState();
    expect(recipe?.space).toBe('behavioral');
    expect(words).toBe('a viewer who loves 2 films and hates 2 films');
    expect(surroundings?.users.length).toBeGreaterThan(0);
    expect(() => recipes.getState().startFromViewer([])).toThrow(/has factors/);
  });
});
