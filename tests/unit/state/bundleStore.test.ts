import { describe, expect, it } from 'vitest';
import type { OpenOptions } from '../../../src/bundle/load.ts';
import { createBundleStore } from '../../../src/state/bundleStore.ts';
import { openTinyBundle } from '../engine/tinyBundle.ts';
import { idsOf, movie, newPage, openPage } from './page.ts';
import { WordEncoder, WordEngine } from './wordModel.ts';

const ADDRESS = { kind: 'url', base: 'http://localhost/' } as const;

describe('bundleStore', () => {
  it('measures what the page shows beside the map', async () => {
    const { stores } = await openPage();
    const { catalogue, loads, manifold, references } = stores.bundles.getState();
    expect(catalogue?.name).toBe('tiny');
    expect(loads).toMatchObject({
      catalogue: { status: 'ready' },
      engine: { status: 'ready' },
      encoder: { status: 'ready' },
    });
    expect(manifold.semantic?.distances.length).toBe(catalogue?.movies.length);
    expect(manifold.behavioral?.distances.length).toBe(catalogue?.users.length);
    expect(references).toEqual([]);
  });

  it('does not go back to loading when files are read later', async () => {
    let late: OpenOptions['onProgress'];
    const store = createBundleStore({
      openBundle: async (_, { onProgress }) => {
        late = onProgress;
        onProgress?.({ loadedBytes: 1, totalBytes: 2, file: 'a' });
        return openTinyBundle();
      },
      openEngine: async () => new WordEngine(16),
      openEncoder: async () => new WordEncoder(16),
    });
    await store.getState().open(ADDRESS);
    late?.({ loadedBytes: 3, totalBytes: 3, file: 'references.json' });
    expect(store.getState().loads.catalogue.status).toBe('ready');
  });

  it('says why a bundle did not open, keeps the one before, and opens it on a second try', async () => {
    const page = newPage();
    const { bundles } = page.stores;
    page.broken.add('openBundle');
    await bundles.getState().open(ADDRESS);
    expect(bundles.getState()).toMatchObject({
      catalogue: null,
      loads: {
        catalogue: { status: 'failed', error: { code: 'download', message: 'openBundle broke off.' } },
      },
    });
    page.broken.clear();
    await bundles.getState().retry('catalogue');
    expect(bundles.getState().loads.catalogue).toMatchObject({ status: 'ready', error: null });

    page.stores.recipes.getState().startFrom(movie(idsOf(page).movies[0]));
    page.broken.add('openBundle');
    await bundles.getState().open({ kind: 'url', base: 'http://localhost/other/' });
    expect(bundles.getState().loads.catalogue.status).toBe('failed');
    expect(bundles.getState().catalogue?.name).toBe('tiny');
    expect(bundles.getState().engine).not.toBeNull();
    expect(page.stores.recipes.getState().composition).not.toBeNull();
  });
});
