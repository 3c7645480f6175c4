import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Bundle, openBundle } from '../bundle/load.ts';
import { DiskSource } from '../bundle/node-source.ts';
import type { Catalogue } from '../core/catalogue.ts';
import { openNodeElm, openNodeEncoder } from '../engine/node.ts';
import type { ElmEngine, SentenceEncoder } from '../engine/types.ts';
import { parseReferences, type Reference } from '../state/references.ts';
import { TextEmbedder } from '../state/textEmbedder.ts';
import type { Options } from './options.ts';

/** An opened bundle with its two networks, in this process. */
export interface Workbench {
  readonly bundle: Bundle;
  readonly catalogue: Catalogue;
  readonly engine: ElmEngine;
  readonly encoder: SentenceEncoder;
  readonly embedder: TextEmbedder;
  readonly references: readonly Reference[];
}

const SHIPPED = fileURLToPath(new URL('../../models/movielens', import.meta.url));

/** Opens what `--bundle` names, the bundle that ships by default. */
export async function openWorkbench(options: Options): Promise<Workbench> {
  const folder = options.text('bundle');
  const threads = options.integer('threads', 1, 1, 64);
  const source = new DiskSource(folder === undefined ? SHIPPED : resolve(folder));
  const bundle = await openBundle(source);
  say(`Opening ${bundle.manifest.title}, version ${bundle.manifest.version} ...`);
  const [catalogue, engine, encoder, references] = await Promise.all([
    bundle.catalogue(),
    openNodeElm(bundle),
    openNodeEncoder(bundle, { threads }),
    bundle.json('references.json').then(parseReferences),
  ]);
  say(`Ready after ${engine.info.loadSeconds.toFixed(1)} s.`);
  return { bundle, catalogue, engine, encoder, embedder: new TextEmbedder(() => encoder), references };
}

export async function close({ engine, encoder }: Workbench): Promise<void> {
  await Promise.all([engine.dispose(), encoder.dispose()]);
}

/** A line of progress. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
