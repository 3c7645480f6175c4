/** Why a turn ended early: the person pressed stop and keeps the text, or newer work took its place. */
export type TurnEnd = 'stopped' | 'replaced';

/** The engine does one thing at a time: a new turn ends the running one and waits until it has let go. */
export class EngineTurn {
  private controller = new AbortController();
  private running: Promise<unknown> = Promise.resolve();

  /** Ends the running turn; nothing happens when there is none. */
  end(reason: TurnEnd): void {
    this.controller.abort(reason);
  }

  /** Runs `work` as the only one; null when another turn began before it could start. */
  async take<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | null> {
    this.end('replaced');
    const controller = new AbortController();
    this.controller = controller;
    const before = this.running;
    const turn = (async () => {
      await before;
      return controller.signal.aborted ? null : work(controller.signal);
    })();
    this.running = turn.catch(() => {});
    return turn;
  }
}

/** Whether the turn of `signal` was ended by newer work, so that nothing of it may be shown or kept. */
export function wasReplaced(signal: AbortSignal): boolean {
  return signal.aborted && signal.reason === ('replaced' satisfies TurnEnd);
}
