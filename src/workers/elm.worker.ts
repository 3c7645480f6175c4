import { openBundle } from '../bundle/load.ts';
import { openSource } from '../bundle/source.ts';
import { ElmError } from '../core/errors.ts';
import type { LocalElm } from '../engine/localElm.ts';
import { RecoveringElm } from '../engine/recoveringElm.ts';
import { openCopy } from '../engine/webElm.ts';
import { inFrames } from './inFrames.ts';
import type { ElmCalls } from './protocol.ts';
import { serve } from './serve.ts';

let engine: RecoveringElm | LocalElm | null = null;

serve<ElmCalls>(
  self,
  {
    async load({ bundle: { source, manifest }, options }, { send, signal }) {
      const bundle = await openBundle(await openSource(source), { manifest, onProgress: send, signal });
      await engine?.dispose();
      const opened = await RecoveringElm.open(bundle, options);
      engine = opened;
      void opened.warmUp();
      return opened.info;
    },
    async copy() {
      if (!engine) throw notLoaded();
      return { copy: engine.copy() };
    },
    async openCopy({ manifest, copy }) {
      await engine?.dispose();
      engine = await openCopy(manifest, copy);
      return engine.info;
    },
    async narrate({ requests }, { send, signal }) {
      if (!engine) throw notLoaded();
      const { onChunk, flush } = inFrames(requests.length, send);
      try {
        const results = await engine.narrateBatch(requests, onChunk, signal);
        return { results, info: engine.info };
      } finally {
        // Who stopped it is told nothing more; the answer says how far each text came.
        if (!signal.aborted) flush();
      }
    },
    async dispose() {
      await engine?.dispose();
      engine = null;
      return null;
    },
  },
  // The tables stay in use here, the weights were copied for the purpose.
  (reply) => (reply && 'copy' in reply && reply.copy ? [reply.copy.decoder.weights.bytes.buffer] : []),
);

function notLoaded(): ElmError {
  return new ElmError('unexpected', 'The language model is not loaded.', 'Reload the page.');
}
