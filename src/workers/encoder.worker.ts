import { openBundle } from '../bundle/load.ts';
import { openSource } from '../bundle/source.ts';
import { ElmError } from '../core/errors.ts';
import type { SentenceEncoder } from '../engine/types.ts';
import { openEncoder } from '../engine/webEncoder.ts';
import type { EncoderCalls } from './protocol.ts';
import { serve } from './serve.ts';

let encoder: SentenceEncoder | null = null;

serve<EncoderCalls>(
  self,
  {
    async load({ bundle: { source, manifest }, options }, { send, signal }) {
      const bundle = await openBundle(await openSource(source), { manifest, onProgress: send, signal });
      await encoder?.dispose();
      encoder = await openEncoder(bundle, options);
      return { dimension: encoder.dimension };
    },
    async encode({ texts }, { signal }) {
      if (!encoder)
        throw new ElmError('unexpected', 'The sentence encoder is not loaded.', 'Reload the page.');
      const vectors = new Float32Array(texts.length * encoder.dimension);
      for (const [row, vector] of (await encoder.encode(texts, signal)).entries()) {
        vectors.set(vector, row * encoder.dimension);
      }
      return { vectors };
    },
    async dispose() {
      await encoder?.dispose();
      encoder = null;
      return null;
    },
  },
  (reply) => (reply && 'vectors' in reply ? [reply.vectors.buffer] : []),
);
