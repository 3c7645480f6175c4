import { type Catalogue, rowById } from '../../core/catalogue.ts';
import { ElmError } from '../../core/errors.ts';
import { retrievalRank, semanticConsistency } from '../../core/scores.ts';
import type { Task } from '../../core/types.ts';
import { mean, normalise } from '../../core/vectors.ts';
import { rowVector } from '../../core/vectorTable.ts';
import type { SlotVector } from '../../engine/types.ts';
import type { Cases } from './heldOut.ts';
import { type Instruments, narrate, project } from './instruments.ts';
import { meanDefined, median, rankingScores, shuffledConsistency } from './measures.ts';
import { proseOf } from './prose.ts';

/** One row of the table, as issue and schema name its measures; null where one does not apply. */
export type Row = Readonly<Record<string, number | null>>;

/** A movie task: SC with floor, ceiling and baselines, retrieval rank, BC, and how the texts read. */
export async function movieRow(tools: Instruments, task: Task, cases: Cases): Promise<Row> {
  const { catalogue } = tools.workbench;
  const table = catalogue.semantic.movies;
  const rows = cases.movies.map((group) => group.map((id) => movieRowOf(catalogue, id)));
  const slots = rows.map((group) => group.map((row) => rowVector(table, row)));
  const aims = slots.map((vectors) => normalise(mean(vectors)));
  const texts = await narrate(
    tools,
    task.id,
    task,
    slots.map((vectors) => vectors.map((values): SlotVector => ({ space: 'semantic', values }))),
  );
  const projected = await project(tools, task, texts);
  const single = task.slots.length === 1;
  const percent = (rank: number | null) => (rank === null ? null : (100 * rank) / table.rows);
  return {
    n: texts.length,
    sc: meanDefined(projected.map((text, i) => semanticConsistency(text, aims[i] as Float32Array))),
    scFloor: shuffledConsistency(projected, aims),
    scCeiling: meanDefined(cases.scCeiling ?? []),
    scNearest: meanDefined(cases.scNearest ?? []),
    scTextOnly: meanDefined(cases.scTextOnly ?? []),
    rankMedianPercent: single
      ? percent(
          median(
            projected.map(
              (text, i) => retrievalRank(table, text, aims[i] as Float32Array, rows[i]?.[0] as number).rank,
            ),
          ),
        )
      : null,
    rankMedianPercentCeiling: percent(
      median((cases.rankCeiling ?? []).filter((rank): rank is number => rank !== null)),
    ),
    bc: single ? movieBc(tools, task, projected) : null,
    bcGroundTruth: meanDefined(cases.bcGroundTruth ?? []),
    ...proseOf(texts, tools.copies),
  };
}

/** The user profile: SC does not apply (its input is behavioral), BC does. */
export async function userRow(tools: Instruments, task: Task, cases: Cases): Promise<Row> {
  const { catalogue } = tools.workbench;
  const users = catalogue.behavioral?.users;
  if (!users) throw noUsers();
  const texts = await narrate(
    tools,
    task.id,
    task,
    cases.users.map((id) => [
      { space: 'behavioral' as const, values: rowVector(users, rowById(catalogue.users, id)) },
    ]),
  );
  const projected = await project(tools, task, texts);
  const scores = projected.map((text, i) => {
    const targets = tools.ranking?.targets(task.id, i);
    return targets ? rankingScores(text, (row) => rowVector(catalogue.semantic.movies, row), targets) : null;
  });
  return {
    n: texts.length,
    bc: meanDefined(scores.map((score) => score?.spearman)),
    ndcg: meanDefined(scores.map((score) => score?.ndcg)),
    bcGroundTruth: meanDefined(cases.bcGroundTruth ?? []),
    ndcgGroundTruth: meanDefined(cases.ndcgGroundTruth ?? []),
    bcRandom: meanDefined(cases.bcRandom ?? []),
    ndcgRandom: meanDefined(cases.ndcgRandom ?? []),
    ...proseOf(texts, tools.copies),
  };
}

/** The mean of each measure over the rows that have it. */
export function meanRow(rows: readonly Row[]): Row {
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  return Object.fromEntries([...names].map((name) => [name, meanDefined(rows.map((row) => row[name]))]));
}

/** Row of a movie. @throws ElmError `bad-file` when the catalogue does not have it. */
export function movieRowOf(catalogue: Catalogue, id: number): number {
  const row = rowById(catalogue.movies, id);
  if (row >= 0) return row;
  throw new ElmError(
    'bad-file',
    `The evaluation names movie ${id}, which the bundle does not have.`,
    'Take the whole bundle from one release.',
  );
}

export function noUsers(): ElmError {
  return new ElmError(
    'bad-file',
    'This bundle has no vectors of users.',
    'Leave the tasks about users out by --tasks.',
  );
}

/** Mean Spearman of the user ranker: P(o) ranks users by the taste that their rated movies show. */
function movieBc({ ranking }: Instruments, task: Task, projected: readonly Float32Array[]): number | null {
  if (!ranking) return null;
  return meanDefined(
    projected.map((text, i) => {
      const targets = ranking.targets(task.id, i);
      return targets && rankingScores(text, ranking.taste, targets).spearman;
    }),
  );
}
