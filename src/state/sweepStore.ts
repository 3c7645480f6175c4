import { createStore } from 'zustand/vanilla';
import { ElmError, type ErrorRecord } from '../core/errors.ts';
import type { SweepAxis, SweepRecord } from '../core/sweeps.ts';
import type { Recipe, Run } from '../core/types.ts';
import { type BatchDependencies, narrateTogether, plansAlong } from './batch.ts';
import { wasReplaced } from './engineTurn.ts';
import type { Plan } from './narrator.ts';

/** One step of a sweep. */
export interface SweepPoint {
  readonly value: number;
  readonly recipe: Recipe;
  /** The text so far. */
  readonly text: string;
  /** The record in the notebook with its scores; null until the step is written and scored. */
  readonly run: Run | null;
}

/** A task narrated at several values of one axis in one batch (figure 4), all with the same seed. */
export interface Sweep extends Omit<SweepRecord, 'steps'> {
  readonly points: readonly SweepPoint[];
}

export interface SweepState {
  readonly sweep: Sweep | null;
  readonly status: 'idle' | 'running' | 'scoring';
  readonly error: ErrorRecord | null;
  /**
   * Sweeps the current recipe over `values`, at most 16. Steps that were stopped midway are kept as
   * far as they are written.
   */
  run(axis: SweepAxis, values: readonly number[]): Promise<Sweep | null>;
  stop(): void;
  close(): void;
}

export type SweepStore = ReturnType<typeof createSweepStore>;

/** The store of the sweep on show. */
export function createSweepStore(dependencies: BatchDependencies) {
  const { cavs, narration, notebook, turn } = dependencies;

  const store = createStore<SweepState>()((set, get) => {
    /** Keeps the sweep as far as its runs are in the notebook. */
    const keep = (id: string): void => {
      const { sweep } = get();
      if (sweep?.id !== id) return;
      const { points, ...about } = sweep;
      const steps = points.flatMap(({ value, run }) => (run ? [{ value, runId: run.id }] : []));
      notebook.getState().putSweep({ ...about, steps });
    };

    const work = async (id: string, plans: readonly Plan[], signal: AbortSignal): Promise<Sweep | null> => {
      const setPoint = (index: number, changes: Partial<SweepPoint>): void =>
        set(({ sweep }) => {
          if (sweep?.id !== id) return {};
          const points = sweep.points.map((point, i) => (i === index ? { ...point, ...changes } : point));
          return { sweep: { ...sweep, points } };
        });
      const report = {
        onText: (index: number, text: string) => setPoint(index, { text }),
        onScoring: () => set({ status: 'scoring' }),
        onRun: (index: number, run: Run) => {
          setPoint(index, { text: run.text, run });
          keep(id);
        },
      };
      await narrateTogether(dependencies, plans, report, signal);
      return wasReplaced(signal) ? null : get().sweep;
    };

    return {
      sweep: null,
      status: 'idle',
      error: null,

      run: async (axis, values) => {
        const id = crypto.randomUUID();
        try {
          const { title, plans } = plansAlong(dependencies, axis, values);
          narration.getState().stop();
          const label =
            axis.by === 'alpha'
              ? 'alpha'
              : (cavs.getState().all.find(({ id }) => id === axis.cav)?.label ?? axis.cav);
          const points = plans.map(({ recipe }, i) => ({
            value: values[i] as number,
            recipe,
            text: '',
            run: null,
          }));
          const createdAt = new Date().toISOString();
          set({
            sweep: { id, createdAt, title, axis, label, task: plans[0]?.task.id ?? '', points },
            status: 'running',
            error: null,
          });
          return await turn.take((signal) => work(id, plans, signal));
        } catch (thrown) {
          set({ error: ElmError.from(thrown).toRecord() });
          return null;
        } finally {
          if (get().sweep?.id === id || get().sweep === null) set({ status: 'idle' });
        }
      },

      stop: () => {
        if (get().status === 'running') turn.end('stopped');
      },
      close: () => {
        if (get().status === 'running') turn.end('replaced');
        set({ sweep: null, error: null });
      },
    };
  });
  return store;
}
