import { z } from 'zod';
import { createStore } from 'zustand/vanilla';
import { NOTEBOOK_ORDERS } from '../core/notebookEntries.ts';

const schema = z.object({
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  /** Re-narrate by itself when the recipe rests. */
  autoNarrate: z.boolean().catch(true),
  notebookOpen: z.boolean().catch(false),
  notebookOrder: z.enum(NOTEBOOK_ORDERS).catch('newest'),
  /** The list of the vector's attributes is unfolded. */
  attributesOpen: z.boolean().catch(false),
});

export type Preferences = z.infer<typeof schema>;

export interface SettingsState extends Preferences {
  set(changes: Partial<Preferences>): void;
}

export type SettingsStore = ReturnType<typeof createSettingsStore>;

const KEY = 'elm-explorer-settings';

function read(storage: Storage | null): Preferences {
  try {
    return schema.parse(JSON.parse(storage?.getItem(KEY) ?? '{}'));
  } catch {
    return schema.parse({});
  }
}

/**
 * Preferences that outlive a visit.
 * @param storage localStorage, or null where the browser withholds it.
 */
export function createSettingsStore(storage: Storage | null) {
  const store = createStore<SettingsState>()((set) => ({
    ...read(storage),
    set: (changes) => set(changes),
  }));
  store.subscribe((state) => {
    try {
      storage?.setItem(KEY, JSON.stringify(schema.parse(state)));
    } catch {
      // A full or forbidden storage costs the preference after a reload, nothing else.
    }
  });
  return store;
}
