import type { ElmEngine, NarrationChunk, NarrationRequest, NarrationResult } from './types.ts';

/** `ElmEngine.narrate` of every engine: one narration is a batch of one. */
export async function narrateOne(
  engine: Pick<ElmEngine, 'narrateBatch'>,
  request: NarrationRequest,
  onChunk: (chunk: NarrationChunk) => void,
  signal?: AbortSignal,
): Promise<NarrationResult> {
  const [result] = await engine.narrateBatch([request], (_, chunk) => onChunk(chunk), signal);
  return result as NarrationResult;
}
