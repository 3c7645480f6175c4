import { rowById } from '../../core/catalogue.ts';
import { ndcg } from '../../core/ranking.ts';
import { semanticConsistency } from '../../core/scores.ts';
import type { Cav, Task } from '../../core/types.ts';
import { add, dot, lerp, normalise } from '../../core/vectors.ts';
import { rowVector } from '../../core/vectorTable.ts';
import type { HeldOut } from './heldOut.ts';
import { type Instruments, narrate, project } from './instruments.ts';
import { meanDefined } from './measures.ts';
import { movieRowOf, noUsers } from './table.ts';

type Interpolation = NonNullable<HeldOut['interpolation']>;
type CavPush = NonNullable<HeldOut['cavPush']>;
type UserPush = NonNullable<HeldOut['userPush']>;

/** SC along the line from the first movie of each pair to the second (figures 3 and 4 of the paper). */
export async function interpolationCurve(
  tools: Instruments,
  { pairs, alphas, scNearest }: Interpolation,
  tasks: readonly Task[],
): Promise<object[]> {
  const { catalogue } = tools.workbench;
  const ends = pairs.map((pair) =>
    pair.map((id) => rowVector(catalogue.semantic.movies, movieRowOf(catalogue, id))),
  ) as [Float32Array, Float32Array][];
  const points: object[] = [];
  for (const [at, alpha] of alphas.entries()) {
    const between = ends.map(([first, second]) => normalise(lerp(first, second, alpha)));
    for (const task of tasks) {
      const own = await consistencies(tools, `interpolation/${alpha}/${task.id}`, task, between);
      const beside = scNearest[task.id]?.[at]?.slice(0, own.length);
      points.push({
        alpha,
        task: task.id,
        sc: meanDefined(own),
        scNearest: meanDefined(beside ?? []),
        aboveNearest: beside ? meanDefined(own.map((sc, i) => (sc > (beside[i] as number) ? 1 : 0))) : null,
        n: own.length,
      });
    }
  }
  return points;
}

/** A point of `cavCurve`; `attribute` is the mean projection of P(o) on the CAV, in standard deviations. */
export interface CavPoint {
  readonly cav: string;
  readonly alpha: number;
  readonly task: string;
  readonly sc: number | null;
  readonly attribute: number;
  readonly n: number;
}

/** SC and the attribute's own score as movies are pushed along each semantic CAV (figure 4). */
export async function cavCurve(
  tools: Instruments,
  { movies, pushes }: CavPush,
  task: Task,
): Promise<CavPoint[]> {
  const { catalogue } = tools.workbench;
  const start = movies.map((id) => rowVector(catalogue.semantic.movies, movieRowOf(catalogue, id)));
  const points: CavPoint[] = [];
  for (const cav of catalogue.cavs.filter(({ space }) => space === 'semantic')) {
    for (const alpha of pushes) {
      const pushed = start.map((w) => normalise(add(w, cav.direction, alpha * cav.std)));
      const texts = await narrate(tools, `push/${cav.id}/${alpha}`, task, slotsOf(pushed));
      const projected = await project(tools, task, texts);
      points.push({
        cav: cav.id,
        alpha,
        task: task.id,
        sc: meanDefined(projected.map((text, i) => semanticConsistency(text, pushed[i] as Float32Array))),
        attribute: meanDefined(projected.map((text) => (dot(text, cav.direction) - cav.mean) / cav.std)) ?? 0,
        n: movies.length,
      });
    }
  }
  return points;
}

/** NDCG against the factor model's ratings as users are pushed along behavioral CAVs (figure 5). */
export async function userCurve(
  tools: Instruments,
  { users, cavs, movies, pushes }: UserPush,
  task: Task,
): Promise<object[]> {
  const { catalogue } = tools.workbench;
  const { behavioral, semantic } = catalogue;
  const table = behavioral?.users;
  if (!behavioral || !table) throw noUsers();
  const rows = movies.map((id) => movieRowOf(catalogue, id));
  const targets = rows.map((row) => ({
    semantic: rowVector(semantic.movies, row),
    factors: rowVector(behavioral.movies, row),
  }));
  const chosen = cavs.flatMap((id) => catalogue.cavs.find((cav) => cav.id === id) ?? []);
  const points: object[] = [];
  for (const alpha of pushes) {
    const pushed = chosen.flatMap((cav: Cav) =>
      users.map((id) => add(rowVector(table, rowById(catalogue.users, id)), cav.direction, alpha * cav.std)),
    );
    const slots = pushed.map((values) => [{ space: 'behavioral' as const, values }]);
    const projected = await project(tools, task, await narrate(tools, `user/${alpha}`, task, slots));
    const scores = projected.map((text, i) =>
      ndcg(
        targets.map(({ factors }) => dot(pushed[i] as Float32Array, factors)),
        targets.map((target) => dot(text, target.semantic)),
      ),
    );
    points.push({ alpha, ndcg: meanDefined(scores), n: pushed.length });
  }
  return points;
}

async function consistencies(
  tools: Instruments,
  key: string,
  task: Task,
  vectors: readonly Float32Array[],
): Promise<number[]> {
  const projected = await project(tools, task, await narrate(tools, key, task, slotsOf(vectors)));
  return projected.map((text, i) => semanticConsistency(text, vectors[i] as Float32Array));
}

function slotsOf(vectors: readonly Float32Array[]) {
  return vectors.map((values) => [{ space: 'semantic' as const, values }]);
}
