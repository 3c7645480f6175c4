/** A bullet: an asterisk at the start of a line. */
const BULLET = /(?:^|\n)\*\s/g;

/**
 * Where in a growing text the bullet after the first `count` begins, in characters, null while there is none.
 * A list that was asked to have so many ends there (the paper's user profile has ten, appendix E).
 */
export function beyondBullets(text: string, count: number): number | null {
  let seen = 0;
  for (const { index } of text.matchAll(BULLET)) {
    if (seen === count) return index;
    seen += 1;
  }
  return null;
}
