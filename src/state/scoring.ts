import { type Catalogue, rowOf } from '../core/catalogue.ts';
import type { Composition } from '../core/compose.ts';
import { isPairTask } from '../core/prompts.ts';
import { sampleIndices, seededRandom } from '../core/random.ts';
import { realEntity } from '../core/recipe.ts';
import {
  behavioralConsistency,
  NO_SCORES,
  predictedRatings,
  rankByText,
  retrievalRank,
  scFloor,
  semanticConsistency,
  targetMovies,
} from '../core/scores.ts';
import type { EntityRef, Recipe, Scores, Task } from '../core/types.ts';
import { lerp, normalise } from '../core/vectors.ts';
import type { VectorTable } from '../core/vectorTable.ts';
import { rowVector } from '../core/vectorTable.ts';
import type { Reference } from './references.ts';

/** Texts of others whose mean SC is the floor. */
const FLOOR_TEXTS = 24;
/** Movies that stand for shuffled vectors where the bundle has no texts for the floor. */
const FLOOR_MOVIES = 500;

/** Embeds texts for the floor and the ceiling; null while there is no encoder. */
export type EmbedTexts = (texts: readonly string[]) => Promise<Float32Array[] | null>;

/** Scores the texts of one vector and task. */
export interface Scorer {
  /** The score that moves while text streams: SC, or BC (Spearman) for users. */
  live(projected: Float32Array): Pick<Scores, 'sc' | 'bcSpearman'>;
  /** All scores of a finished text. */
  final(projected: Float32Array): Promise<Scores>;
}

/**
 * Which consistency a task is scored by: SC against the semantic space, or BC for users. Floor and ceiling wait for
 * the bundle's `references`.
 */
export function scorerFor(
  catalogue: Catalogue,
  references: Promise<readonly Reference[]>,
  task: Task,
  recipe: Recipe,
  composition: Composition,
  embed: EmbedTexts,
): Scorer {
  return task.slots.includes('behavioral')
    ? behavioralScorer(catalogue, composition)
    : semanticScorer(catalogue, references, task, recipe, composition, embed);
}

let targetsOf: { readonly table: VectorTable; readonly rows: number[] } | null = null;

function behavioralScorer(catalogue: Catalogue, { vector }: Composition): Scorer {
  const factors = catalogue.behavioral?.movies;
  if (!factors) {
    return { live: () => ({ sc: null, bcSpearman: null }), final: async () => NO_SCORES };
  }
  const semantic = catalogue.semantic.movies;
  if (targetsOf?.table !== factors) targetsOf = { table: factors, rows: targetMovies(semantic, factors) };
  const { rows } = targetsOf;
  const ratings = predictedRatings(factors, vector, rows);
  const consistency = (projected: Float32Array) =>
    behavioralConsistency(ratings, rankByText(semantic, projected, rows));
  return {
    live: (projected) => ({ sc: null, bcSpearman: consistency(projected).bcSpearman }),
    final: async (projected) => ({ ...NO_SCORES, ...consistency(projected) }),
  };
}

function semanticScorer(
  catalogue: Catalogue,
  references: Promise<readonly Reference[]>,
  task: Task,
  recipe: Recipe,
  composition: Composition,
  embed: EmbedTexts,
): Scorer {
  const { movies } = catalogue.semantic;
  const pair = isPairTask(task);
  // A text about two movies is held against the middle between them, as in the offline evaluation.
  const target =
    pair && composition.end ? normalise(lerp(composition.start, composition.end, 0.5)) : composition.vector;
  const entity = pair ? null : realEntity(recipe);
  const row = entity?.kind === 'movie' ? rowOf(catalogue, entity) : -1;

  const own = ownMovies(recipe);
  // A text may be begun before the bundle's own are read.
  const ofTask = references.then((all) => all.filter((reference) => reference.task === task.id));
  const texts = ofTask.then((found) => {
    const others = found.filter(({ movies: about }) => !about.some((id) => own.has(id)));
    const chosen = sampleIndices(others.length, FLOOR_TEXTS, seededRandom(3));
    return chosen.flatMap((at) => others[at]?.text ?? []);
  });
  // Begun now, so that they are there when the text is.
  const floorTexts = texts.then((found) => embedAll(found, embed));

  const floorOf = async (projected: Float32Array): Promise<number | null> => {
    // P may have come after the text was begun: then there was nothing to embed with yet.
    const vectors = (await floorTexts) ?? (await embedAll(await texts, embed));
    if (vectors && vectors.length > 0) return scFloor(vectors, target);
    const rows = sampleIndices(movies.rows, FLOOR_MOVIES, seededRandom(3)).filter((at) => at !== row);
    return scFloor(
      rows.map((at) => rowVector(movies, at)),
      projected,
    );
  };

  const ceilingOf = async (): Promise<number | null> => {
    const reference =
      entity && (await ofTask).find(({ movies: about }) => about.length === 1 && about[0] === entity.id);
    const [vector] = (reference && (await embed([reference.text]))) ?? [];
    return vector ? semanticConsistency(vector, target) : null;
  };

  return {
    live: (projected) => ({ sc: semanticConsistency(projected, target), bcSpearman: null }),
    final: async (projected) => {
      const [floor, ceiling] = await Promise.all([floorOf(projected), ceilingOf()]);
      const rank = pair ? { rank: null, rankOf: null } : retrievalRank(movies, projected, target, row);
      return {
        ...NO_SCORES,
        sc: semanticConsistency(projected, target),
        scFloor: floor,
        scCeiling: ceiling,
        ...rank,
      };
    },
  };
}

/** Embeds texts one by one, so that a live score waits for one at most; null where that fails or there is no encoder. */
async function embedAll(texts: readonly string[], embed: EmbedTexts): Promise<Float32Array[] | null> {
  const vectors: Float32Array[] = [];
  try {
    for (const text of texts) {
      const found = await embed([text]);
      if (!found) return null;
      vectors.push(...found);
    }
    return vectors;
  } catch {
    return null;
  }
}

/** Ids of the movies at either end of a recipe. */
function ownMovies(recipe: Recipe): Set<number> {
  const ends = [recipe.start, ...(recipe.blend ? [recipe.blend.with] : [])];
  const entities = ends.flatMap((end): EntityRef[] => (end.type === 'entity' ? [end.entity] : []));
  return new Set(entities.flatMap(({ kind, id }) => (kind === 'movie' ? [id] : [])));
}
