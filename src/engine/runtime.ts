import type { InferenceSession, InferenceSessionFactory, TensorConstructor } from 'onnxruntime-common';
import { ElmError } from '../core/errors.ts';

/** The part of ONNX Runtime that the engine uses; onnxruntime-web and onnxruntime-node both have it. */
export interface OrtRuntime {
  readonly InferenceSession: InferenceSessionFactory;
  readonly Tensor: TensorConstructor;
}

export type { InferenceSession };

/** How C++ in WASM, WebGPU, the browsers' typed arrays and their WASM memory say it. */
const OUT_OF_MEMORY =
  /bad_alloc|out of memory|memory access out of bounds|allocation failed|failed to allocate|invalid typed array length|memory\.grow/i;

/** Reads what a runtime throws: memory, a lost device, else unexpected. ElmErrors pass through. */
export function fromRuntime(thrown: unknown): ElmError {
  const text = String(thrown);
  if (thrown instanceof ElmError) return thrown;
  if (OUT_OF_MEMORY.test(text)) {
    return new ElmError(
      'out-of-memory',
      'The language model does not fit into the memory that the browser gives this page.',
      'Close other tabs or use a computer with more memory, then reload.',
      text,
    );
  }
  if (/device.{0,20}lost|lost.{0,20}device|instance.{0,20}dropped/i.test(text)) return deviceLost(text);
  return ElmError.from(thrown);
}

/** The graphics device went away: driver reset, sleep, or the browser took it back. */
export function deviceLost(detail: string): ElmError {
  return new ElmError(
    'device-lost',
    'The graphics card stopped answering.',
    'Narrate again; the model then runs on the processor if need be.',
    detail,
  );
}
