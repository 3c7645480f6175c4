import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeRecipe, type VectorResolver } from '../../../src/core/compose.ts';
import { ElmError } from '../../../src/core/errors.ts';
import { fillSlots, taskObstacle } from '../../../src/core/prompts.ts';
import { realEntity, recipeOf, textsOf } from '../../../src/core/recipe.ts';
import { recipeText } from '../../../src/core/recipeText.ts';
import type { Cav, Recipe, Task, VectorSource } from '../../../src/core/types.ts';
import { cosine, dot, norm, normalise } from '../../../src/core/vectors.ts';
import { largestDifference } from './fixtures.ts';

const movies: Record<number, number[]> = { 1: [1, 0, 0], 2: [0, 1, 0], 3: [0.6, 0, 0.8] };
const comedy: Cav = {
  id: 'comedy',
  label: 'dark comedy',
  space: 'semantic',
  direction: Float32Array.of(0, 0, 1),
  std: 0.2,
  mean: 0,
  auc: 0.9,
  accuracy: 0.8,
  positives: 40,
  own: false,
};

function resolver(metric: 'cosine' | 'dot' = 'cosine'): VectorResolver {
  return {
    dimension: 3,
    metric,
    entity: ({ kind, id }) => (kind === 'movie' && movies[id] ? Float32Array.from(movies[id]) : null),
    text: (text, space) => (text === 'known' && space === 'semantic' ? Float32Array.of(0, 0, 1) : null),
    cav: (id) =>
      id === 'comedy' ? { ...comedy, space: metric === 'cosine' ? 'semantic' : 'behavioral' } : null,
    name: ({ id }) => `Movie ${id}`,
  };
}

const movie = (id: number): VectorSource => ({ type: 'entity', entity: { kind: 'movie', id } });
const plain: Recipe = recipeOf({ kind: 'movie', id: 1 });
const failure = (recipe: Recipe, metric: 'cosine' | 'dot' = 'cosine'): ElmError => {
  try {
    composeRecipe(recipe, resolver(metric));
  } catch (thrown) {
    if (thrown instanceof ElmError) return thrown;
    throw thrown;
  }
  throw new Error('The recipe was composed.');
};

describe('composeRecipe', () => {
  it("gives an entity's own vector", () => {
    const { vector, norm: length, end } = composeRecipe(plain, resolver());
    expect([...vector]).toEqual([1, 0, 0]);
    expect(length).toBe(1);
    expect(end).toBeNull();
  });

  it('blends linearly as the paper does, then normalises', () => {
    const recipe: Recipe = { ...plain, blend: { with: movie(2), alpha: 0.25, mode: 'linear' } };
    const { vector, norm: length } = composeRecipe(recipe, resolver());
    expect(largestDifference(vector, normalise([0.75, 0.25, 0]))).toBeLessThan(1e-6);
    expect(length).toBeCloseTo(Math.hypot(0.75, 0.25), 6);
  });

  it('reaches both ends of a blend exactly', () => {
    for (const mode of ['linear', 'spherical'] as const) {
      const at = (alpha: number) =>
        composeRecipe({ ...plain, blend: { with: movie(2), alpha, mode } }, resolver()).vector;
      expect([...at(0)]).toEqual([1, 0, 0]);
      expect([...at(1)]).toEqual([0, 1, 0]);
    }
  });

  it('adds and takes away before it blends', () => {
    const recipe: Recipe = {
      ...plain,
      terms: [
        { sign: -1, source: movie(1) },
        { sign: 1, source: movie(3) },
      ],
      blend: { with: movie(2), alpha: 0, mode: 'linear' },
    };
    expect(largestDifference(composeRecipe(recipe, resolver()).vector, [0.6, 0, 0.8])).toBeLessThan(1e-6);
  });

  it('pushes by standard deviations of the attribute', () => {
    const pushed = composeRecipe({ ...plain, pushes: [{ cav: 'comedy', sd: 2 }] }, resolver()).vector;
    expect(largestDifference(pushed, normalise([1, 0, 0.4]))).toBeLessThan(1e-6);
  });

  it('leaves length alone in dot spaces', () => {
    const recipe: Recipe = {
      ...plain,
      space: 'behavioral',
      blend: { with: movie(2), alpha: 0.5, mode: 'linear' },
      pushes: [{ cav: 'comedy', sd: -3 }],
    };
    const { vector, norm: length } = composeRecipe(recipe, resolver('dot'));
    expect(largestDifference(vector, [0.5, 0.5, -0.6])).toBeLessThan(1e-6);
    expect(length).toBeCloseTo(norm(vector), 6);
  });

  it('always gives a unit vector in cosine spaces, moving the attribute the way it is pushed', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: -3, max: 3, noNaN: true }),
        (alpha, sd) => {
          const blend = { with: movie(2), alpha, mode: 'spherical' } as const;
          const before = composeRecipe({ ...plain, blend }, resolver()).vector;
          const after = composeRecipe(
            { ...plain, blend, pushes: [{ cav: 'comedy', sd }] },
            resolver(),
          ).vector;
          expect(norm(after)).toBeCloseTo(1, 5);
          expect(
            Math.sign(dot(after, comedy.direction) - dot(before, comedy.direction)) * Math.sign(sd),
          ).toBeGreaterThanOrEqual(0);
          expect(cosine(after, before)).toBeGreaterThan(0.8);
        },
      ),
    );
  });

  it.each([
    ['an unknown movie', { ...plain, start: movie(9) }, 'cosine', /Movie 9 has no vector/],
    [
      'a user in the semantic space',
      recipeIn('semantic', { kind: 'user', id: 1 }),
      'cosine',
      /no vector in the semantic/,
    ],
    ['a text that is not embedded', { ...plain, start: text('new') }, 'cosine', /not embedded yet/],
    [
      'a text in the behavioral space',
      { ...plain, space: 'behavioral', start: text('known') },
      'dot',
      /behavioral space/,
    ],
    ['a vector of the wrong length', { ...plain, start: vector([1, 2]) }, 'cosine', /2 numbers/],
    ['a vector with NaN', { ...plain, start: vector([1, Number.NaN, 1]) }, 'cosine', /place 2/],
    [
      'an empty selection',
      { ...plain, start: { type: 'mean', entities: [] } },
      'cosine',
      /selection is empty/,
    ],
    [
      'a sum that cancels out',
      { ...plain, terms: [{ sign: -1, source: movie(1) }] },
      'cosine',
      /points nowhere/,
    ],
    ['an unknown concept', { ...plain, pushes: [{ cav: 'noir', sd: 1 }] }, 'cosine', /no concept "noir"/],
  ] as [string, Recipe, 'cosine' | 'dot', RegExp][])('refuses %s', (_, recipe, metric, message) => {
    const error = failure(recipe, metric);
    expect(error.code).toBe('bad-vector');
    expect(error.message).toMatch(message);
    expect(error.hint).not.toBe('');
  });
});

function text(words: string): VectorSource {
  return { type: 'text', text: words };
}

function vector(values: number[]): VectorSource {
  return { type: 'vector', label: 'mine', values };
}

function recipeIn(space: Recipe['space'], entity: { kind: 'movie' | 'user'; id: number }): Recipe {
  return { ...recipeOf(entity), space };
}

describe('recipes', () => {
  const names = {
    entity: ({ id }: { id: number }) => ['', 'Alien', 'Clueless', 'Heat'][id] ?? '?',
    cav: () => 'dark comedy',
  };

  it('read as a person would say them', () => {
    const recipe: Recipe = {
      ...plain,
      blend: { with: movie(2), alpha: 0.3, mode: 'linear' },
      pushes: [
        { cav: 'comedy', sd: 1.5 },
        { cav: 'still', sd: 0 },
      ],
    };
    expect(recipeText(recipe, names)).toBe('70 % Alien, 30 % Clueless, +1.5 sd dark comedy');
    const at = (alpha: number) =>
      recipeText({ ...recipe, blend: { with: movie(2), alpha, mode: 'linear' } }, names);
    expect(at(0)).toBe('Alien, +1.5 sd dark comedy');
    expect(at(1)).toBe('Clueless, +1.5 sd dark comedy');
    expect(at(0.004)).toBe('99 % Alien, 1 % Clueless, +1.5 sd dark comedy');
    expect(recipeText({ ...plain, terms: [{ sign: -1, source: movie(2) }] }, names)).toBe('Alien − Clueless');
    expect(recipeText({ ...plain, start: text('one two three four five six seven eight nine') }, names)).toBe(
      '“one two three four five six seven eight…”',
    );
  });

  it('know when their vector is a real one', () => {
    const blend = (alpha: number): Recipe => ({ ...plain, blend: { with: movie(2), alpha, mode: 'linear' } });
    expect(realEntity(plain)).toEqual({ kind: 'movie', id: 1 });
    expect(realEntity(blend(1))).toEqual({ kind: 'movie', id: 2 });
    expect(realEntity(blend(0.5))).toBeNull();
    expect(realEntity({ ...plain, pushes: [{ cav: 'comedy', sd: 0 }] })).not.toBeNull();
    expect(realEntity({ ...plain, pushes: [{ cav: 'comedy', sd: 0.1 }] })).toBeNull();
    expect(realEntity({ ...plain, start: text('known') })).toBeNull();
  });

  it('name each text once', () => {
    const recipe: Recipe = { ...plain, start: text('a'), terms: [{ sign: 1, source: text('a') }] };
    expect(textsOf(recipe)).toEqual(['a']);
  });
});

describe('slots', () => {
  const task = (slots: Task['slots']): Task => ({
    id: 't',
    title: 'T',
    group: 'plot',
    prompt: '{0}',
    slots,
    maxTokens: 9,
  });
  const blended: Recipe = { ...plain, blend: { with: movie(2), alpha: 0.5, mode: 'linear' } };

  it('get w for one slot and both ends for two', () => {
    const composition = composeRecipe(blended, resolver());
    const [one] = fillSlots(task(['semantic']), blended, composition);
    expect(one?.values).toBe(composition.vector);
    const [first, second] = fillSlots(task(['semantic', 'semantic']), blended, composition);
    expect([...(first?.values ?? [])]).toEqual([1, 0, 0]);
    expect([...(second?.values ?? [])]).toEqual([0, 1, 0]);
  });

  it('say what a task lacks', () => {
    expect(taskObstacle(task(['semantic', 'semantic']), plain)?.message).toMatch(/second movie/);
    expect(taskObstacle(task(['behavioral']), plain)?.message).toMatch(/behavioral/);
    expect(taskObstacle(task(['semantic']), plain)).toBeNull();
    expect(() => fillSlots(task(['behavioral']), plain, composeRecipe(plain, resolver()))).toThrow(ElmError);
  });
});
