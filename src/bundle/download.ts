import { ElmError } from '../core/errors.ts';
import { sha256 } from './integrity.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

/** What the manifest says of a file. */
export interface ExpectedFile {
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

export interface DownloadOptions {
  /** Called with the bytes received so far; may go back when a download starts over. */
  readonly onProgress?: ((loaded: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Waits before the second, third... attempt, in milliseconds. */
  readonly backOff?: readonly number[] | undefined;
}

const DEFAULT_BACK_OFF = [300, 1000, 3000];

/** A failure that another attempt cannot cure. */
class Permanent extends Error {
  constructor(readonly error: ElmError) {
    super(error.message);
  }
}

interface Partial {
  readonly buffer: Bytes;
  loaded: number;
}

/**
 * Downloads a file of known size and hash. A broken connection is retried with back-off and resumes by
 * `Range` where the server allows it; the hash is checked before the bytes are handed out.
 * @throws ElmError `download`, `integrity` or `aborted`.
 */
export async function download(
  url: string,
  expected: ExpectedFile,
  { onProgress, signal, backOff = DEFAULT_BACK_OFF }: DownloadOptions = {},
): Promise<Bytes> {
  const partial: Partial = { buffer: new Uint8Array(expected.bytes), loaded: 0 };
  for (let attempt = 0; ; attempt++) {
    try {
      await receive(url, expected, partial, attempt, onProgress, signal);
      if ((await sha256(partial.buffer)) === expected.sha256) return partial.buffer;
      partial.loaded = 0;
      throw new ElmError(
        'integrity',
        `The file ${nameOf(url)} is not the one that the bundle's manifest describes.`,
        'Reload the page; if it happens again, the files on the server do not belong together.',
        `SHA-256 differs from ${expected.sha256}`,
      );
    } catch (thrown) {
      if (signal?.aborted) throw ElmError.from(signal.reason ?? new DOMException('', 'AbortError'));
      if (thrown instanceof Permanent) throw thrown.error;
      const wait = backOff[attempt];
      if (wait === undefined) throw thrown instanceof ElmError ? thrown : networkError(url, thrown);
      await pause(wait, signal);
    }
  }
}

/**
 * Downloads a small file whose hash is not known beforehand (the manifest), never from the HTTP cache
 * without asking the server.
 * @throws ElmError `download` or `aborted`.
 */
export async function downloadUnchecked(url: string, signal?: AbortSignal): Promise<Bytes> {
  let response: Response;
  try {
    response = await fetch(url, { cache: 'no-cache', signal: signal ?? null });
    refuseBadAnswer(response, url);
    return new Uint8Array(await response.arrayBuffer());
  } catch (thrown) {
    if (signal?.aborted) throw ElmError.from(signal.reason ?? new DOMException('', 'AbortError'));
    if (thrown instanceof Permanent) throw thrown.error;
    throw networkError(url, thrown);
  }
}

async function receive(
  url: string,
  expected: ExpectedFile,
  partial: Partial,
  attempt: number,
  onProgress: ((loaded: number) => void) | undefined,
  signal: AbortSignal | undefined,
): Promise<void> {
  const headers: Record<string, string> = {};
  if (partial.loaded > 0) headers.range = `bytes=${partial.loaded}-`;
  const response = await fetch(url, {
    headers,
    signal: signal ?? null,
    // A second attempt must not be answered with the same bad bytes from the HTTP cache.
    cache: attempt === 0 ? 'default' : 'reload',
  });
  refuseBadAnswer(response, url);
  if (response.status !== 206 || !continuesAt(response, partial.loaded)) partial.loaded = 0;
  const announced = Number(response.headers.get('content-length') ?? Number.NaN);
  const encoded = response.headers.get('content-encoding') !== null;
  if (!encoded && announced > 0 && partial.loaded + announced !== expected.bytes) {
    throw new Permanent(wrongSize(url, partial.loaded + announced, expected.bytes));
  }
  const reader = response.body?.getReader();
  if (!reader) throw new Error('the answer has no body');
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (partial.loaded + value.length > expected.bytes) {
        throw new Permanent(wrongSize(url, partial.loaded + value.length, expected.bytes));
      }
      partial.buffer.set(value, partial.loaded);
      partial.loaded += value.length;
      onProgress?.(partial.loaded);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
    // Offsets in an encoded answer are not offsets in the file, so it cannot be resumed.
    if (encoded && partial.loaded < expected.bytes) partial.loaded = 0;
  }
  if (partial.loaded < expected.bytes)
    throw new Error(`ended after ${partial.loaded} of ${expected.bytes} bytes`);
}

function continuesAt(response: Response, offset: number): boolean {
  return response.headers.get('content-range')?.startsWith(`bytes ${offset}-`) ?? false;
}

function refuseBadAnswer(response: Response, url: string): void {
  if (!response.ok) {
    const error = new ElmError(
      'download',
      `The server has no file ${nameOf(url)} (answer ${response.status}).`,
      'Check that the whole bundle folder was uploaded, then reload.',
      `${response.status} ${response.statusText} for ${url}`,
    );
    const passing = response.status === 408 || response.status === 429 || response.status >= 500;
    throw passing ? error : new Permanent(error);
  }
  // Single-page hosts answer a missing file with index.html and status 200.
  if (response.headers.get('content-type')?.startsWith('text/html')) {
    throw new Permanent(
      new ElmError(
        'download',
        `The server sent a web page in place of the file ${nameOf(url)}.`,
        'Check that the whole bundle folder was uploaded, then reload.',
        `content-type text/html for ${url}`,
      ),
    );
  }
}

function wrongSize(url: string, got: number, wanted: number): ElmError {
  return new ElmError(
    'integrity',
    `The file ${nameOf(url)} has the wrong size.`,
    'Reload the page; if it happens again, the files on the server do not belong together.',
    `${got} bytes in place of ${wanted}`,
  );
}

function networkError(url: string, thrown: unknown): ElmError {
  return new ElmError(
    'download',
    `The file ${nameOf(url)} could not be downloaded.`,
    'Check the connection, then try again.',
    String(thrown),
  );
}

function nameOf(url: string): string {
  return url.split('/').at(-1)?.split('?')[0] ?? url;
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(ElmError.from(new DOMException('', 'AbortError')));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
