import type { LoadProgress } from '../bundle/progress.ts';
import type { Manifest } from '../bundle/schema.ts';
import type { SourceAddress } from '../bundle/source.ts';
import type { ErrorRecord } from '../core/errors.ts';
import type { ElmCopy } from '../engine/localElm.ts';
import type { EngineInfo, NarrationRequest, NarrationResult } from '../engine/types.ts';
import type { WebElmOptions } from '../engine/webElm.ts';
import type { RuntimeOptions } from '../engine/webRuntime.ts';
import type { PlacedChunk } from './inFrames.ts';

/** Methods of a worker: what each takes, what it reports on the way, what it answers with. */
export type Calls<C> = Record<keyof C, { args: unknown; event: unknown; reply: unknown }>;

/** The bundle that a worker reads: the page's manifest, so that page and workers hold one release. */
export interface BundleAddress {
  readonly source: SourceAddress;
  readonly manifest: Manifest;
}

export interface ElmCalls {
  load: { args: { bundle: BundleAddress; options: WebElmOptions }; event: LoadProgress; reply: EngineInfo };
  /** What `openCopy` of another worker takes; null where the model is on a graphics card. */
  copy: { args: null; event: never; reply: { copy: ElmCopy | null } };
  /** In place of `load`: the model of another worker, without a download. */
  openCopy: { args: { manifest: Manifest; copy: ElmCopy }; event: never; reply: EngineInfo };
  narrate: {
    args: { requests: readonly NarrationRequest[] };
    /** Those of a frame come together. */
    event: readonly PlacedChunk[];
    /** `info` comes along because a lost graphics device changes the backend. */
    reply: { results: NarrationResult[]; info: EngineInfo };
  };
  dispose: { args: null; event: never; reply: null };
}

export interface EncoderCalls {
  load: {
    args: { bundle: BundleAddress; options: RuntimeOptions };
    event: LoadProgress;
    reply: { dimension: number };
  };
  /** Vectors come as one array, a row for each text, and are transferred. */
  encode: { args: { texts: readonly string[] }; event: never; reply: { vectors: Float32Array } };
  dispose: { args: null; event: never; reply: null };
}

/** What a worker can do, sent once when its code runs. */
export interface Capabilities {
  readonly crossOriginIsolated: boolean;
  readonly cores: number;
  readonly webgpu: boolean;
}

/** Page to worker. A call is answered with any number of events and then one reply or error. */
export type ToWorker<C extends Calls<C>> =
  | {
      [M in keyof C & string]: {
        readonly type: 'call';
        readonly id: number;
        readonly method: M;
        readonly args: C[M]['args'];
      };
    }[keyof C & string]
  | { readonly type: 'cancel'; readonly id: number };

/** Worker to page. Events of a call are numbered from 0. */
export type FromWorker<C extends Calls<C>> =
  | { readonly type: 'ready'; readonly capabilities: Capabilities }
  | {
      readonly type: 'event';
      readonly id: number;
      readonly number: number;
      readonly event: C[keyof C]['event'];
    }
  | { readonly type: 'reply'; readonly id: number; readonly reply: C[keyof C]['reply'] }
  | { readonly type: 'error'; readonly id: number; readonly error: ErrorRecord };

/** The part of Worker, DedicatedWorkerGlobalScope and MessagePort that the protocol needs. */
export interface Port {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  start?(): void;
}
