import { create } from 'zustand';

/** The place in the recipe that a chosen source goes to. */
export type SourceSlot = 'start' | 'blend' | 'plus' | 'minus';

/** The ways to choose a source. */
export type SourceWay = 'find' | 'describe' | 'viewer' | 'vector' | 'selection';

interface DialogState {
  /** The place for which a source is being chosen; null while that dialog is closed. */
  readonly slot: SourceSlot | null;
  readonly way: SourceWay;
  readonly helpOpen: boolean;
  readonly conceptOpen: boolean;
  /** `way` is the tab that is open at first: the search, unless said otherwise. */
  chooseSource(slot: SourceSlot, way?: SourceWay): void;
  closeSource(): void;
  setHelpOpen(open: boolean): void;
  setConceptOpen(open: boolean): void;
}

/** Which of the page's windows is open. */
export const useDialogs = create<DialogState>()((set) => ({
  slot: null,
  way: 'find',
  helpOpen: false,
  conceptOpen: false,
  chooseSource: (slot, way = 'find') => set({ slot, way }),
  closeSource: () => set({ slot: null }),
  setHelpOpen: (helpOpen) => set({ helpOpen }),
  setConceptOpen: (conceptOpen) => set({ conceptOpen }),
}));
