import { type Catalogue, entityName, rowOf } from './catalogue.ts';
import { csvText } from './csv.ts';
import type { EntityRef } from './types.ts';

/** Digits of a similarity that two ways of adding up float32 products agree on. */
const DIGITS = 6;

/**
 * Neighbours of a vector as CSV, best first: title, year, id in the bundle, similarity. Users are called by
 * their number and have no year.
 * @param measure name of the last column: "cosine", "predicted rating".
 */
export function neighboursCsv(
  catalogue: Catalogue,
  near: readonly { readonly entity: EntityRef; readonly similarity: number }[],
  measure: string,
): string {
  const line = ({ entity, similarity }: (typeof near)[number]) => {
    const movie = entity.kind === 'movie' ? catalogue.movies[rowOf(catalogue, entity)] : undefined;
    return [
      movie?.title ?? entityName(catalogue, entity),
      movie?.year ?? null,
      entity.id,
      Number(similarity.toPrecision(DIGITS)),
    ];
  };
  return csvText([['title', 'year', 'id', measure], ...near.map(line)]);
}
