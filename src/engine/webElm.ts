import type { Bundle } from '../bundle/load.ts';
import { readElmTables, readFloatDecoder, readQuantisedDecoder } from './assets.ts';
import { Decoder } from './decoder.ts';
import { type GpuProbe, probeGpu } from './gpuProbe.ts';
import { LocalElm } from './localElm.ts';
import { selfTest } from './selfTest.ts';
import type { EngineInfo } from './types.ts';
import {
  type RuntimeOptions,
  startWasm,
  startWebGpu,
  threadsFor,
  wasmSession,
  webGpuSession,
} from './webRuntime.ts';

export interface WebElmOptions extends RuntimeOptions {
  /** `auto` takes WebGPU where it proves itself, else WASM. */
  readonly backend: 'auto' | 'webgpu' | 'wasm';
  /** Whether `auto` and `webgpu` accept an adapter that computes in software (tests). */
  readonly allowSoftwareGpu?: boolean | undefined;
}

/** An engine with the promise of its device's end: it resolves with the reason when the device is lost. */
export interface OpenedElm {
  readonly engine: LocalElm;
  readonly lost: Promise<string> | null;
  /** Gives the device up; for tests of recovery and at the end. */
  readonly device: GPUDevice | null;
}

/**
 * Opens the ELM in a page or a worker. WebGPU is trusted after a self-test against golden logits only;
 * where it fails, WASM does the work and `info.fallbackReason` says why.
 */
export async function openElm(bundle: Bundle, options: WebElmOptions): Promise<OpenedElm> {
  const start = performance.now();
  if (options.backend === 'wasm') return openOnWasm(bundle, options, null, start);
  const { elm } = bundle.manifest;
  const probe = await probeGpu({
    bufferBytes: elm.vocabulary * elm.hidden,
    allowSoftware: options.allowSoftwareGpu,
  });
  if (!probe.device) return openOnWasm(bundle, options, probe.reason, start);
  const opened = await openOnGpu(bundle, options, probe, start);
  return typeof opened === 'string' ? openOnWasm(bundle, options, opened, start) : opened;
}

/** Opens the ELM on WASM. @param reason why not on WebGPU. */
export async function openOnWasm(
  bundle: Bundle,
  options: RuntimeOptions,
  reason: string | null,
  start = performance.now(),
): Promise<OpenedElm> {
  const [ort, tables, graph] = await Promise.all([
    startWasm(options),
    readElmTables(bundle),
    readFloatDecoder(bundle),
  ]);
  const decoder = new Decoder(ort, await wasmSession(ort, graph), bundle.manifest.elm, false);
  const info: EngineInfo = {
    backend: 'wasm',
    threads: threadsFor(options),
    adapter: null,
    fallbackReason: reason,
    loadSeconds: (performance.now() - start) / 1000,
  };
  return { engine: new LocalElm({ ...tables, decoder, info }), lost: null, device: null };
}

/** The engine on the probed device, or the reason why it cannot be trusted. */
async function openOnGpu(
  bundle: Bundle,
  options: RuntimeOptions,
  { device, adapter }: Extract<GpuProbe, { reason: null }>,
  start: number,
): Promise<OpenedElm | string> {
  const golden = await bundle.golden();
  if (!golden) {
    device.destroy();
    return 'The bundle has no self-test, and without one a graphics card is not trusted.';
  }
  const [ort, tables, graph] = await Promise.all([
    startWebGpu(options),
    readElmTables(bundle),
    readQuantisedDecoder(bundle),
  ]);
  const lost = device.lost.then(({ reason, message }) => `${reason}: ${message}`);
  try {
    const { layers } = bundle.manifest.elm;
    const cached = Array.from({ length: layers }, (_, l) => [
      `present.${l}.key`,
      `present.${l}.value`,
    ]).flat();
    const session = await webGpuSession(ort, graph, device, cached);
    const info: EngineInfo = {
      backend: 'webgpu',
      threads: 1,
      adapter,
      fallbackReason: null,
      loadSeconds: (performance.now() - start) / 1000,
    };
    const decoder = new Decoder(ort, session, bundle.manifest.elm, true);
    const engine = new LocalElm({ ...tables, decoder, info });
    const result = await selfTest(engine, golden);
    if (result.passed) return { engine, lost, device };
    await engine.dispose();
    device.destroy();
    return `The graphics card computes wrong numbers (${result.failure}).`;
  } catch (thrown) {
    device.destroy();
    return `The model does not run on the graphics card (${thrown}).`;
  }
}
