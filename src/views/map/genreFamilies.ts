/** A group of genres that share a colour. */
export interface GenreFamily {
  readonly id: string;
  readonly label: string;
  readonly genres: readonly string[];
}

/**
 * MovieLens genres in nine families, most telling first: a movie takes the first family that one of its
 * genres belongs to, so that "Comedy, Horror" counts as horror and "Drama" gathers what nothing else claims.
 * Nine, because more hues cannot be told apart by everyone.
 */
export const MOVIELENS_FAMILIES: readonly GenreFamily[] = [
  { id: 'documentary', label: 'Documentary', genres: ['Documentary'] },
  { id: 'horror', label: 'Horror', genres: ['Horror'] },
  { id: 'family', label: 'Animation, family', genres: ['Animation', 'Children', "Children's", 'Musical'] },
  { id: 'scifi', label: 'Sci-fi, fantasy', genres: ['Sci-Fi', 'Fantasy'] },
  { id: 'action', label: 'Action, war, western', genres: ['War', 'Western', 'Action', 'Adventure', 'IMAX'] },
  { id: 'crime', label: 'Crime, thriller', genres: ['Film-Noir', 'Crime', 'Thriller', 'Mystery'] },
  { id: 'romance', label: 'Romance', genres: ['Romance'] },
  { id: 'comedy', label: 'Comedy', genres: ['Comedy'] },
  { id: 'drama', label: 'Drama', genres: ['Drama'] },
];

/** Largest number of families that get a colour of their own. */
export const MAX_FAMILIES = 9;

/**
 * Families for the genres that a bundle uses: MovieLens' own where they cover most of it, otherwise the
 * commonest genres, one family each.
 */
export function genreFamilies(genreLists: readonly (readonly string[])[]): readonly GenreFamily[] {
  const known = new Set(MOVIELENS_FAMILIES.flatMap((family) => family.genres));
  const counts = new Map<string, number>();
  let total = 0;
  let covered = 0;
  for (const genres of genreLists) {
    if (genres.length === 0) continue;
    total++;
    if (genres.some((genre) => known.has(genre))) covered++;
    for (const genre of genres) counts.set(genre, (counts.get(genre) ?? 0) + 1);
  }
  if (covered >= 0.8 * total) return MOVIELENS_FAMILIES;
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, MAX_FAMILIES)
    .reverse()
    .map(([genre]) => ({ id: genre.toLowerCase(), label: genre, genres: [genre] }));
}

/** Position of the first family that one of `genres` belongs to, -1 where none does. */
export function familyOf(genres: readonly string[], families: readonly GenreFamily[]): number {
  return families.findIndex((family) => family.genres.some((genre) => genres.includes(genre)));
}
