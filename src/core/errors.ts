/** Everything that can go wrong in a way a person can act on. */
export type ErrorCode =
  | 'no-webgpu'
  | 'self-test-failed'
  | 'limit-too-small'
  | 'out-of-memory'
  | 'device-lost'
  | 'download'
  | 'integrity'
  | 'quota'
  | 'schema'
  | 'bad-vector'
  | 'bad-file'
  | 'aborted'
  | 'unexpected';

/** The form in which an error crosses a worker boundary. */
export interface ErrorRecord {
  readonly code: ErrorCode;
  /** One sentence for a person: what went wrong. */
  readonly message: string;
  /** One action that a person can take. */
  readonly hint: string;
  /** Technical detail for a bug report. */
  readonly cause: string | null;
}

/** An error with one sentence and one action; `toRecord` and `fromRecord` carry it across threads. */
export class ElmError extends Error {
  override readonly name = 'ElmError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly hint: string,
    readonly detail: string | null = null,
  ) {
    super(message);
  }

  toRecord(): ErrorRecord {
    return { code: this.code, message: this.message, hint: this.hint, cause: this.detail };
  }

  static fromRecord(record: ErrorRecord): ElmError {
    return new ElmError(record.code, record.message, record.hint, record.cause);
  }

  /** Wraps anything thrown; an ElmError passes through unchanged. */
  static from(thrown: unknown): ElmError {
    if (thrown instanceof ElmError) return thrown;
    const detail = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
    if (thrown instanceof DOMException && thrown.name === 'AbortError') {
      return new ElmError('aborted', 'The work was stopped.', 'Start it again when you are ready.', detail);
    }
    return new ElmError(
      'unexpected',
      'Something unexpected went wrong.',
      'Try again, or reload the page.',
      detail,
    );
  }
}
