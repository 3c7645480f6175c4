import type { Cav, EntityKind, EntityRef, SpaceId, Task } from './types.ts';
import type { Metric, VectorTable } from './vectorTable.ts';

/** A movie as the bundle's table has it. `x`, `y` are its place on the 2-D map. */
export interface Movie {
  readonly id: number;
  readonly title: string;
  readonly year: number | null;
  readonly genres: readonly string[];
  /** Number of ratings. */
  readonly ratings: number;
  /** Mean rating in stars, 0.5..5. */
  readonly meanRating: number;
  readonly x: number;
  readonly y: number;
  /** In the test split: appears in no training text. */
  readonly heldOut: boolean;
  readonly tags: readonly string[];
  /** Has factors in the behavioral space. */
  readonly behavioral: boolean;
}

/** A user as the bundle's table has it; `loves` are ids of movies. */
export interface User {
  readonly id: number;
  readonly ratings: number;
  readonly meanRating: number;
  readonly x: number;
  readonly y: number;
  readonly heldOut: boolean;
  readonly loves: readonly number[];
}

/** A domain embedding space W with its metric and its tables; `users` is null where users have no vectors. */
export interface Space {
  readonly id: SpaceId;
  readonly dimension: number;
  readonly metric: Metric;
  readonly movies: VectorTable;
  readonly users: VectorTable | null;
}

/** Everything of a bundle that is not a neural network; row i of a table is entity i of its list. */
export interface Catalogue {
  readonly name: string;
  readonly version: string;
  readonly title: string;
  readonly movies: readonly Movie[];
  readonly users: readonly User[];
  readonly semantic: Space;
  readonly behavioral: Space | null;
  readonly cavs: readonly Cav[];
  readonly tasks: readonly Task[];
}

const rowsOf = new WeakMap<readonly { readonly id: number }[], Map<number, number>>();

/** Row of the entity with `id` in `list`, -1 where there is none; the index is built once for each list. */
export function rowById(list: readonly { readonly id: number }[], id: number): number {
  let rows = rowsOf.get(list);
  if (!rows) {
    rows = new Map(list.map((entity, row) => [entity.id, row]));
    rowsOf.set(list, rows);
  }
  return rows.get(id) ?? -1;
}

/** Row of `entity` in its list, -1 where the bundle does not have it. */
export function rowOf(catalogue: Catalogue, entity: EntityRef): number {
  return rowById(entity.kind === 'movie' ? catalogue.movies : catalogue.users, entity.id);
}

/** The space with this id, null where the bundle has none. */
export function spaceOf(catalogue: Catalogue, space: SpaceId): Space | null {
  return space === 'semantic' ? catalogue.semantic : catalogue.behavioral;
}

/** The vectors of `kind` in `space`, null where that kind has none there. */
export function tableOf(space: Space, kind: EntityKind): VectorTable | null {
  return kind === 'movie' ? space.movies : space.users;
}

/** "Alien (1979)", "User 42"; "Movie 17" where the bundle does not have it. */
export function entityName(catalogue: Catalogue, entity: EntityRef): string {
  if (entity.kind === 'user') return `User ${entity.id}`;
  const movie = catalogue.movies[rowOf(catalogue, entity)];
  if (!movie) return `Movie ${entity.id}`;
  return movie.year === null ? movie.title : `${movie.title} (${movie.year})`;
}
