import { z } from 'zod';
import type { Bundle } from '../bundle/load.ts';
import { type Catalogue, rowOf } from '../core/catalogue.ts';
import { ElmError } from '../core/errors.ts';
import { type FoldInWeights, foldIn } from '../core/foldIn.ts';
import type { EntityRef, VectorSource } from '../core/types.ts';

/** A film with the stars that a viewer who does not exist gives it, 0.5..5. */
export interface StarRating {
  readonly movie: EntityRef;
  readonly stars: number;
}

/** From so many stars a film is loved, down to so many it is hated. */
const LOVED_STARS = 4;
const HATED_STARS = 2;

/** `foldIn` of the manifest: what a bundle leaves out has no weight. */
const weightsSchema: z.ZodType<FoldInWeights> = z.object({
  regularisation: z.number().min(0),
  regularisationPerRating: z.number().min(0).default(0),
  biasRegularisation: z.number().min(0).default(1),
  unobservedWeight: z.number().min(0).default(0),
});

function counted(verb: string, count: number): string[] {
  return count === 0 ? [] : [`${verb} ${count} ${count === 1 ? 'film' : 'films'}`];
}

/** "a viewer who loves 3 films and hates 1 film". */
function viewerName(ratings: readonly StarRating[]): string {
  const loved = ratings.filter(({ stars }) => stars >= LOVED_STARS).length;
  const hated = ratings.filter(({ stars }) => stars <= HATED_STARS).length;
  const between = ratings.length - loved - hated;
  const parts = [
    ...counted('loves', loved),
    ...counted('hates', hated),
    ...counted('is cool about', between),
  ];
  const last = parts.pop() ?? '';
  return `a viewer who ${parts.length > 0 ? `${parts.join(', ')} and ${last}` : last}`;
}

/**
 * The vector of a viewer with these ratings, as the factor model would give it.
 * @throws ElmError `bad-vector` when no movie has factors, or the bundle has no behavioral space.
 */
export function viewerSource(
  bundle: Bundle,
  catalogue: Catalogue,
  ratings: readonly StarRating[],
): VectorSource {
  if (!catalogue.behavioral) {
    throw new ElmError('bad-vector', 'This bundle has no behavioral space.', 'Open a bundle that has one.');
  }
  const rows = ratings.map(({ movie, stars }) => ({ row: rowOf(catalogue, movie), stars }));
  const values = foldIn(catalogue.behavioral.movies, rows, weightsSchema.parse(bundle.manifest.foldIn));
  return { type: 'vector', label: viewerName(ratings), values: [...values] };
}
