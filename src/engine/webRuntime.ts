import { ElmError } from '../core/errors.ts';
import type { Graph } from './assets.ts';
import { fromRuntime, type InferenceSession, type OrtRuntime } from './runtime.ts';

export interface RuntimeOptions {
  /** Absolute address of the folder with ONNX Runtime's `.wasm` and `.mjs` files, with a slash at its end. */
  readonly runtimeBase: string;
}

/** y = x of one float: the smallest graph there is, to have the runtime compiled before weights arrive. */
const IDENTITY_GRAPH =
  'CAg6NwoQCgF4EgF5IghJZGVudGl0eRIBZ1oPCgF4EgoKCAgBEgQKAggBYg8KAXkSCgoICAESBAoCCAFCBAoAEBE=';

/** Fetches and starts the plain WASM runtime; done when it is ready to take a session. */
export async function startWasm(options: RuntimeOptions): Promise<OrtRuntime> {
  const ort = await import('onnxruntime-web/wasm');
  await configure(ort, options);
  return ort;
}

/** Fetches and starts the runtime that carries the WebGPU provider. */
export async function startWebGpu(options: RuntimeOptions): Promise<OrtRuntime> {
  const ort = await import('onnxruntime-web/webgpu');
  await configure(ort, options);
  return ort;
}

/** A session on the processor. */
export function wasmSession(ort: OrtRuntime, graph: Graph): Promise<InferenceSession> {
  return createSession(ort, graph, { executionProviders: ['wasm'] });
}

/** A session on a graphics device that leaves the outputs `onDevice` in GPU buffers. */
export function webGpuSession(
  ort: OrtRuntime,
  graph: Graph,
  device: GPUDevice,
  onDevice: readonly string[],
): Promise<InferenceSession> {
  return createSession(ort, graph, {
    executionProviders: [{ name: 'webgpu', device }],
    preferredOutputLocation: Object.fromEntries(onDevice.map((name) => [name, 'gpu-buffer' as const])),
  });
}

async function createSession(
  ort: OrtRuntime,
  { model, externalPath, externalData }: Graph,
  options: InferenceSession.SessionOptions,
): Promise<InferenceSession> {
  try {
    return await ort.InferenceSession.create(model, {
      ...options,
      externalData: [{ path: externalPath, data: externalData }],
      logSeverityLevel: 3,
    });
  } catch (thrown) {
    throw fromRuntime(thrown);
  }
}

async function configure(ort: typeof import('onnxruntime-web'), options: RuntimeOptions): Promise<void> {
  ort.env.wasm.wasmPaths = options.runtimeBase;
  // P runs beside the decoder, so one thread is its fair share.
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = 'error';
  const graph = Uint8Array.from(atob(IDENTITY_GRAPH), (character) => character.charCodeAt(0));
  try {
    const session = await ort.InferenceSession.create(graph, { executionProviders: ['wasm'] });
    await session.release();
  } catch (thrown) {
    throw new ElmError(
      'unexpected',
      'The browser could not start the runtime of the networks.',
      'Reload the page, or use a current version of Chrome, Edge, Firefox or Safari.',
      String(thrown),
    );
  }
}
