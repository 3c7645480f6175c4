import { type Catalogue, rowById } from '../core/catalogue.ts';
import { recipeOf } from '../core/recipe.ts';
import type { Cav, Recipe } from '../core/types.ts';

/** Something to see at once: a vector and a task. */
export interface Example {
  readonly title: string;
  /** What it shows, one sentence. */
  readonly sentence: string;
  readonly recipe: Recipe;
  readonly task: string;
}

/** MovieLens ids. */
const CASABLANCA = 912;
const ALIEN = 1214;
const TOY_STORY = 1;
const FORREST_GUMP = 356;
const MATRIX = 2571;
const AMELIE = 4973;

/** The examples that the loaded bundle can show: its movies, attributes and tasks decide. */
export function examplesFor(catalogue: Catalogue): Example[] {
  const movie = (id: number): Recipe | null =>
    rowById(catalogue.movies, id) < 0 ? null : recipeOf({ kind: 'movie', id });
  const blend = (a: number, b: number, alpha: number): Recipe | null => {
    const [start, end] = [movie(a), movie(b)];
    return start && end && { ...start, blend: { with: end.start, alpha, mode: 'linear' } };
  };
  /** Pushed along the first of the attributes that the recipe's space has. */
  const pushed = (start: Recipe | null, labels: readonly string[], sd: number): Recipe | null => {
    const cav = labels.reduce<Cav | undefined>(
      (found, label) =>
        found ??
        catalogue.cavs.find((one) => one.space === start?.space && one.label.toLowerCase() === label),
      undefined,
    );
    return start && cav ? { ...start, pushes: [{ cav: cav.id, sd }] } : null;
  };
  const user = catalogue.users.find((one) => one.heldOut) ?? catalogue.users[0];

  const drafts: readonly (Omit<Example, 'recipe'> & { readonly recipe: Recipe | null })[] = [
    {
      title: 'Between two classics',
      sentence: 'Casablanca on the way to Alien: a film that does not exist.',
      recipe: blend(CASABLANCA, ALIEN, 0.5),
      task: 'summary',
    },
    {
      title: 'Make it scarier',
      sentence: 'Toy Story, pushed along what people tag as horror.',
      recipe: pushed(movie(TOY_STORY), ['scary', 'horror', 'creepy', 'dark'], 1.5),
      task: 'summary',
    },
    {
      title: 'Pitch the gap',
      sentence: 'Halfway between The Matrix and Amélie: who would buy it?',
      recipe: blend(MATRIX, AMELIE, 0.5),
      task: 'pitch',
    },
    {
      title: 'Who would love it?',
      sentence: 'Forrest Gump as the viewer that it is for.',
      recipe: movie(FORREST_GUMP),
      task: 'movie_to_viewer',
    },
    {
      title: 'A viewer who hates endings',
      sentence: 'A person’s ratings, pushed away from films with a twist ending.',
      recipe: user
        ? pushed(recipeOf({ kind: 'user', id: user.id }), ['twist ending', 'surprise ending'], -2)
        : null,
      task: 'user_profile',
    },
    {
      title: 'A viewer in ten points',
      sentence: 'A person’s ratings alone, as a profile in words.',
      recipe: user ? recipeOf({ kind: 'user', id: user.id }) : null,
      task: 'user_profile',
    },
  ];
  return drafts.flatMap(({ recipe, ...rest }) => {
    const task = catalogue.tasks.find(({ id }) => id === rest.task);
    return recipe && task ? [{ ...rest, recipe }] : [];
  });
}
