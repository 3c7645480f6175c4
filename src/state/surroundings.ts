import { type Catalogue, rowOf, type Space, spaceOf } from '../core/catalogue.ts';
import type { Composition } from '../core/compose.ts';
import {
  MANIFOLD_K,
  type ManifoldGauge,
  type ManifoldReference,
  manifoldGauge,
  neighbourDistance,
} from '../core/manifold.ts';
import { type MapPoint, placeByNeighbours } from '../core/mapPlacement.ts';
import { type Neighbour, nearest, topK } from '../core/neighbours.ts';
import { realEntity } from '../core/recipe.ts';
import type { EntityKind, EntityRef, Recipe, VectorSource } from '../core/types.ts';
import { similarities, type VectorTable } from '../core/vectorTable.ts';

/** Neighbours that the composer can list. */
export const SHOWN_NEIGHBOURS = 25;
/** Neighbours that decide a place on the map. */
const PLACING_NEIGHBOURS = 16;

/** A real entity near the current vector, in the ORIGINAL space. */
export interface NearEntity {
  readonly entity: EntityRef;
  /** Cosine, or for movies near a user the predicted rating <w_u, w_m> in stars. */
  readonly similarity: number;
}

/** What the catalogue says about a vector. */
export interface Surroundings {
  /** Nearest movies; for a behavioral vector, those with the highest predicted rating. */
  readonly movies: readonly NearEntity[];
  /** Nearest users by cosine; empty in spaces without users. */
  readonly users: readonly NearEntity[];
  /** Off-manifold gauge; null until the catalogue's own distances are measured. */
  readonly gauge: ManifoldGauge | null;
  /** Where the vector falls on the map. */
  readonly place: MapPoint | null;
}

function named(kind: EntityKind, catalogue: Catalogue, found: readonly Neighbour[]): NearEntity[] {
  const list = kind === 'movie' ? catalogue.movies : catalogue.users;
  return found.flatMap(({ row, similarity }) => {
    const entity = list[row];
    return entity ? [{ entity: { kind, id: entity.id }, similarity }] : [];
  });
}

/** The kind of entity among which vectors of a space are placed: users where the space has them. */
export function placingKind(space: Space): EntityKind {
  return space.users ? 'user' : 'movie';
}

function placingTable(space: Space): VectorTable {
  return space.users ?? space.movies;
}

function placeAmong(catalogue: Catalogue, space: Space, cosines: Float32Array): MapPoint | null {
  const list = space.users ? catalogue.users : catalogue.movies;
  return placeByNeighbours(topK(cosines, PLACING_NEIGHBOURS), (row) => list[row] as MapPoint);
}

/** Place of any vector of a space on the map; an entity's own vector falls on its own place. */
export function placeVector(catalogue: Catalogue, space: Space, vector: Float32Array): MapPoint | null {
  return placeAmong(catalogue, space, similarities(placingTable(space), vector, 'cosine'));
}

/** Place of a source that is one entity of the kind that a space places; null for any other source. */
export function placeOfSource(catalogue: Catalogue, space: Space, source: VectorSource): MapPoint | null {
  if (source.type !== 'entity' || source.entity.kind !== placingKind(space)) return null;
  const list = space.users ? catalogue.users : catalogue.movies;
  return list[rowOf(catalogue, source.entity)] ?? null;
}

/**
 * Neighbours, gauge and place of a composed recipe. A real entity is left out of its own neighbours.
 * In cosine spaces one scan serves all three, so that a slider can be dragged at the display's rate.
 */
export function surroundingsOf(
  catalogue: Catalogue,
  recipe: Recipe,
  { vector }: Composition,
  reference: ManifoldReference | null,
): Surroundings | null {
  const space = spaceOf(catalogue, recipe.space);
  if (!space) return null;
  const entity = realEntity(recipe);
  const rowOfKind = (kind: EntityKind): number => (entity?.kind === kind ? rowOf(catalogue, entity) : -1);
  const kind = placingKind(space);
  const own = rowOfKind(kind);
  const cosines = similarities(placingTable(space), vector, 'cosine');
  const near = topK(cosines, Math.max(SHOWN_NEIGHBOURS, MANIFOLD_K), own);
  const distance =
    space.metric === 'cosine'
      ? 1 - (near[Math.min(MANIFOLD_K, near.length) - 1]?.similarity ?? -1)
      : neighbourDistance(placingTable(space), vector, space.metric, MANIFOLD_K, own);
  const placed = named(kind, catalogue, near.slice(0, SHOWN_NEIGHBOURS));
  return {
    movies: space.users
      ? named(
          'movie',
          catalogue,
          nearest(space.movies, vector, space.metric, SHOWN_NEIGHBOURS, rowOfKind('movie')),
        )
      : placed,
    users: space.users ? placed : [],
    gauge: reference ? manifoldGauge(reference, distance) : null,
    place: placeAmong(catalogue, space, cosines),
  };
}
