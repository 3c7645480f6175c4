import { openBundle } from '../bundle/load.ts';
import { openSource } from '../bundle/source.ts';
import { ElmError } from '../core/errors.ts';
import { RecoveringElm } from '../engine/recoveringElm.ts';
import type { ElmCalls } from './protocol.ts';
import { serve } from './serve.ts';

let engine: RecoveringElm | null = null;

serve<ElmCalls>(self, {
  async load({ bundle: { source, manifest }, options }, { send, signal }) {
    const bundle = await openBundle(await openSource(source), { manifest, onProgress: send, signal });
    await engine?.dispose();
    engine = await RecoveringElm.open(bundle, options);
    void engine.warmUp();
    return engine.info;
  },
  async narrate({ requests }, { send, signal }) {
    if (!engine) throw notLoaded();
    const results = await engine.narrateBatch(requests, (index, chunk) => send({ index, chunk }), signal);
    return { results, info: engine.info };
  },
  async dispose() {
    await engine?.dispose();
    engine = null;
    return null;
  },
});

function notLoaded(): ElmError {
  return new ElmError('unexpected', 'The language model is not loaded.', 'Reload the page.');
}
