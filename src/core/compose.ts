import { ElmError } from './errors.ts';
import type { Cav, EntityRef, Recipe, SpaceId, VectorSource } from './types.ts';
import { add, checkedVector, lerp, mean, norm, normalise, slerp } from './vectors.ts';
import type { Metric } from './vectorTable.ts';

/** Where composing finds the vectors that a recipe names. Texts are embedded outside, beforehand. */
export interface VectorResolver {
  readonly dimension: number;
  readonly metric: Metric;
  /** The entity's vector in `space`, null where it has none. */
  entity(entity: EntityRef, space: SpaceId): Float32Array | null;
  /** P(text) in `space`, null where it is not embedded yet or the space has no P. */
  text(text: string, space: SpaceId): Float32Array | null;
  /** The CAV with this id, null where there is none. */
  cav(id: string): Cav | null;
  /** What to call an entity in an error message. */
  name(entity: EntityRef): string;
}

/** One stage of composing, for drawing the path of the probe. */
export interface CompositionStep {
  readonly kind: 'start' | 'term' | 'blend' | 'push';
  readonly vector: Float32Array;
}

/** The vector w of a recipe and how it came about. */
export interface Composition {
  /** w: unit length in cosine spaces. */
  readonly vector: Float32Array;
  /** Length before the last normalisation; 1 for a real entity of a cosine space. */
  readonly norm: number;
  /** Start after arithmetic: the first slot of pair tasks, alpha 0 of a sweep. */
  readonly start: Float32Array;
  /** The blend's other end: the second slot of pair tasks; null without a blend. */
  readonly end: Float32Array | null;
  readonly steps: readonly CompositionStep[];
}

/** How a source is called in messages. */
function sourceName(source: VectorSource, resolver: VectorResolver): string {
  switch (source.type) {
    case 'entity':
      return resolver.name(source.entity);
    case 'text':
      return 'The description';
    case 'vector':
      return `The vector "${source.label}"`;
    case 'mean':
      return 'The mean of the selection';
  }
}

function entityVector(entity: EntityRef, space: SpaceId, resolver: VectorResolver): Float32Array {
  const vector = resolver.entity(entity, space);
  if (vector) return vector;
  throw new ElmError(
    'bad-vector',
    `${resolver.name(entity)} has no vector in the ${space} space.`,
    entity.kind === 'user' ? 'Switch to the behavioral space.' : 'Pick another movie, or switch the space.',
  );
}

/**
 * The vector of one source.
 * @throws ElmError `bad-vector` for an entity without a vector, a text that is not embedded, a
 * wrong length, NaN or a zero vector.
 */
export function resolveSource(source: VectorSource, space: SpaceId, resolver: VectorResolver): Float32Array {
  const what = sourceName(source, resolver);
  switch (source.type) {
    case 'entity':
      return checkedVector(entityVector(source.entity, space, resolver), resolver.dimension, what);
    case 'vector':
      return checkedVector(source.values, resolver.dimension, what);
    case 'text': {
      const vector = resolver.text(source.text, space);
      if (vector) return checkedVector(vector, resolver.dimension, what);
      throw new ElmError(
        'bad-vector',
        space === 'semantic'
          ? 'The description is not embedded yet.'
          : 'A description has no vector in the behavioral space.',
        space === 'semantic' ? 'Wait until the encoder is ready.' : 'Switch to the semantic space.',
      );
    }
    case 'mean': {
      if (source.entities.length === 0) {
        throw new ElmError('bad-vector', 'The selection is empty.', 'Select at least one entity on the map.');
      }
      const vectors = source.entities.map((entity) => entityVector(entity, space, resolver));
      return checkedVector(mean(vectors), resolver.dimension, what);
    }
  }
}

/**
 * The vector w of a recipe: start, then arithmetic, then blend, then pushes of sd * std * direction.
 * In cosine spaces every stage leaves a unit vector, so that alpha and sd mean the same whatever
 * came before; in dot spaces, where length carries meaning, nothing is normalised.
 * @throws ElmError `bad-vector` for a source or CAV that cannot be used, or when the stages cancel out.
 */
export function composeRecipe(recipe: Recipe, resolver: VectorResolver): Composition {
  const { space } = recipe;
  const steps: CompositionStep[] = [];
  let length = 1;
  const settle = (raw: Float32Array, what: string): Float32Array => {
    const vector = checkedVector(raw, resolver.dimension, what);
    length = norm(vector);
    return resolver.metric === 'cosine' ? normalise(vector) : vector;
  };
  const keep = (kind: CompositionStep['kind'], vector: Float32Array): void => {
    steps.push({ kind, vector });
  };

  let start = settle(resolveSource(recipe.start, space, resolver), 'The start');
  keep('start', start);
  if (recipe.terms.length > 0) {
    let sum = start;
    for (const term of recipe.terms) {
      const raw = resolveSource(term.source, space, resolver);
      sum = add(sum, resolver.metric === 'cosine' ? normalise(raw) : raw, term.sign);
    }
    start = settle(sum, 'The sum');
    keep('term', start);
  }

  let vector = start;
  let end: Float32Array | null = null;
  if (recipe.blend) {
    const { alpha, mode } = recipe.blend;
    const before = length;
    end = settle(resolveSource(recipe.blend.with, space, resolver), 'The second end');
    const mixed = mode === 'spherical' ? slerp(start, end, alpha) : lerp(start, end, alpha);
    vector = settle(mixed, 'The blend');
    if (alpha === 0) length = before;
    keep('blend', vector);
  }

  for (const push of recipe.pushes) {
    const cav = resolver.cav(push.cav);
    if (!cav || cav.space !== space) {
      throw new ElmError(
        'bad-vector',
        cav
          ? `"${cav.label}" is a direction of the ${cav.space} space.`
          : `There is no concept "${push.cav}" here.`,
        'Remove that push, or choose another concept.',
      );
    }
    if (push.sd === 0) continue;
    vector = settle(add(vector, cav.direction, push.sd * cav.std), 'The pushed vector');
    keep('push', vector);
  }
  return { vector, norm: length, start, end, steps };
}
