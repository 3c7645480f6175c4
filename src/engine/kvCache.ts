import type { Tensor } from 'onnxruntime-common';
import type { OrtRuntime } from './runtime.ts';

/** Keys and values of the tokens that the decoder has seen, [batch, heads, length, dimension] each. */
export interface KvCache {
  /** Key and value of each layer in turn. */
  readonly tensors: readonly Tensor[];
  readonly batch: number;
  readonly length: number;
}

/** Puts caches of equal length under each other as one batch. Only for caches in CPU memory. */
export function stack(caches: readonly KvCache[], ort: OrtRuntime): KvCache {
  const [first] = caches;
  if (!first || caches.length === 1) return first as KvCache;
  const batch = caches.reduce((sum, cache) => sum + cache.batch, 0);
  const tensors = first.tensors.map((tensor, at) => {
    const parts = caches.map((cache) => cache.tensors[at]?.data as Float32Array);
    const data = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
    let offset = 0;
    for (const part of parts) {
      data.set(part, offset);
      offset += part.length;
    }
    return new ort.Tensor('float32', data, [batch, ...tensor.dims.slice(1)]);
  });
  return { tensors, batch, length: first.length };
}

/** The rows `keep` of a batch, in that order; a row may be named twice. Only for caches in CPU memory. */
export function selectRows(cache: KvCache, keep: readonly number[], ort: OrtRuntime): KvCache {
  const tensors = cache.tensors.map((tensor) => {
    const source = tensor.data as Float32Array;
    const size = source.length / cache.batch;
    const data = new Float32Array(keep.length * size);
    keep.forEach((row, at) => {
      data.set(source.subarray(row * size, (row + 1) * size), at * size);
    });
    return new ort.Tensor('float32', data, [keep.length, ...tensor.dims.slice(1)]);
  });
  return { tensors, batch: keep.length, length: cache.length };
}

/** Frees device memory; a cache in CPU memory is left to the garbage collector. */
export function release(cache: KvCache): void {
  for (const tensor of cache.tensors) if (tensor.location === 'gpu-buffer') tensor.dispose();
}
