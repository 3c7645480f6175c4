import fc from 'fast-check';
import type { SweepRecord } from '../../../src/core/sweeps.ts';
import type {
  EntityRef,
  NarrationSettings,
  Recipe,
  Run,
  RunNote,
  VectorSource,
} from '../../../src/core/types.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value || 0);
const words = fc.string({ minLength: 1, maxLength: 30, unit: 'binary' });
const entity: fc.Arbitrary<EntityRef> = fc.record({
  kind: fc.constantFrom('movie' as const, 'user' as const),
  id: fc.integer({ min: 1, max: 300_000 }),
});
const float = fc.float({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0);

const source: fc.Arbitrary<VectorSource> = fc.oneof(
  fc.record({ type: fc.constant('entity' as const), entity }),
  fc.record({ type: fc.constant('text' as const), text: words }),
  fc.record({
    type: fc.constant('vector' as const),
    label: words,
    values: fc.array(float, { minLength: 1, maxLength: 8 }),
  }),
  fc.record({
    type: fc.constant('mean' as const),
    entities: fc.array(entity, { minLength: 1, maxLength: 5 }),
  }),
);

/** Any recipe that the page can make. */
export const anyRecipe: fc.Arbitrary<Recipe> = fc.record({
  space: fc.constantFrom('semantic' as const, 'behavioral' as const),
  start: source,
  terms: fc.array(fc.record({ sign: fc.constantFrom(1 as const, -1 as const), source }), { maxLength: 3 }),
  blend: fc.option(
    fc.record({ with: source, alpha: share, mode: fc.constantFrom('linear' as const, 'spherical' as const) }),
  ),
  pushes: fc.array(
    fc.record({ cav: words, sd: fc.double({ min: -3, max: 3, noNaN: true }).map((value) => value || 0) }),
    { maxLength: 3 },
  ),
});

export const anySettings: fc.Arbitrary<NarrationSettings> = fc.record({
  temperature: share,
  topK: fc.integer({ min: 0, max: 100 }),
  topP: share.map((value) => value || 1),
  repetitionPenalty: share.map((value) => 1 + value),
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  maxTokens: fc.integer({ min: 1, max: 500 }),
  bestOf: fc.integer({ min: 1, max: 16 }),
});

const score = fc.option(fc.double({ min: -1, max: 1, noNaN: true }).map((value) => value || 0));

/** Any run that the page can make. */
export const anyRun: fc.Arbitrary<Run> = fc.record({
  id: fc.uuid(),
  createdAt: fc
    .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  title: words,
  recipe: anyRecipe,
  task: words,
  settings: anySettings,
  text: fc.string({ maxLength: 200, unit: 'binary' }),
  finish: fc.constantFrom('end' as const, 'length' as const, 'stopped' as const, 'error' as const),
  scores: fc.record({
    sc: score,
    scFloor: score,
    scCeiling: score,
    rank: fc.option(fc.integer({ min: 1, max: 9000 })),
    rankOf: fc.option(fc.integer({ min: 1, max: 9000 })),
    bcSpearman: score,
    bcNdcg: score,
  }),
  model: fc.record({
    bundle: words,
    version: words,
    backend: fc.constantFrom('webgpu' as const, 'wasm' as const),
  }),
  tokens: fc.integer({ min: 0, max: 500 }),
  seconds: share,
});

export function noteFor(run: Run): fc.Arbitrary<RunNote> {
  return fc.record({
    runId: fc.constant(run.id),
    pinned: fc.boolean(),
    name: fc.option(words),
    ratings: fc.dictionary(
      fc.constantFrom('consistency', 'coherence', 'quality'),
      fc.integer({ min: 1, max: 5 }),
      {
        noNullPrototype: true,
      },
    ),
  });
}

/** A sweep whose steps are some of the runs. */
export function sweepOf(runs: readonly Run[]): fc.Arbitrary<SweepRecord> {
  return fc.record({
    id: fc.uuid(),
    createdAt: fc.constant('2030-01-01T00:00:00.000Z'),
    title: words,
    axis: fc.oneof(
      fc.constant({ by: 'alpha' as const }),
      words.map((cav) => ({ by: 'push' as const, cav })),
    ),
    label: words,
    task: words,
    steps: fc
      .subarray(runs.map(({ id }) => id))
      .map((ids) => ids.map((runId, i) => ({ runId, value: i / 4 }))),
  });
}
