import { readFileSync } from 'node:fs';
import { parseSafetensors, tensorOf, toFloat32 } from '../../bundle/safetensors.ts';
import type { Targets } from './measures.ts';

/** What BC is measured on: ratings, which no bundle may hold, so they come from the training's work folder. */
export interface Ranking {
  /** The targets of the text at `at`, null for a task or a text without any. */
  targets(task: string, at: number): Targets | null;
  /** The taste of a user by row: the movies they rated, weighted by their stars. */
  taste(row: number): Float32Array;
}

/**
 * Reads `ranking.safetensors` as `elm_train/evaluation/judged.py` writes it.
 * @throws ElmError `bad-file`.
 */
export function readRanking(file: string, users: number, dimension: number): Ranking {
  const tensors = parseSafetensors(new Uint8Array(readFileSync(file)), file);
  const read = (name: string, types: string[], shape: (number | null)[]) =>
    toFloat32(tensorOf(tensors, name, types as never, shape, file));
  const tastes = read('tastes', ['F16'], [users, dimension]);
  const tables = new Map<string, { rows: Float32Array; stars: Float32Array; starts: Float32Array }>();
  for (const name of tensors.keys()) {
    if (!name.endsWith('.rows')) continue;
    const task = name.slice(0, -'.rows'.length);
    tables.set(task, {
      rows: read(name, ['I32'], [null]),
      stars: read(`${task}.stars`, ['F16'], [null]),
      starts: read(`${task}.starts`, ['I32'], [null]),
    });
  }
  return {
    targets(task, at) {
      const table = tables.get(task);
      const [from, to] = [table?.starts[at], table?.starts[at + 1]];
      if (!table || from === undefined || to === undefined) return null;
      return { rows: [...table.rows.subarray(from, to)], stars: [...table.stars.subarray(from, to)] };
    },
    taste: (row) => tastes.subarray(row * dimension, (row + 1) * dimension),
  };
}
