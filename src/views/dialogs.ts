import { create } from 'zustand';

/** The place in the recipe that a chosen source goes to. */
export type SourceSlot = 'start' | 'blend' | 'plus' | 'minus';

interface DialogState {
  /** The place for which a source is being chosen; null while that dialog is closed. */
  readonly slot: SourceSlot | null;
  readonly helpOpen: boolean;
  readonly conceptOpen: boolean;
  chooseSource(slot: SourceSlot): void;
  closeSource(): void;
  setHelpOpen(open: boolean): void;
  setConceptOpen(open: boolean): void;
}

/** Which of the page's windows is open. */
export const useDialogs = create<DialogState>()((set) => ({
  slot: null,
  helpOpen: false,
  conceptOpen: false,
  chooseSource: (slot) => set({ slot }),
  closeSource: () => set({ slot: null }),
  setHelpOpen: (helpOpen) => set({ helpOpen }),
  setConceptOpen: (conceptOpen) => set({ conceptOpen }),
}));
