import { describe, expect, it } from 'vitest';
import { ElmError } from '../../../src/core/errors.ts';
import { PAUSE_MS } from '../../../src/state/narrationStore.ts';
import { restoreStores } from '../../../src/state/stores.ts';
import { idsOf, movie, newPage, openPage, type TestPage, until } from './page.ts';

const SHORT = { maxTokens: 12, temperature: 0.7, seed: 3 };

async function pageWithMovie(auto = false): Promise<TestPage> {
  const page = await openPage({ auto });
  page.stores.recipes.getState().startFrom(movie(idsOf(page).movies[0]));
  page.stores.narration.getState().setSettings(SHORT);
  return page;
}

describe('narrate', () => {
  it('makes a complete record with its scores', async () => {
    const page = await pageWithMovie();
    const { narration, notebook, recipes } = page.stores;
    const run = await narration.getState().narrate();
    expect(run).toMatchObject({
      task: 'summary',
      recipe: recipes.getState().recipe,
      finish: 'length',
      tokens: 12,
      model: { bundle: 'tiny', backend: 'node' },
    });
    expect(run?.settings).toMatchObject(SHORT);
    expect(run?.scores.sc).toBeGreaterThan(run?.scores.scFloor ?? 1);
    expect(run?.scores.rank).toBeGreaterThanOrEqual(1);
    expect(run?.scores.rankOf).toBe(idsOf(page).movies.length);
    expect(notebook.getState().runs).toEqual([run]);
    expect(narration.getState()).toMatchObject({
      status: 'idle',
      outdated: false,
      shown: { run, finish: 'length' },
    });
  });

  it('gives the same text for the same seed and another for another', async () => {
    const page = await pageWithMovie();
    const { narration } = page.stores;
    const first = await narration.getState().narrate();
    const second = await narration.getState().narrate();
    narration.getState().setSettings({ seed: 4 });
    const third = await narration.getState().narrate();
    expect(second?.text).toBe(first?.text);
    expect(third?.text).not.toBe(first?.text);
  });

  it('moves the score while text streams', async () => {
    const page = await pageWithMovie();
    const { narration } = page.stores;
    // Words at the pace of a slow machine: a text that is there at once has its final score alone.
    page.engine.pause = 10;
    narration.getState().setSettings({ maxTokens: 120 });
    const scores = new Set<number>();
    narration.subscribe(({ status, shown }) => {
      if (status === 'streaming' && shown?.sc != null) scores.add(shown.sc);
    });
    await narration.getState().narrate();
    expect(scores.size).toBeGreaterThan(3);
  });

  it('keeps what was written when it is stopped', async () => {
    const page = await pageWithMovie();
    const { narration, notebook } = page.stores;
    narration.getState().setSettings({ maxTokens: 2000 });
    const asked = narration.getState().narrate();
    await until(() => (narration.getState().shown?.tokens ?? 0) > 5);
    narration.getState().stop();
    const run = await asked;
    expect(run?.finish).toBe('stopped');
    expect(run?.tokens).toBeLessThan(2000);
    expect(run?.scores.sc).not.toBeNull();
    expect(notebook.getState().runs).toHaveLength(1);
  });

  it('keeps the best of several candidates and says so', async () => {
    const page = await pageWithMovie();
    const { narration } = page.stores;
    narration.getState().setSettings({ temperature: 2, maxTokens: 4 });
    const alone = [];
    for (const seed of [3, 4, 5, 6]) {
      narration.getState().setSettings({ seed });
      alone.push(await narration.getState().narrate());
    }
    narration.getState().setSettings({ seed: 3, bestOf: 4 });
    const best = await narration.getState().narrate();
    const scores = alone.map((run) => run?.scores.sc ?? -1);
    expect(best?.scores.sc).toBe(Math.max(...scores));
    expect(best?.settings).toMatchObject({ seed: 3, bestOf: 4 });
  });

  it('scores users by how their text ranks movies', async () => {
    const page = await openPage();
    page.stores.recipes.getState().startFrom({ kind: 'user', id: idsOf(page).users[0] ?? -1 });
    page.stores.narration.getState().setSettings(SHORT);
    const run = await page.stores.narration.getState().narrate();
    expect(run?.scores.sc).toBeNull();
    expect(Math.abs(run?.scores.bcSpearman ?? 2)).toBeLessThanOrEqual(1);
    expect(run?.scores.bcNdcg).toBeGreaterThan(0);
  });

  it('gives both ends to a task about two movies, and refuses it with one', async () => {
    const page = await pageWithMovie();
    const { narration, recipes } = page.stores;
    narration.getState().setTask('interpolation');
    expect(narration.getState().obstacle?.message).toMatch(/needs a second movie/);
    expect(await narration.getState().narrate()).toBeNull();
    recipes.getState().blendWith(movie(idsOf(page).movies[1]));
    narration.getState().setSettings(SHORT);
    const run = await narration.getState().narrate();
    expect(page.engine.requests.at(-1)?.slots).toHaveLength(2);
    expect(run?.scores.sc).not.toBeNull();
    expect(run?.scores.rank).toBeNull();
  });
});

describe('re-narration', () => {
  it('waits for a rest, cancels the running text at once and shows the old one until the new has a word', async () => {
    const page = await pageWithMovie(true);
    const { narration, recipes, notebook } = page.stores;
    await until(() => narration.getState().shown?.run != null);
    const first = narration.getState().shown;
    narration.getState().setSettings({ maxTokens: 3000 });
    await until(() => narration.getState().status === 'streaming');
    const asked = page.engine.requests.length;

    recipes.getState().blendWith(movie(idsOf(page).movies[1]));
    for (const alpha of [0.2, 0.3, 0.4]) recipes.getState().setAlpha(alpha);
    expect(narration.getState()).toMatchObject({ status: 'pausing', outdated: true });
    await until(() => page.engine.stopped === 1, 200);
    const texts = new Set<string>();
    const unsubscribe = narration.subscribe(({ shown }) => texts.add(shown?.text ?? ''));
    narration.getState().setSettings({ maxTokens: 12 });
    await until(() => narration.getState().shown?.run?.recipe.blend?.alpha === 0.4);
    unsubscribe();

    expect(texts.has('')).toBe(false);
    expect(page.engine.requests.length).toBe(asked + 1);
    expect(notebook.getState().runs.map(({ id }) => id)).toEqual([narration.getState().shown?.id, first?.id]);
  });

  it('does not narrate again when nothing that decides the text has changed', async () => {
    const page = await pageWithMovie(true);
    const { narration, recipes } = page.stores;
    await until(() => narration.getState().shown?.run != null);
    const { recipe } = recipes.getState();
    if (recipe) recipes.getState().replace({ ...recipe });
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS + 100));
    expect(page.engine.requests).toHaveLength(1);
  });

  it('waits for the model and begins by itself when it is there', async () => {
    const page = newPage();
    page.broken.add('openEngine');
    const { bundles, recipes, narration } = page.stores;
    await bundles.getState().open({ kind: 'url', base: 'http://localhost/' });
    expect(bundles.getState().loads.engine).toMatchObject({ status: 'failed', error: { code: 'download' } });
    recipes.getState().startFrom(movie(idsOf(page).movies[0]));
    await until(() => narration.getState().status === 'waiting');
    page.broken.clear();
    await bundles.getState().retry();
    await until(() => narration.getState().shown?.run != null);
  });
});

describe('faults', () => {
  it('keep the text written so far, say what happened, and the next narration works', async () => {
    const page = await pageWithMovie();
    const { narration, notebook } = page.stores;
    narration.getState().setSettings({ maxTokens: 2000 });
    const asked = narration.getState().narrate();
    await until(() => (narration.getState().shown?.tokens ?? 0) > 3);
    page.engine.failure = new ElmError('device-lost', 'The graphics device was lost.', 'Restart the model.');
    const run = await asked;
    expect(run?.finish).toBe('error');
    expect(run?.text.split(' ').length).toBeGreaterThan(3);
    expect(narration.getState()).toMatchObject({ status: 'idle', error: { code: 'device-lost' } });
    page.engine.failure = null;
    narration.getState().setSettings({ maxTokens: 5 });
    expect((await narration.getState().narrate())?.finish).toBe('length');
    expect(narration.getState().error).toBeNull();
    expect(notebook.getState().runs).toHaveLength(2);
  });

  it('of the encoder leave a text unscored, not lost', async () => {
    const page = newPage();
    page.broken.add('openEncoder');
    await page.stores.bundles.getState().open({ kind: 'url', base: 'http://localhost/' });
    page.stores.settings.getState().set({ autoNarrate: false });
    page.stores.recipes.getState().startFrom(movie(idsOf(page).movies[0]));
    page.stores.narration.getState().setSettings(SHORT);
    const run = await page.stores.narration.getState().narrate();
    expect(run?.text).not.toBe('');
    expect(run?.scores.sc).toBeNull();
  });
});

describe('a reload before a text is scored', () => {
  it('keeps the text, of one narration and of a sweep', async () => {
    const page = await pageWithMovie();
    const { narration, notebook, recipes, storage, sweeps } = page.stores;
    const encode = page.encoder.encode.bind(page.encoder);
    let load: (() => void) | undefined;
    const loaded = new Promise<void>((resolve) => {
      load = resolve;
    });
    page.encoder.encode = async (texts) => {
      await loaded;
      return encode(texts);
    };
    void narration.getState().narrate();
    await until(() => narration.getState().status === 'scoring');
    const { shown } = narration.getState();
    // The next text does not wait for the scores of this one.
    narration.getState().setSettings({ seed: 4 });
    void narration.getState().narrate();
    await until(() => narration.getState().status === 'scoring');
    expect(narration.getState().shown?.id).not.toBe(shown?.id);
    recipes.getState().blendWith(movie(idsOf(page).movies[1]));
    void sweeps.getState().run({ by: 'alpha' }, [0, 0.5, 1]);
    await until(() => sweeps.getState().status === 'scoring');
    await storage.settled();
    expect(notebook.getState().runs).toEqual([]);

    const again = newPage(page.database);
    await restoreStores(again.stores);
    const { runs } = again.stores.notebook.getState();
    expect(runs.map(({ scores }) => scores.sc)).toEqual([null, null, null, null, null]);
    expect(runs.at(-1)).toMatchObject({ id: shown?.id, text: shown?.text });
    expect(runs.slice(0, 3).map(({ recipe }) => recipe.blend?.alpha)).toEqual([1, 0.5, 0]);

    load?.();
    await until(() => notebook.getState().runs.length === 5 && sweeps.getState().status === 'idle');
    expect(notebook.getState().runs.every(({ scores }) => scores.sc !== null)).toBe(true);
    expect(notebook.getState().runs.map(({ id, text }) => [id, text])).toEqual(
      runs.map(({ id, text }) => [id, text]),
    );
    expect(narration.getState()).toMatchObject({ shown: { run: notebook.getState().runs[3] } });
  });
});

describe('sweeps', () => {
  it('narrate every step in one batch with one seed, scored and kept', async () => {
    const page = await pageWithMovie();
    const { recipes, sweeps, notebook } = page.stores;
    recipes.getState().blendWith(movie(idsOf(page).movies[1]));
    const sweep = await sweeps.getState().run({ by: 'alpha' }, [0, 0.25, 0.5, 0.75, 1]);
    expect(sweep?.points.map(({ value, run }) => [value, run?.recipe.blend?.alpha])).toEqual(
      [0, 0.25, 0.5, 0.75, 1].map((alpha) => [alpha, alpha]),
    );
    expect(sweep?.points.every(({ run }) => run?.scores.sc != null && run.settings.seed === SHORT.seed)).toBe(
      true,
    );
    expect(notebook.getState().runs).toHaveLength(5);
    expect(sweeps.getState().status).toBe('idle');
  });

  it('say what they lack', async () => {
    const page = await pageWithMovie();
    const { sweeps } = page.stores;
    expect(await sweeps.getState().run({ by: 'alpha' }, [0, 1])).toBeNull();
    expect(sweeps.getState().error?.message).toMatch(/two ends/);
  });
});
