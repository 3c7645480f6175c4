import { ElmError, type ErrorRecord } from '../core/errors.ts';
import { NO_SCORES } from '../core/scores.ts';
import type { Run, Scores } from '../core/types.ts';
import type { NarrationChunk } from '../engine/types.ts';
import type { BundleStore } from './bundleStore.ts';
import { wasReplaced } from './engineTurn.ts';
import { LiveScorer } from './liveScorer.ts';
import {
  bestCandidate,
  candidateSeeds,
  type Instruments,
  type Plan,
  requestOf,
  runOf,
  scorerOf,
  scoreTexts,
  type Written,
} from './narrator.ts';
import type { NotebookStore } from './notebookStore.ts';
import type { Scorer } from './scoring.ts';
import { freshNarration, type NarrationStatus, type ShownNarration, shownFields } from './shownNarration.ts';
import type { TextEmbedder } from './textEmbedder.ts';

/** A text as it was written, on disk already. */
interface Unscored {
  readonly unscored: Run;
  /** All candidates. */
  readonly written: readonly Written[];
  readonly scorer: Scorer;
}

interface StageState {
  readonly status: NarrationStatus;
  readonly shown: ShownNarration | null;
  readonly error: ErrorRecord | null;
}

/** Where a text is seen while it is made. */
export interface Stage {
  getState(): StageState;
  setState(changes: Partial<StageState>): void;
}

/** What writing and scoring read, and where finished texts go. */
export interface WritingDependencies {
  readonly bundles: BundleStore;
  readonly notebook: NotebookStore;
  readonly embedder: TextEmbedder;
}

/**
 * Writes and scores the candidates of a plan, and shows on `stage` how far they are. The two are apart so that
 * the engine is free for the next text while this one is scored.
 */
export function createWriting({ bundles, notebook, embedder }: WritingDependencies, stage: Stage) {
  const update = (id: string, changes: Partial<ShownNarration>): void => {
    const { shown } = stage.getState();
    if (shown?.id === id) stage.setState({ shown: { ...shown, ...changes } });
  };

  /** Streams the candidates of a plan; what was written before a failure comes back with its error. */
  const stream = async (
    id: string,
    plan: Plan,
    instruments: Instruments,
    scorer: Scorer,
    signal: AbortSignal,
  ): Promise<{ written: Written[]; error: ElmError | null }> => {
    const seeds = candidateSeeds(plan.settings);
    const latest: (NarrationChunk | null)[] = seeds.map(() => null);
    const live = new LiveScorer(
      () => bundles.getState().encoder,
      (vector) => update(id, scorer.live(vector)),
    );
    const began = performance.now();
    const onChunk = (index: number, chunk: NarrationChunk): void => {
      latest[index] = chunk;
      if (index !== 0 || signal.aborted) return;
      const { text, tokens, secondsToFirst } = chunk;
      if (stage.getState().shown?.id === id) update(id, { text, tokens, secondsToFirst });
      else stage.setState({ shown: freshNarration(id, plan, chunk, seeds.length), status: 'streaming' });
      live.offer(text);
    };
    try {
      const requests = seeds.map((seed) => requestOf(plan, seed));
      const { engine } = instruments;
      const results =
        requests.length === 1
          ? [await engine.narrate(requests[0] as (typeof requests)[0], (chunk) => onChunk(0, chunk), signal)]
          : await engine.narrateBatch(requests, onChunk, signal);
      return { written: results, error: null };
    } catch (thrown) {
      const seconds = (performance.now() - began) / 1000;
      const written = latest.flatMap((chunk) =>
        chunk ? [{ ...chunk, finish: 'error' as const, seconds }] : [],
      );
      return { written, error: ElmError.from(thrown) };
    } finally {
      live.close();
    }
  };

  /** Writes the candidates of a plan; null where newer work took over, or nothing was written. */
  const write = async (
    plan: Plan,
    instruments: Instruments,
    signal: AbortSignal,
  ): Promise<Unscored | null> => {
    const id = crypto.randomUUID();
    stage.setState({ status: 'starting', error: null });
    const scorer = scorerOf(plan, instruments, bundles, embedder);
    const { written, error } = await stream(id, plan, instruments, scorer, signal);
    if (wasReplaced(signal)) return null;
    if (error) stage.setState({ error: error.toRecord() });
    const first = written.find(({ text }) => text.trim() !== '');
    if (!first) {
      stage.setState({ status: 'idle' });
      return null;
    }
    const unscored = runOf(id, plan, instruments, first, NO_SCORES);
    notebook.getState().keepUnscored(unscored);
    if (stage.getState().shown?.id !== id) {
      stage.setState({ shown: freshNarration(id, plan, written[0] as Written, written.length) });
    }
    stage.setState({ status: 'scoring' });
    return { unscored, written, scorer };
  };

  /** Scores what was written and keeps the best of it. */
  const score = async (plan: Plan, instruments: Instruments, text: Unscored): Promise<Run> => {
    const { unscored, written, scorer } = text;
    const { id, createdAt } = unscored;
    const scores = await scoreTexts(
      written.map((one) => one.text),
      scorer,
      bundles,
    );
    const best = bestCandidate(scores);
    const run = {
      ...runOf(id, plan, instruments, written[best] as Written, scores[best] as Scores),
      createdAt,
    };
    // A finished text is kept even when newer work has begun while it was scored.
    notebook.getState().add(run);
    update(id, shownFields(run));
    if (stage.getState().shown?.id === id && stage.getState().status === 'scoring')
      stage.setState({ status: 'idle' });
    return run;
  };

  return { write, score };
}
