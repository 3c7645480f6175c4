/** A graphics device that can be tried, or the reason why there is none, one sentence. */
export type GpuProbe =
  | { readonly device: GPUDevice; readonly adapter: string; readonly reason: null }
  | { readonly device: null; readonly adapter: null; readonly reason: string };

export interface GpuNeeds {
  /** Bytes of the largest weight tensor. */
  readonly bufferBytes: number;
  /** Whether an adapter that computes in software will do (tests); it is slower than WASM. */
  readonly allowSoftware?: boolean | undefined;
}

/**
 * Features that the runtime would use when the device has them. `subgroups` is left out on purpose:
 * with it GroupQueryAttention computes wrong logits for prompts of 32 tokens or more on some adapters
 * (0.5 to 1.1 off on SwiftShader).
 */
const WANTED_FEATURES: readonly GPUFeatureName[] = ['shader-f16'];

const WANTED_LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBuffersPerShaderStage',
] as const satisfies readonly (keyof GPUSupportedLimits)[];

/** Asks for a graphics device by trying, not by the browser's name. */
export async function probeGpu({ bufferBytes, allowSoftware = false }: GpuNeeds): Promise<GpuProbe> {
  const none = (reason: string): GpuProbe => ({ device: null, adapter: null, reason });
  const gpu = (globalThis.navigator as Navigator | undefined)?.gpu;
  if (!gpu) return none('This browser has no WebGPU.');
  try {
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) return none('The browser found no graphics card that it trusts with WebGPU.');
    if (adapter.info.isFallbackAdapter && !allowSoftware) {
      return none('WebGPU would run in software here, which is slower than WebAssembly.');
    }
    if (adapter.limits.maxStorageBufferBindingSize < bufferBytes) {
      return none('The graphics card takes smaller buffers than the model needs.');
    }
    const device = await adapter.requestDevice({
      requiredFeatures: WANTED_FEATURES.filter((feature) => adapter.features.has(feature)),
      requiredLimits: Object.fromEntries(WANTED_LIMITS.map((limit) => [limit, adapter.limits[limit]])),
    });
    return { device, adapter: nameOf(adapter.info), reason: null };
  } catch (thrown) {
    return none(`The graphics card refused to start (${thrown}).`);
  }
}

function nameOf(info: GPUAdapterInfo): string {
  return info.description || [info.vendor, info.architecture, info.device].filter(Boolean).join(' ') || 'GPU';
}
