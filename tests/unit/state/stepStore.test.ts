import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLink } from '../../../src/core/links.ts';
import { stepBack, stepForward } from '../../../src/state/kept.ts';
import { applyLink, currentHash } from '../../../src/state/linkSync.ts';
import { createStepStore } from '../../../src/state/stepStore.ts';
import { idsOf, movie, openPage, type TestPage } from './page.ts';

function momentOf({ stores }: TestPage) {
  return stores.steps.getState().moment;
}

/** What the stores that follow the moment have of it. */
function followed({ stores }: TestPage) {
  const { taskId, settings } = stores.narration.getState();
  return { recipe: stores.recipes.getState().recipe, taskId, settings };
}

describe('a step', () => {
  it('of recipe, task or settings is undone and redone as it was made', async () => {
    const page = await openPage();
    const { recipes, narration } = page.stores;
    const [first, second] = idsOf(page).movies;
    const changes = [
      () => recipes.getState().startFrom(movie(first)),
      () => narration.getState().setTask('positive_review'),
      () => narration.getState().setSettings({ temperature: 0.9 }),
      () => recipes.getState().blendWith(movie(second)),
      () => narration.getState().setSettings({ maxTokens: 24 }),
      // Brings its own length limit.
      () => narration.getState().setTask('summary'),
    ];
    const moments = [momentOf(page)];
    for (const change of changes) {
      change();
      moments.push(momentOf(page));
    }
    expect(new Set(moments.map((moment) => JSON.stringify(moment))).size).toBe(changes.length + 1);
    for (const moment of moments.slice(0, -1).reverse()) {
      stepBack(page.stores);
      expect(followed(page)).toEqual(moment);
    }
    expect(page.stores.steps.getState().canUndo).toBe(false);
    for (const moment of moments.slice(1)) {
      stepForward(page.stores);
      expect(followed(page)).toEqual(moment);
    }
    expect(page.stores.steps.getState().canRedo).toBe(false);
  });

  it('takes the task along that had to give way', async () => {
    const page = await openPage();
    const { recipes, narration } = page.stores;
    const { movies, users } = idsOf(page);
    recipes.getState().startFrom(movie(movies[0]));
    narration.getState().setTask('positive_review');
    narration.getState().setSettings({ maxTokens: 24 });
    const before = followed(page);
    recipes.getState().startFrom({ kind: 'user', id: users[0] ?? -1 });
    const after = followed(page);
    expect(after.taskId).toBe('user_profile');
    stepBack(page.stores);
    expect(followed(page)).toEqual(before);
    stepForward(page.stores);
    expect(followed(page)).toEqual(after);

    // A link whose task does not fit its recipe keeps what it says of the settings.
    stepBack(page.stores);
    const { recipe, taskId, settings } = after;
    if (!recipe) throw new Error('There is no recipe.');
    const link = { recipe, task: before.taskId, settings: { ...settings, seed: 9, maxTokens: 24 } };
    applyLink(page.stores, { ...link, view: null, colour: null, cavs: [] });
    expect(followed(page)).toEqual({ recipe, taskId, settings: { ...settings, seed: 9 } });
    stepBack(page.stores);
    expect(followed(page)).toEqual(before);
  });

  it('is one for a slider that is dragged, and none where nothing changes', async () => {
    const page = await openPage();
    const { recipes, narration, steps } = page.stores;
    recipes.getState().startFrom(movie(idsOf(page).movies[0]));
    const before = followed(page);
    for (const temperature of [0.5, 0.6, 0.7]) narration.getState().setSettings({ temperature });
    narration.getState().setSettings({ temperature: 0.7 });
    narration.getState().setTask(before.taskId);
    steps.getState().undo();
    expect(followed(page)).toEqual(before);
  });

  it('is one for a link, an example and a run of the notebook', async () => {
    const page = await openPage();
    const { recipes, narration } = page.stores;
    const [first, second] = idsOf(page).movies;
    recipes.getState().startFrom(movie(first));
    narration.getState().setSettings({ seed: 3, maxTokens: 5 });
    const hash = currentHash(page.stores);
    const run = await narration.getState().narrate();
    const link = parseLink(hash);
    if (!link || !run) throw new Error('Nothing was narrated.');
    const recipe = { ...link.recipe, start: { type: 'entity', entity: movie(second) } as const };
    for (const change of [
      () => narration.getState().setTask('positive_review', recipe),
      () => applyLink(page.stores, { ...link, settings: { ...link.settings, seed: 4 } }),
      () => {
        narration.getState().setTask('positive_review', recipe);
        narration.getState().show(run);
        expect(followed(page)).toMatchObject({ recipe: run.recipe, taskId: run.task });
        stepBack(page.stores);
      },
    ]) {
      const before = followed(page);
      change();
      expect(followed(page)).not.toEqual(before);
      stepBack(page.stores);
      expect(followed(page)).toEqual(before);
    }
  });
});

describe('a step back', () => {
  it('never leads to what another bundle had', async () => {
    const page = await openPage();
    const { bundles, recipes, steps } = page.stores;
    recipes.getState().startFrom(movie(idsOf(page).movies[0]));
    const { catalogue } = bundles.getState();
    bundles.setState({ catalogue: catalogue && { ...catalogue, name: 'another' } });
    expect(steps.getState()).toMatchObject({ moment: { recipe: null }, canUndo: false });
    stepBack(page.stores);
    expect(followed(page).recipe).toBeNull();
  });

  it('shows the text that was narrated there, and forward again the one that followed', async () => {
    const page = await openPage({ auto: true });
    const { recipes, narration, steps } = page.stores;
    recipes.getState().startFrom(movie(idsOf(page).movies[0]));
    narration.getState().setSettings({ maxTokens: 5 });
    const first = await narration.getState().narrate();
    narration.getState().setTask('positive_review');
    narration.getState().setSettings({ maxTokens: 5 });
    const second = await narration.getState().narrate();
    const asked = page.engine.requests.length;
    stepBack(page.stores);
    // The task with the length that it came with was never narrated.
    expect(narration.getState()).toMatchObject({ status: 'pausing', outdated: true });
    stepBack(page.stores);
    expect(narration.getState()).toMatchObject({ status: 'idle', outdated: false, shown: { run: first } });
    expect(steps.getState().canRedo).toBe(true);
    stepForward(page.stores);
    stepForward(page.stores);
    expect(narration.getState()).toMatchObject({ status: 'idle', outdated: false, shown: { run: second } });
    expect(page.engine.requests).toHaveLength(asked);
    // At the end of what can be redone nothing is shown anew.
    const { shown } = narration.getState();
    stepForward(page.stores);
    expect(narration.getState().shown).toBe(shown);
  });

  it('comes to where it began over steps and what followed from them, and forward to where it was', () => {
    const change = fc.record({ amends: fc.boolean(), seed: fc.integer({ min: 0, max: 3 }) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
        const steps = createStepStore();
        const { step, amend, undo, redo } = steps.getState();
        let first = steps.getState().moment;
        for (const { amends, seed } of changes) {
          const { moment, canUndo } = steps.getState();
          const settings = { ...moment.settings, seed };
          if (amends) amend({ settings });
          else step({ settings });
          if (!canUndo && amends) first = steps.getState().moment;
        }
        const last = steps.getState().moment;
        while (steps.getState().canUndo) undo();
        expect(steps.getState().moment).toEqual(first);
        while (steps.getState().canRedo) redo();
        expect(steps.getState().moment).toEqual(last);
        steps.getState().forget();
        undo();
        expect(steps.getState()).toMatchObject({ moment: last, canUndo: false, canRedo: false });
      }),
    );
  });
});
