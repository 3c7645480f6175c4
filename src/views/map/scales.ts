import { format } from 'd3-format';
import { rangeLabels, type Scale } from './colouring.ts';

const count = format(',');
const stars = format('.1f');

/** Decades between the 5th percentile of the years and the newest, everything older together. */
export function decadeScale(years: Float32Array): Scale {
  const sorted = years.filter((year) => !Number.isNaN(year)).sort();
  const decade = (share: number): number =>
    Math.floor((sorted[Math.floor(share * (sorted.length - 1))] ?? 2000) / 10) * 10;
  const newest = decade(1);
  const oldest = Math.max(decade(0.05), newest - 80);
  const thresholds: number[] = [];
  for (let year = Math.min(oldest, newest - 10) + 10; year <= newest; year += 10) thresholds.push(year);
  return {
    title: 'Decade',
    note: 'Decade of release.',
    thresholds,
    labels: [`before ${thresholds[0]}`, ...thresholds.map((year) => `${year}s`)],
    palette: 'sequential',
    missing: 'no year',
  };
}

const RATING_THRESHOLDS = [2, 2.5, 3, 3.5, 4];

/** Mean rating in stars. */
export const RATING_SCALE: Scale = {
  title: 'Mean rating',
  note: 'Mean of all ratings, in stars from 0.5 to 5.',
  thresholds: RATING_THRESHOLDS,
  labels: rangeLabels(RATING_THRESHOLDS, stars, ' ★'),
  palette: 'sequential',
  missing: 'not rated',
};

const POPULARITY_THRESHOLDS = [10, 30, 100, 300, 1000, 3000];

/** Number of ratings, in steps of about three times. */
export const POPULARITY_SCALE: Scale = {
  title: 'Popularity',
  note: 'Number of ratings that a movie received or a user gave.',
  thresholds: POPULARITY_THRESHOLDS,
  labels: rangeLabels(POPULARITY_THRESHOLDS, count),
  palette: 'sequential',
  missing: 'not rated',
};

const SD_THRESHOLDS = [-2, -1, -0.5, 0.5, 1, 2];

/** Score along a CAV in standard deviations from the catalogue's mean. */
export function cavScale(label: string): Scale {
  return {
    title: label,
    note: `Projection on the concept vector "${label}", in standard deviations from the catalogue's mean.`,
    thresholds: SD_THRESHOLDS,
    labels: [
      'under −2 sd',
      '−2 – −1 sd',
      '−1 – −0.5 sd',
      'average',
      '0.5 – 1 sd',
      '1 – 2 sd',
      '2 sd and over',
    ],
    palette: 'diverging',
    missing: 'no vector',
  };
}

/** Numbers of nearest entities that bound the classes of `similarityScale`, inner class first. */
export const SIMILARITY_RANKS = [10, 50, 200, 1000, 4000];

/**
 * Similarity to the current vector, cut where the nearest 10, 50, 200, 1000 and 4000 entities end: ranks
 * say more than raw similarities, whose range differs from vector to vector. The labels carry both.
 *
 * @param scores Similarities of all entities of the space's layers; NaN where there is none.
 */
export function similarityScale(scores: readonly Float32Array[]): Scale {
  const all = Float32Array.from(
    scores.flatMap((layer) => [...layer.filter((score) => !Number.isNaN(score))]),
  );
  const descending = all.sort().reverse();
  const ranks = SIMILARITY_RANKS.filter((rank) => rank < descending.length);
  const cuts = ranks.map((rank) => descending[rank - 1] as number);
  const two = format('.2f');
  const nearestFirst = ranks.map((rank, index) => `nearest ${count(rank)} (≥ ${two(cuts[index] as number)})`);
  return {
    title: 'Similarity to the vector',
    note: 'Closeness to the current vector in the original space, by rank; the similarity at the rank is in brackets.',
    thresholds: cuts.toReversed(),
    labels: ['further away', ...nearestFirst.toReversed()],
    palette: 'sequential',
    missing: 'not in this space',
  };
}
