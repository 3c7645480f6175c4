import { createHash } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestInfo } from '@playwright/test';
import sirv from 'sirv';
import { pageHeaders } from '../../scripts/headers.mjs';

export const built = process.env.ELM_TEST_DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));

export interface Site {
  readonly url: string;
  close(): void;
}

/** A copy of a folder whose files are links: remove one before it is written to. */
export async function linkFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await linkFolder(source, target);
    else await link(source, target);
  }
}

/** Serves the built page with another evaluation in the bundle that ships, under a manifest that says so. */
export async function siteWithEvaluation(testInfo: TestInfo, evaluation: unknown): Promise<Site> {
  const root = testInfo.outputPath('site');
  await linkFolder(built, root);
  const bundle = join(root, 'models/movielens');
  const manifest = JSON.parse(await readFile(join(bundle, 'manifest.json'), 'utf8'));
  const bytes = Buffer.from(JSON.stringify(evaluation));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  manifest.files['evaluation.json'] = { bytes: bytes.length, sha256 };
  for (const [name, content] of [
    ['evaluation.json', bytes],
    ['manifest.json', JSON.stringify(manifest)],
  ] as const) {
    // The files are links: one that is written to must first be another file.
    await rm(join(bundle, name), { force: true });
    await writeFile(join(bundle, name), content);
  }
  return serve(root);
}

/** Serves a folder with the page's own headers. With `dev` the disk is read for every request, so a file can be mended. */
export async function serve(root: string, options: { readonly dev?: boolean } = {}): Promise<Site> {
  const files = sirv(root, {
    ...options,
    setHeaders: (response) => {
      for (const [name, value] of Object.entries(pageHeaders)) response.setHeader(name, value);
    },
  });
  const server = createServer((request, response) =>
    files(request, response, () => {
      response.writeHead(404, pageHeaders).end();
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}
