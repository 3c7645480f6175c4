import type { EvaluationReport, TaskMeasures } from '../../core/evaluationReport.ts';
import type { Task } from '../../core/types.ts';
import type { RowGroup, TableRow } from './MeasureTable.tsx';
import { PAPER_TABLE_2, type PaperRow } from './paper.ts';

/** A row of a table: what was measured of a task, beside the paper. */
export interface TaskRow {
  readonly measures: Measures;
  readonly paper: PaperRow | null;
}

/** Measures of a task, or means over tasks. */
export type Measures = Omit<TaskMeasures, 'n'> & { readonly n: number | null };

/** How tasks are called, and what kind they are of. */
export interface TaskNames {
  readonly title: (id: string) => string;
  readonly kind: (id: string) => 'one' | 'pair' | 'user';
}

/** Names and kinds from the bundle's own tasks, else from the paper's table. */
export function taskNames(tasks: readonly Task[]): TaskNames {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  return {
    title: (id) => byId.get(id)?.title ?? id.replaceAll('_', ' '),
    kind: (id) => {
      const task = byId.get(id);
      if (task?.group === 'user' || id === 'user_profile') return 'user';
      const isPair = task ? task.slots.length === 2 : (PAPER_TABLE_2[id]?.pair ?? false);
      return isPair ? 'pair' : 'one';
    },
  };
}

/** The tasks in the paper's order and sections, then those that only this bundle has, then the means. */
export function taskGroups(
  report: EvaluationReport,
  names: TaskNames,
  withUsers: boolean,
): RowGroup<TaskRow>[] {
  const order = Object.keys(PAPER_TABLE_2);
  const placeOf = (id: string): number => (order.includes(id) ? order.indexOf(id) : order.length);
  const ids = Object.keys(report.tasks).sort((a, b) => placeOf(a) - placeOf(b));
  const rowsOf = (kind: 'one' | 'pair' | 'user'): TableRow<TaskRow>[] =>
    ids
      .filter((id) => names.kind(id) === kind)
      .flatMap((id) => {
        const measures = report.tasks[id];
        return measures
          ? [{ id, title: names.title(id), row: { measures, paper: PAPER_TABLE_2[id] ?? null } }]
          : [];
      });
  const means = (
    [
      ['One movie', report.meanOneMovie, ['one']],
      ['All movie tasks', report.mean, ['one', 'pair']],
    ] as const
  ).flatMap(([title, measures, kinds]): TableRow<TaskRow>[] => {
    if (!measures) return [];
    const papers = ids.flatMap((id) =>
      (kinds as readonly string[]).includes(names.kind(id)) ? (PAPER_TABLE_2[id] ?? []) : [],
    );
    return [{ id: title, title, row: { measures, paper: meanRow(papers) } }];
  });
  return [
    { label: 'One movie', rows: rowsOf('one') },
    { label: 'Two movies', rows: rowsOf('pair') },
    { label: 'Users', rows: withUsers ? rowsOf('user') : [] },
    { label: 'Means', rows: means },
  ];
}

/** The mean of the paper's numbers over the tasks measured here; null where it has none of them. */
function meanRow(rows: readonly PaperRow[]): PaperRow | null {
  if (rows.length === 0) return null;
  const meanOf = (value: (row: PaperRow) => number): number =>
    rows.reduce((sum, row) => sum + value(row), 0) / rows.length;
  return {
    sc: meanOf((row) => row.sc),
    bc: meanOf((row) => row.bc),
    human: {
      consistency: meanOf((row) => row.human.consistency),
      coherence: meanOf((row) => row.human.coherence),
      quality: meanOf((row) => row.human.quality),
    },
    pair: false,
  };
}
