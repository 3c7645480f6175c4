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
import { type Neighbour, nearest } from '../core/neighbours.ts';
import { realEntity } from '../core/recipe.ts';
import type { EntityKind, EntityRef, Recipe } from '../core/types.ts';
import type { Metric, VectorTable } from '../core/vectorTable.ts';

/** Neighbours shown in the composer. */
export const SHOWN_NEIGHBOURS = 10;
/** Neighbours that decide a place on the map. */
const PLACING_NEIGHBOURS = 8;

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

/** Place of any vector of a space on the map; an entity's own vector falls on its own place. */
export function placeVector(catalogue: Catalogue, space: Space, vector: Float32Array): MapPoint | null {
  const list = space.users ? catalogue.users : catalogue.movies;
  return placeByNeighbours(
    nearest(placingTable(space), vector, 'cosine', PLACING_NEIGHBOURS),
    (row) => list[row] as MapPoint,
  );
}

function gaugeOf(
  table: VectorTable,
  metric: Metric,
  vector: Float32Array,
  skip: number,
  reference: ManifoldReference | null,
): ManifoldGauge | null {
  if (!reference) return null;
  return manifoldGauge(reference, neighbourDistance(table, vector, metric, MANIFOLD_K, skip));
}

/**
 * Neighbours, gauge and place of a composed recipe. A real entity is left out of its own neighbours.
 * Three scans of the tables, about 15 ms for 10,000 x 384.
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
  const movies = nearest(space.movies, vector, space.metric, SHOWN_NEIGHBOURS, rowOfKind('movie'));
  const users = space.users
    ? nearest(space.users, vector, 'cosine', SHOWN_NEIGHBOURS, rowOfKind('user'))
    : [];
  return {
    movies: named('movie', catalogue, movies),
    users: named('user', catalogue, users),
    gauge: gaugeOf(placingTable(space), space.metric, vector, own, reference),
    place: placeVector(catalogue, space, vector),
  };
}
