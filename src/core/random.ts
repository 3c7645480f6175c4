/** A source of numbers in [0, 1). */
export type Random = () => number;

/**
 * Seeded generator (mulberry32, by Tommy Ettinger, public domain): 32 bits of state, the same
 * numbers on every platform.
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Shuffles `items` in place (Fisher-Yates) and returns them. */
export function shuffle<T>(items: T[], random: Random): T[] {
  for (let i = items.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [items[i], items[j]] = [items[j] as T, items[i] as T];
  }
  return items;
}

/** `count` distinct integers of 0..size-1, all of them in order where count >= size. */
export function sampleIndices(size: number, count: number, random: Random): number[] {
  const all = Array.from({ length: size }, (_, i) => i);
  return count >= size ? all : shuffle(all, random).slice(0, count);
}
