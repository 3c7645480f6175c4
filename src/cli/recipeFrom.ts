import { type Catalogue, rowById } from '../core/catalogue.ts';
import { ElmError } from '../core/errors.ts';
import { MAX_PUSH_SD } from '../core/recipe.ts';
import type { Blend, Push, Recipe, VectorSource } from '../core/types.ts';
import { SearchIndex } from '../state/searchIndex.ts';
import { type Options, UsageError } from './options.ts';

/**
 * The recipe that the options of `narrate` describe.
 * @throws UsageError for a wrong call, ElmError `bad-vector` for a movie, user or concept that is not there.
 */
export function recipeFrom(options: Options, catalogue: Catalogue): Recipe {
  const starts = ['movie', 'user', 'text'].filter((name) => options.text(name) !== undefined);
  if (starts.length !== 1) throw new UsageError('Give one of --movie, --user and --text.');
  const space = starts[0] === 'user' ? 'behavioral' : 'semantic';
  return {
    space,
    start: startFrom(options, catalogue),
    terms: [],
    blend: blendFrom(options, catalogue),
    pushes: options.texts('push').map((text) => pushFrom(text, catalogue, space)),
  };
}

function startFrom(options: Options, catalogue: Catalogue): VectorSource {
  const [movie, user, text] = ['movie', 'user', 'text'].map((name) => options.text(name));
  if (movie !== undefined) return movieSource(movie, catalogue);
  if (text !== undefined) return { type: 'text', text };
  const id = Number(user);
  if (rowById(catalogue.users, id) < 0)
    throw absent(`no user ${user}`, 'Take a number from the users table.');
  return { type: 'entity', entity: { kind: 'user', id } };
}

/** The best-known movie among those that the search of the page finds for a title. */
function movieSource(title: string, catalogue: Catalogue): VectorSource {
  const wanted = title.trim().toLowerCase();
  const exact = catalogue.movies
    .filter((movie) =>
      [movie.title, `${movie.title} (${movie.year})`].some((name) => name.toLowerCase() === wanted),
    )
    .sort((a, b) => b.ratings - a.ratings)[0];
  if (exact) return { type: 'entity', entity: { kind: 'movie', id: exact.id } };
  const hits = new SearchIndex(catalogue).search(title, 10);
  const found = hits.find((hit) => hit.type === 'entity' && hit.entity.kind === 'movie');
  if (found?.type !== 'entity') throw absent(`no movie like "${title}"`, 'Check the title.');
  return { type: 'entity', entity: found.entity };
}

function blendFrom(options: Options, catalogue: Catalogue): Blend | null {
  const title = options.text('with');
  if (title === undefined) {
    if (options.text('alpha') !== undefined) throw new UsageError('--alpha needs --with.');
    return null;
  }
  return {
    with: movieSource(title, catalogue),
    alpha: options.number('alpha', 0.5, 0, 1),
    mode: options.flag('spherical') ? 'spherical' : 'linear',
  };
}

function pushFrom(text: string, catalogue: Catalogue, space: Recipe['space']): Push {
  const [, name = '', amount = ''] = /^(.+)=([^=]+)$/.exec(text) ?? [];
  const sd = Number(amount);
  if (name === '' || !(Math.abs(sd) <= MAX_PUSH_SD)) {
    throw new UsageError(
      `--push takes "concept=sd" with sd from -${MAX_PUSH_SD} to ${MAX_PUSH_SD}, not "${text}".`,
    );
  }
  const wanted = name.trim().toLowerCase();
  const cav = catalogue.cavs.find(
    (one) => one.space === space && [one.id, one.label].some((word) => word.toLowerCase() === wanted),
  );
  if (!cav) throw absent(`no concept "${name}" in the ${space} space`, 'Take one from the list of sliders.');
  return { cav: cav.id, sd };
}

function absent(what: string, hint: string): ElmError {
  return new ElmError('bad-vector', `The bundle has ${what}.`, hint);
}
