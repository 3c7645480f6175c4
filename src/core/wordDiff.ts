import { diffWordsWithSpace } from 'diff';

/** A stretch of two compared texts: in both, only in the first, only in the second. */
export interface DiffPart {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Word by word difference from `before` to `after`; joining the parts of a side gives its text back. */
export function wordDiff(before: string, after: string): DiffPart[] {
  return diffWordsWithSpace(before, after).map(({ value, added, removed }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }));
}
