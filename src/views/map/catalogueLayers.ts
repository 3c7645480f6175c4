import { format } from 'd3-format';
import { type Catalogue, entityName, type Movie, rowById, type User } from '../../core/catalogue.ts';
import type { EntityKind, EntityRef } from '../../core/types.ts';
import type { PointDetails } from './mapModel.ts';
import { type PointLayer, sizeClasses } from './points.ts';

/** A layer with what does not change while it is shown. */
export interface CatalogueLayer {
  readonly points: PointLayer;
  readonly sizes: Uint8Array;
  /** Rows by number of ratings, most first. */
  readonly byRatings: Uint32Array;
  /** Columns that colours are made of; a user has no genres (null) and no year (NaN). */
  readonly genres: readonly (readonly string[] | null)[];
  readonly years: Float32Array;
  readonly ratings: Float32Array;
  readonly meanRatings: Float32Array;
}

type Rated = Pick<Movie | User, 'x' | 'y' | 'ratings' | 'meanRating'>;

/** The layer of one kind of entity. */
export function catalogueLayer(catalogue: Catalogue, kind: EntityKind): CatalogueLayer {
  const movies = kind === 'movie' ? catalogue.movies : null;
  const list: readonly Rated[] = movies ?? catalogue.users;
  const ratings = Float32Array.from(list, (entity) => entity.ratings);
  return {
    points: {
      kind,
      shape: kind === 'movie' ? 'disc' : 'diamond',
      count: list.length,
      x: Float32Array.from(list, (entity) => entity.x),
      y: Float32Array.from(list, (entity) => entity.y),
    },
    sizes: kind === 'movie' ? sizeClasses(ratings) : new Uint8Array(list.length),
    byRatings: Uint32Array.from(list, (_, row) => row).sort(
      (a, b) => (ratings[b] as number) - (ratings[a] as number),
    ),
    genres: movies ? movies.map((movie) => movie.genres) : list.map(() => null),
    years: movies
      ? Float32Array.from(movies, (movie) => movie.year ?? Number.NaN)
      : new Float32Array(list.length).fill(Number.NaN),
    ratings,
    meanRatings: Float32Array.from(list, (entity) => (entity.ratings > 0 ? entity.meanRating : Number.NaN)),
  };
}

const count = format(',');
const stars = format('.1f');

function ratingText(ratings: number, meanRating: number): string {
  if (ratings === 0) return 'not rated';
  return `★ ${stars(meanRating)} · ${count(ratings)} ${ratings === 1 ? 'rating' : 'ratings'}`;
}

const SHOWN_TAGS = 5;
const SHOWN_LOVES = 3;

/** The reference of row `row` of a kind. */
export function refOf(catalogue: Catalogue, kind: EntityKind, row: number): EntityRef {
  const list: readonly { readonly id: number }[] = kind === 'movie' ? catalogue.movies : catalogue.users;
  return { kind, id: list[row]?.id ?? -1 };
}

/** What the card says about an entity. */
export function describeEntity(catalogue: Catalogue, kind: EntityKind, row: number): PointDetails {
  if (kind === 'movie') {
    const movie = catalogue.movies[row];
    if (movie) {
      return {
        title: movie.title,
        lines: [[movie.year, movie.genres.join(', ')].filter(Boolean).join(' · ')].filter(Boolean),
        rating: ratingText(movie.ratings, movie.meanRating),
        tags: movie.tags.slice(0, SHOWN_TAGS),
        note: movie.heldOut ? 'Held out: in no training text' : null,
      };
    }
  }
  const user = catalogue.users[row];
  const loves = (user?.loves ?? [])
    .filter((id) => rowById(catalogue.movies, id) >= 0)
    .slice(0, SHOWN_LOVES)
    .map((id) => entityName(catalogue, { kind: 'movie', id }));
  return {
    title: `User ${user?.id ?? row}`,
    lines: loves.length > 0 ? [`Loves ${loves.join(', ')}`] : [],
    rating: user ? `gave ${ratingText(user.ratings, user.meanRating)}` : '',
    tags: [],
    note: user?.heldOut ? 'Held out: in no training text' : null,
  };
}
