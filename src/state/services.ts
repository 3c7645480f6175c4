import type { Bundle, OpenOptions } from '../bundle/load.ts';
import type { SourceAddress } from '../bundle/source.ts';
import type { ElmEngine, SentenceEncoder } from '../engine/types.ts';

/** What start-up gives to the stores: how to open a bundle and its two networks, in workers or in process. */
export interface Services {
  openBundle(address: SourceAddress, options: OpenOptions): Promise<Bundle>;
  openEngine(address: SourceAddress, options: OpenOptions): Promise<ElmEngine>;
  openEncoder(address: SourceAddress, options: OpenOptions): Promise<SentenceEncoder>;
}
