import type { Bundle } from '../bundle/load.ts';
import type { Manifest } from '../bundle/schema.ts';
import { elmTables, readDecoderWeights, readElmTables, readQuantisedDecoder } from './assets.ts';
import { cacheNames, GpuDecoder } from './gpuDecoder.ts';
import { type GpuProbe, probeGpu } from './gpuProbe.ts';
import { KernelDecoder } from './kernel/kernelDecoder.ts';
import { type ElmCopy, LocalElm } from './localElm.ts';
import { selfTest } from './selfTest.ts';
import type { EngineInfo } from './types.ts';
import { type RuntimeOptions, startWebGpu, webGpuSession } from './webRuntime.ts';

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
  if (options.backend === 'wasm') return openOnWasm(bundle, null, start);
  const { elm } = bundle.manifest;
  const probe = await probeGpu({
    bufferBytes: elm.vocabulary * elm.hidden,
    allowSoftware: options.allowSoftwareGpu,
  });
  if (!probe.device) return openOnWasm(bundle, probe.reason, start);
  const opened = await openOnGpu(bundle, options, probe, start);
  return typeof opened === 'string' ? openOnWasm(bundle, opened, start) : opened;
}

/** Opens the ELM on WASM. @param reason why not on WebGPU. */
export async function openOnWasm(
  bundle: Bundle,
  reason: string | null,
  start = performance.now(),
): Promise<OpenedElm> {
  const [tables, { layout, source }] = await Promise.all([readElmTables(bundle), readDecoderWeights(bundle)]);
  const decoder = await KernelDecoder.open(bundle.manifest.elm, layout, source);
  const info = onWasm(reason, start);
  return { engine: new LocalElm({ ...tables, decoder, info }), lost: null, device: null };
}

function onWasm(fallbackReason: string | null, start: number): EngineInfo {
  const loadSeconds = (performance.now() - start) / 1000;
  return { backend: 'wasm', threads: 1, adapter: null, fallbackReason, loadSeconds };
}

/**
 * Opens what `LocalElm.copy` gave, without the bundle's files; it writes the same texts.
 * @throws ElmError `out-of-memory`.
 */
export async function openCopy(manifest: Manifest, { files, decoder }: ElmCopy): Promise<LocalElm> {
  const start = performance.now();
  const { layout, weights } = decoder;
  const copied = await KernelDecoder.open(manifest.elm, layout, weights);
  return new LocalElm({ ...elmTables(manifest, files), decoder: copied, info: onWasm(null, start) });
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
    const { elm } = bundle.manifest;
    const session = await webGpuSession(ort, graph, device, cacheNames('present', elm.layers));
    const info: EngineInfo = {
      backend: 'webgpu',
      threads: 1,
      adapter,
      fallbackReason: null,
      loadSeconds: (performance.now() - start) / 1000,
    };
    const decoder = new GpuDecoder(ort, session, elm);
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
