import type { Cav } from '../core/types.ts';
import type { VectorTable } from '../core/vectorTable.ts';
import { parseSafetensors, tensorOf, toFloat32, toInt8 } from './safetensors.ts';
import type { Manifest } from './schema.ts';

/**
 * The tensor `vectors` [rows, dimension] of a file: int8 with a float32 scale for each row (kept as it
 * is, rows are widened when read), float16 or float32.
 * @throws ElmError `bad-file`.
 */
export function readVectors(
  bytes: Uint8Array<ArrayBuffer>,
  rows: number,
  dimension: number,
  fileName: string,
): VectorTable {
  const tensors = parseSafetensors(bytes, fileName);
  const vectors = tensorOf(tensors, 'vectors', ['I8', 'F16', 'F32'], [rows, dimension], fileName);
  if (vectors.dtype !== 'I8') return { rows, dimension, data: toFloat32(vectors), scales: null };
  const scales = toFloat32(tensorOf(tensors, 'scales', ['F32'], [rows], fileName));
  return { rows, dimension, data: toInt8(vectors), scales };
}

/**
 * The CAVs that the manifest lists, with their directions from the file.
 * @throws ElmError `bad-file` where an array or a row is missing.
 */
export function readCavs(bytes: Uint8Array<ArrayBuffer>, manifest: Manifest): Cav[] {
  const { file, list } = manifest.cavs;
  const tensors = parseSafetensors(bytes, file);
  return list.map(({ row, ...cav }) => {
    const dimension = manifest.spaces[cav.space]?.dimension ?? 0;
    const directions = tensorOf(tensors, cav.space, ['F32', 'F16'], [null, dimension], file);
    const at = row * dimension;
    const direction = toFloat32(directions).slice(at, at + dimension);
    // A row beyond the array: `tensorOf` then says so.
    if (direction.length !== dimension) tensorOf(tensors, cav.space, ['F32'], [row + 1, dimension], file);
    return { ...cav, direction, own: false };
  });
}
