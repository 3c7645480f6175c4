import UFuzzy from '@leeoniya/ufuzzy';
import { type Catalogue, entityName } from './catalogue.ts';
import type { Cav, EntityRef } from './types.ts';

/** What a search finds: an entity to pick, or an attribute to push along. */
export type SearchHit =
  | {
      readonly type: 'entity';
      readonly entity: EntityRef;
      readonly label: string;
      readonly note: string;
      /** Characters of `label` that matched, as flat pairs of start and end. */
      readonly ranges: readonly number[];
    }
  | { readonly type: 'cav'; readonly cav: Cav; readonly label: string; readonly ranges: readonly number[] };

export type SearchIndex = (query: string, limit: number) => SearchHit[];

/** Above this many candidates, matches are ordered by popularity alone. */
const RANK_LIMIT = 2000;

/**
 * Fuzzy search over titles, users and attributes. One letter of a word may be missing or wrong; accents
 * and case do not matter. An empty query finds the movies with most ratings.
 */
export function searchIndex(catalogue: Catalogue, cavs: readonly Cav[]): SearchIndex {
  const movies = [...catalogue.movies].sort((a, b) => b.ratings - a.ratings);
  const movieHits = movies.map((movie): SearchHit => {
    const entity: EntityRef = { kind: 'movie', id: movie.id };
    const label = entityName(catalogue, entity);
    return { type: 'entity', entity, label, note: movie.genres.slice(0, 3).join(', '), ranges: [] };
  });
  const cavHits = cavs.map((cav): SearchHit => ({ type: 'cav', cav, label: cav.label, ranges: [] }));
  const userHits = catalogue.users.map((user): SearchHit => {
    const entity: EntityRef = { kind: 'user', id: user.id };
    return {
      type: 'entity',
      entity,
      label: entityName(catalogue, entity),
      note: `${user.ratings} ratings`,
      ranges: [],
    };
  });
  const hits = [...cavHits, ...movieHits, ...userHits];
  const haystack = UFuzzy.latinize(hits.map((hit) => hit.label));
  const fuzzy = new UFuzzy({ intraMode: 1, intraIns: 1, intraSub: 1, intraTrn: 1, intraDel: 1 });

  return (query, limit) => {
    const needle = UFuzzy.latinize([query.trim()])[0] ?? '';
    if (needle === '') return movieHits.slice(0, limit);
    // Words may come in any order, of at most five words so that the orders stay few.
    const [found, info, order] = fuzzy.search(haystack, needle, 5, RANK_LIMIT);
    if (!found) return [];
    if (!info || !order) return found.slice(0, limit).flatMap((at) => hits[at] ?? []);
    return order.slice(0, limit).flatMap((place) => {
      const hit = hits[info.idx[place] as number];
      return hit ? [{ ...hit, ranges: info.ranges[place] ?? [] }] : [];
    });
  };
}
