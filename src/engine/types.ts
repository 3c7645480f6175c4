import type { Backend, NarrationSettings, SpaceId } from '../core/types.ts';

/** One vector for one slot of the prompt, in the order of the task's slots. */
export interface SlotVector {
  readonly space: SpaceId;
  /** Length: the space's dimension. */
  readonly values: Float32Array;
}

/** What the decoder is asked for. `prompt` marks the slots with {0}, {1}. */
export interface NarrationRequest {
  readonly prompt: string;
  readonly slots: readonly SlotVector[];
  readonly settings: NarrationSettings;
  /** The text ends with this many bullets (`Task`). */
  readonly bullets?: number | undefined;
}

/** A piece of a stream: the complete text so far, so that a lost piece loses nothing. */
export interface NarrationChunk {
  readonly text: string;
  /** Tokens decoded so far. */
  readonly tokens: number;
  /** Seconds from the request to the first token. */
  readonly secondsToFirst: number;
}

export interface NarrationResult extends NarrationChunk {
  readonly finish: 'end' | 'length' | 'stopped';
  readonly seconds: number;
}

/** What a loaded engine runs on and how it was chosen. */
export interface EngineInfo {
  readonly backend: Backend;
  readonly threads: number;
  /** GPU adapter as it names itself, null on WASM and in Node. */
  readonly adapter: string | null;
  /** Why WebGPU is not used, one sentence, null when it is or was not asked for. */
  readonly fallbackReason: string | null;
  readonly loadSeconds: number;
}

/**
 * The ELM: adapter, decoder, sampler. The worker client, the Node engine and the test fake all
 * implement it, so callers cannot tell them apart.
 */
export interface ElmEngine {
  readonly info: EngineInfo;
  /** Streams one narration. Ends within one decode step of `signal` being aborted, with finish 'stopped'. */
  narrate(
    request: NarrationRequest,
    onChunk: (chunk: NarrationChunk) => void,
    signal?: AbortSignal,
  ): Promise<NarrationResult>;
  /** Narrates a batch of 1..16 requests in lockstep (sweeps, best of n); chunks carry the request's place. */
  narrateBatch(
    requests: readonly NarrationRequest[],
    onChunk: (index: number, chunk: NarrationChunk) => void,
    signal?: AbortSignal,
  ): Promise<NarrationResult[]>;
  dispose(): Promise<void>;
}

/** P: the sentence encoder that made the semantic space. */
export interface SentenceEncoder {
  readonly dimension: number;
  /** Unit vectors, one for each text; texts are truncated at the encoder's token limit. */
  encode(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]>;
  dispose(): Promise<void>;
}
