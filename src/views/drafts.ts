import { create } from 'zustand';
import type { EntityRef } from '../core/types.ts';
import type { StarRating } from '../state/viewerSource.ts';

/** A concept that is being made. */
export interface ConceptDraft {
  readonly way: 'phrases' | 'examples';
  readonly label: string;
  readonly towards: string;
  readonly from: string;
  /** Examples that have the attribute, and examples that lack it. */
  readonly positives: readonly EntityRef[];
  readonly negatives: readonly EntityRef[];
}

/** What was typed or picked in a window and not used yet. */
interface Drafts {
  readonly description: string;
  readonly vectorText: string;
  readonly ratings: readonly StarRating[];
  readonly concept: ConceptDraft;
}

interface DraftState extends Drafts {
  set(changes: Partial<Drafts>): void;
  setConcept(changes: Partial<ConceptDraft>): void;
  /** Lets go of what points at entities, which mean others in another bundle. */
  forgetEntities(): void;
}

export const EMPTY_CONCEPT: ConceptDraft = {
  way: 'phrases',
  label: '',
  towards: '',
  from: '',
  positives: [],
  negatives: [],
};

/**
 * Outlives the windows: closing one loses nothing, and examples for and against are gathered on the map
 * between two openings.
 */
export const useDrafts = create<DraftState>()((set) => ({
  description: '',
  vectorText: '',
  ratings: [],
  concept: EMPTY_CONCEPT,
  set: (changes) => set(changes),
  setConcept: (changes) => set(({ concept }) => ({ concept: { ...concept, ...changes } })),
  forgetEntities: () =>
    set(({ concept }) => ({ ratings: [], concept: { ...concept, positives: [], negatives: [] } })),
}));
