import { createContext, useContext, useMemo } from 'react';
import { useStore } from 'zustand';
import type { BundleState } from '../state/bundleStore.ts';
import type { CavState } from '../state/cavStore.ts';
import type { MapState } from '../state/mapStore.ts';
import type { NarrationState } from '../state/narrationStore.ts';
import type { NotebookState } from '../state/notebookStore.ts';
import type { NoticeState } from '../state/noticeStore.ts';
import type { RecipeState } from '../state/recipeStore.ts';
import { SearchIndex } from '../state/searchIndex.ts';
import type { SettingsState } from '../state/settingsStore.ts';
import type { SidesState } from '../state/sidesStore.ts';
import type { StepState } from '../state/stepStore.ts';
import type { Stores } from '../state/stores.ts';
import type { SweepState } from '../state/sweepStore.ts';

/** Given once by the app; every view below reads it. */
export const StoresContext = createContext<Stores | null>(null);

/** The stores themselves, for actions and for state at the moment of an event. */
export function useStores(): Stores {
  const stores = useContext(StoresContext);
  if (!stores) throw new Error('There is no StoresContext above this view.');
  return stores;
}

/** A part of the loaded bundle's state; the view draws again when that part changes. */
export function useBundle<T>(select: (state: BundleState) => T): T {
  return useStore(useStores().bundles, select);
}

/** A part of the concepts at hand. */
export function useCavs<T>(select: (state: CavState) => T): T {
  return useStore(useStores().cavs, select);
}

/** A part of the current recipe and what follows from it. */
export function useRecipe<T>(select: (state: RecipeState) => T): T {
  return useStore(useStores().recipes, select);
}

/** A part of what the map shows. */
export function useMap<T>(select: (state: MapState) => T): T {
  return useStore(useStores().map, select);
}

/** A part of the narration on show. */
export function useNarration<T>(select: (state: NarrationState) => T): T {
  return useStore(useStores().narration, select);
}

/** A part of the notebook. */
export function useNotebook<T>(select: (state: NotebookState) => T): T {
  return useStore(useStores().notebook, select);
}

/** A part of what the page as a whole has to say. */
export function useNotices<T>(select: (state: NoticeState) => T): T {
  return useStore(useStores().notices, select);
}

/** A part of the preferences. */
export function useSettings<T>(select: (state: SettingsState) => T): T {
  return useStore(useStores().settings, select);
}

/** A part of the texts side by side. */
export function useSides<T>(select: (state: SidesState) => T): T {
  return useStore(useStores().sides, select);
}

/** A part of what undo and redo go over. */
export function useSteps<T>(select: (state: StepState) => T): T {
  return useStore(useStores().steps, select);
}

/** A part of the sweep on show. */
export function useSweep<T>(select: (state: SweepState) => T): T {
  return useStore(useStores().sweeps, select);
}

/** The search index of the loaded catalogue, null before it is there. */
export function useSearchIndex(): SearchIndex | null {
  const catalogue = useBundle((state) => state.catalogue);
  return useMemo(() => (catalogue ? new SearchIndex(catalogue) : null), [catalogue]);
}
