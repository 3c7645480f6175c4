import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noCache } from '../../../src/bundle/cache.ts';
import { type DownloadOptions, download } from '../../../src/bundle/download.ts';
import { openBundle } from '../../../src/bundle/load.ts';
import { UrlSource } from '../../../src/bundle/source.ts';

const content = Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * 7) % 251));
const expected = { bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
const BINARY = { 'content-type': 'application/octet-stream' };
const quick = { backOff: [1, 1, 1] };

type Answer = (request: IncomingMessage, response: ServerResponse, attempt: number) => void;

/** What the server does for each address; `attempt` counts from 0. */
const answers: Record<string, Answer> = {
  '/good.bin': (_, response) =>
    response.writeHead(200, { ...BINARY, 'content-length': content.length }).end(content),
  '/chunked.bin': (_, response) => response.writeHead(200, BINARY).end(content),
  '/page.bin': (_, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>'),
  '/short.bin': (_, response) => {
    response.writeHead(200, { ...BINARY, 'content-length': 100 }).end(content.subarray(0, 100));
  },
  '/long.bin': (_, response) => response.writeHead(200, BINARY).end(Buffer.concat([content, content])),
  '/changed.bin': (_, response) => {
    const changed = Buffer.from(content);
    changed[1234] = 255;
    response.writeHead(200, BINARY).end(changed);
  },
  '/busy.bin': (_, response, attempt) => {
    if (attempt < 2) response.writeHead(503).end();
    else response.writeHead(200, BINARY).end(content);
  },
  '/broken.bin': (request, response, attempt) => breakOff(request, response, attempt, true),
  '/broken-no-range.bin': (request, response, attempt) => breakOff(request, response, attempt, false),
  '/always-broken.bin': (request, response) => breakOff(request, response, 0, false),
  '/stale.bin': (_, response, attempt) => {
    response.writeHead(200, BINARY).end(attempt === 0 ? Buffer.alloc(content.length) : content);
  },
  '/slow.bin': (_, response) => void response.writeHead(200, BINARY).write(content.subarray(0, 10)),
  '/bundle/manifest.json': (_, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
};

/** Sends 20,000 bytes and cuts the connection; the second time the rest. */
function breakOff(
  request: IncomingMessage,
  response: ServerResponse,
  attempt: number,
  ranges: boolean,
): void {
  if (attempt > 0) {
    const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    if (ranges) {
      const range = `bytes ${from}-${content.length - 1}/${content.length}`;
      response.writeHead(206, { ...BINARY, 'content-range': range }).end(content.subarray(from));
    } else response.writeHead(200, BINARY).end(content);
    return;
  }
  response.writeHead(200, { ...BINARY, 'content-length': content.length });
  response.write(content.subarray(0, 20_000), () => setTimeout(() => response.destroy(), 20));
}

let server: Server;
let base: string;
const requests: { path: string; range: string | undefined }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] as string;
    const attempt = requests.filter((earlier) => earlier.path === path).length;
    requests.push({ path, range: request.headers.range });
    const answer = answers[path];
    if (answer) answer(request, response, attempt);
    else response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const get = (path: string, options: DownloadOptions = {}) =>
  download(base + path, expected, { ...quick, ...options });
const requestsFor = (path: string) => requests.filter((request) => request.path === path);

describe('a download', () => {
  it.each(['/good.bin', '/chunked.bin'])(
    'gives the checked bytes and tells the progress: %s',
    async (path) => {
      const progress: number[] = [];
      const bytes = await get(path, { onProgress: (loaded) => progress.push(loaded) });
      expect(Buffer.from(bytes).equals(content)).toBe(true);
      expect(progress.at(-1)).toBe(content.length);
      expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    },
  );

  it.each([
    ['/absent.bin', 'download', 'has no file absent.bin (answer 404)', 1],
    ['/page.bin', 'download', 'sent a web page in place of the file page.bin', 1],
    ['/short.bin', 'integrity', 'short.bin has the wrong size', 1],
    ['/long.bin', 'integrity', 'long.bin has the wrong size', 1],
    ['/changed.bin', 'integrity', 'changed.bin is not the one that', 4],
    ['/always-broken.bin', 'download', 'always-broken.bin could not be downloaded', 4],
  ])('of %s fails with one clear sentence', async (path, code, sentence, attempts) => {
    const failure = await get(path).catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({
      code,
      message: expect.stringContaining(sentence),
      hint: expect.any(String),
    });
    expect(requestsFor(path)).toHaveLength(attempts);
  });

  it('is tried again while the server is busy', async () => {
    expect(await get('/busy.bin')).toHaveLength(content.length);
    expect(requestsFor('/busy.bin')).toHaveLength(3);
  });

  it('resumes where a broken connection left it', async () => {
    const bytes = await get('/broken.bin');
    expect(Buffer.from(bytes).equals(content)).toBe(true);
    expect(requestsFor('/broken.bin').map(({ range }) => range)).toEqual([undefined, 'bytes=20000-']);
  });

  it('starts over where the server knows no ranges', async () => {
    expect(Buffer.from(await get('/broken-no-range.bin')).equals(content)).toBe(true);
  });

  it('is made again when the bytes were wrong the first time', async () => {
    expect(Buffer.from(await get('/stale.bin')).equals(content)).toBe(true);
  });

  it('ends at once when it is aborted, also between attempts', async () => {
    const controller = new AbortController();
    const slow = get('/slow.bin', { signal: controller.signal, onProgress: () => controller.abort() });
    await expect(slow).rejects.toMatchObject({ code: 'aborted' });
    const waiting = new AbortController();
    const attempt = get('/always-broken.bin', { backOff: [60_000], signal: waiting.signal });
    setTimeout(() => waiting.abort(), 100);
    await expect(attempt).rejects.toMatchObject({ code: 'aborted' });
  });
});

describe('a bundle on a server', () => {
  it('is refused when the manifest is answered with a web page', async () => {
    const attempt = openBundle(new UrlSource(`${base}/bundle`, noCache));
    await expect(attempt).rejects.toMatchObject({ code: 'download' });
  });

  it('is refused when there is none', async () => {
    const attempt = openBundle(new UrlSource(`${base}/nothing`, noCache));
    await expect(attempt).rejects.toMatchObject({
      code: 'download',
      message: expect.stringContaining('404'),
    });
  });
});
