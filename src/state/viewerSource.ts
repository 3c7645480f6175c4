import { z } from 'zod';
import type { Bundle } from '../bundle/load.ts';
import { type Catalogue, rowOf } from '../core/catalogue.ts';
import { ElmError } from '../core/errors.ts';
import { type FoldInWeights, foldIn } from '../core/foldIn.ts';
import type { EntityRef, VectorSource } from '../core/types.ts';

const LOVED_STARS = 5;
const HATED_STARS = 1;

/** `foldIn` of the manifest: what a bundle leaves out has no weight. */
const weightsSchema: z.ZodType<FoldInWeights> = z.object({
  regularisation: z.number().min(0),
  regularisationPerRating: z.number().min(0).default(0),
  biasRegularisation: z.number().min(0).default(1),
  unobservedWeight: z.number().min(0).default(0),
});

function counted(count: number, verb: string): string[] {
  return count === 0 ? [] : [`${verb} ${count} ${count === 1 ? 'film' : 'films'}`];
}

/**
 * The vector of a viewer who loves and hates these movies, as the factor model would give it.
 * @throws ElmError `bad-vector` when no movie has factors, or the bundle has no behavioral space.
 */
export function viewerSource(
  bundle: Bundle,
  catalogue: Catalogue,
  loves: readonly EntityRef[],
  hates: readonly EntityRef[],
): VectorSource {
  if (!catalogue.behavioral) {
    throw new ElmError('bad-vector', 'This bundle has no behavioral space.', 'Open a bundle that has one.');
  }
  const rated = (entities: readonly EntityRef[], stars: number) =>
    entities
      .filter(({ kind }) => kind === 'movie')
      .map((entity) => ({ row: rowOf(catalogue, entity), stars }));
  const ratings = [...rated(loves, LOVED_STARS), ...rated(hates, HATED_STARS)];
  const values = foldIn(catalogue.behavioral.movies, ratings, weightsSchema.parse(bundle.manifest.foldIn));
  const label = `a viewer who ${[...counted(loves.length, 'loves'), ...counted(hates.length, 'hates')].join(' and ')}`;
  return { type: 'vector', label, values: [...values] };
}
