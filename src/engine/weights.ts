import type { WeightsLayout, WeightTensor } from '../bundle/schema.ts';
import { ElmError } from '../core/errors.ts';

type Blocks = Extract<WeightTensor, { kind: 'q8-block' | 'q4-block' }>;
type Rows = Extract<WeightTensor, { kind: 'int8-rows' }>;

/** Rows that are widened side by side, so that a transposed write fills whole cache lines. */
const TILE = 16;

/**
 * Builds the float32 external data of a graph from its quantised weights ("Weights layout" in
 * docs/bundle-format.md). MatMulNBits on WASM is five to ten times slower than float32, so the page
 * downloads quantised weights and computes with widened ones.
 * @throws ElmError `bad-file` when the layout points outside either buffer.
 */
export function buildExternalData(
  layout: WeightsLayout,
  source: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  const target = new Uint8Array(layout.bytes);
  // Aligned to 4 bytes whatever buffer the download came in.
  const bytes = source.byteOffset % 4 === 0 ? source : source.slice();
  checkLayout(layout, bytes.length);
  for (const tensor of layout.tensors) {
    const floats = (offset: number, count: number) =>
      new Float32Array(bytes.buffer, bytes.byteOffset + offset, count);
    const out = (count: number) => new Float32Array(target.buffer, tensor.offset, count);
    switch (tensor.kind) {
      case 'copy':
        target.set(bytes.subarray(tensor.data, tensor.data + tensor.bytes), tensor.offset);
        break;
      case 'q8-block':
      case 'q4-block': {
        const scales = floats(tensor.scales, (tensor.n * tensor.k) / tensor.block);
        widenBlocks(tensor, bytes.subarray(tensor.data), scales, out(tensor.n * tensor.k));
        break;
      }
      case 'int8-rows': {
        const values = new Int8Array(
          bytes.buffer,
          bytes.byteOffset + tensor.data,
          tensor.rows * tensor.columns,
        );
        widenRows(tensor, values, floats(tensor.scales, tensor.rows), out(tensor.rows * tensor.columns));
        break;
      }
    }
  }
  return target;
}

/** [n, k / block, block] quantised to float32 [k, n]. */
function widenBlocks(tensor: Blocks, values: Uint8Array, scales: Float32Array, out: Float32Array): void {
  const { n, k, block } = tensor;
  const perRow = k / block;
  const nibbles = tensor.kind === 'q4-block';
  for (let tile = 0; tile < n; tile += TILE) {
    const end = Math.min(tile + TILE, n);
    for (let b = 0; b < perRow; b++) {
      for (let row = tile; row < end; row++) {
        const scale = scales[row * perRow + b] as number;
        const first = row * k + b * block;
        let to = b * block * n + row;
        if (nibbles) {
          for (let at = first >> 1, stop = (first + block) >> 1; at < stop; at++) {
            const pair = values[at] as number;
            out[to] = ((pair & 15) - 8) * scale;
            out[to + n] = ((pair >> 4) - 8) * scale;
            to += 2 * n;
          }
        } else {
          for (let at = first, stop = first + block; at < stop; at++, to += n) {
            out[to] = ((values[at] as number) - 128) * scale;
          }
        }
      }
    }
  }
}

/** int8 [rows, columns] with a scale a row to float32, as it lies or transposed. */
function widenRows(tensor: Rows, values: Int8Array, scales: Float32Array, out: Float32Array): void {
  const { rows, columns, transpose } = tensor;
  for (let tile = 0; tile < rows; tile += TILE) {
    const end = Math.min(tile + TILE, rows);
    for (let column = 0; column < columns; column++) {
      for (let row = tile; row < end; row++) {
        const value = (values[row * columns + column] as number) * (scales[row] as number);
        out[transpose ? column * rows + row : row * columns + column] = value;
      }
    }
  }
}

/**
 * Refuses a layout that points outside a source of so many bytes, or outside what is built from it.
 * @throws ElmError `bad-file`.
 */
export function checkLayout(layout: WeightsLayout, sourceBytes: number): void {
  for (const tensor of layout.tensors) refuseOverrun(tensor, sourceBytes, layout);
}

function refuseOverrun(tensor: WeightTensor, sourceBytes: number, layout: WeightsLayout): void {
  const sizes = sizesOf(tensor);
  const fits =
    tensor.data + sizes.data <= sourceBytes &&
    tensor.offset + sizes.target <= layout.bytes &&
    (tensor.kind === 'copy' || tensor.scales + sizes.scales <= sourceBytes) &&
    (!('block' in tensor) || tensor.k % tensor.block === 0);
  if (fits) return;
  throw new ElmError(
    'bad-file',
    `The weights in ${layout.source} do not match their layout.`,
    'Take the whole bundle from one release.',
    `${tensor.name} (${tensor.kind}) does not fit into ${sourceBytes} bytes`,
  );
}

function sizesOf(tensor: WeightTensor): { data: number; scales: number; target: number } {
  switch (tensor.kind) {
    case 'copy':
      return { data: tensor.bytes, scales: 0, target: tensor.bytes };
    case 'int8-rows': {
      const size = tensor.rows * tensor.columns;
      return { data: size, scales: 4 * tensor.rows, target: 4 * size };
    }
    default: {
      const size = tensor.n * tensor.k;
      return {
        data: tensor.kind === 'q4-block' ? size / 2 : size,
        scales: (4 * size) / tensor.block,
        target: 4 * size,
      };
    }
  }
}
