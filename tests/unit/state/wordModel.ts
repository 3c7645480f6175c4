import { seededRandom } from '../../../src/core/random.ts';
import { Sampler } from '../../../src/core/sampling.ts';
import { PlainScoreRow } from '../../../src/core/scoreRow.ts';
import { dot, mean, normalise } from '../../../src/core/vectors.ts';
import type {
  ElmEngine,
  NarrationChunk,
  NarrationRequest,
  NarrationResult,
  SentenceEncoder,
} from '../../../src/engine/types.ts';

const WORDS = [
  'alien',
  'ship',
  'school',
  'kiss',
  'crime',
  'snow',
  'war',
  'song',
  'ghost',
  'robot',
  'farm',
  'city',
  'desert',
  'train',
  'wedding',
  'heist',
  'lawyer',
  'dog',
  'island',
  'storm',
  'dream',
  'king',
  'dance',
  'court',
];
const SECONDS_PER_TOKEN = 0.001;

/** A direction for each word; unknown words have none. */
function wordVectors(dimension: number): Map<string, Float32Array> {
  const random = seededRandom(99);
  return new Map(
    WORDS.map((word) => [word, normalise(Float32Array.from({ length: dimension }, () => random() - 0.5))]),
  );
}

/** P of a language of two dozen words: the mean direction of a text's words. */
export class WordEncoder implements SentenceEncoder {
  encoded = 0;
  private readonly vectors: Map<string, Float32Array>;

  constructor(readonly dimension: number) {
    this.vectors = wordVectors(dimension);
  }

  async encode(texts: readonly string[]): Promise<Float32Array[]> {
    this.encoded += texts.length;
    await new Promise((resolve) => setTimeout(resolve, 0));
    return texts.map((text) => {
      const known = text.split(/[\s.,]+/).flatMap((word) => this.vectors.get(word) ?? []);
      return known.length > 0
        ? normalise(mean(known))
        : normalise(Float32Array.from({ length: this.dimension }, () => 1));
    });
  }

  async dispose(): Promise<void> {}
}

/** An ELM of that language: each next word is sampled by its closeness to the slots' vectors. */
export class WordEngine implements ElmEngine {
  readonly info = {
    backend: 'node',
    threads: 1,
    adapter: null,
    fallbackReason: null,
    loadSeconds: 0,
  } as const;
  /** Every request in the order of arrival, and how many texts were cut short. */
  readonly requests: NarrationRequest[] = [];
  stopped = 0;
  /** Set to make the next token throw. */
  failure: unknown = null;
  /** Milliseconds that a token takes at least. */
  pause = 1;
  private readonly vectors: Map<string, Float32Array>;

  constructor(dimension: number) {
    this.vectors = wordVectors(dimension);
  }

  async narrate(
    request: NarrationRequest,
    onChunk: (chunk: NarrationChunk) => void,
    signal?: AbortSignal,
  ): Promise<NarrationResult> {
    this.requests.push(request);
    const { slots, settings } = request;
    const sampler = new Sampler(settings, new PlainScoreRow(WORDS.length));
    const logits = Float32Array.from(WORDS, (word) =>
      slots.reduce((sum, { values }) => {
        const vector = this.vectors.get(word) as Float32Array;
        return sum + 8 * dot(normalise(values).subarray(0, vector.length), vector.subarray(0, values.length));
      }, 0),
    );
    const words: string[] = [];
    const chunk = (): NarrationChunk => ({
      text: words.join(' '),
      tokens: words.length,
      secondsToFirst: SECONDS_PER_TOKEN,
    });
    while (words.length < settings.maxTokens) {
      await new Promise((resolve) => setTimeout(resolve, this.pause));
      if (this.failure) throw this.failure;
      if (signal?.aborted) {
        this.stopped += 1;
        return { ...chunk(), finish: 'stopped', seconds: words.length * SECONDS_PER_TOKEN };
      }
      words.push(WORDS[sampler.sample(logits)] as string);
      onChunk(chunk());
    }
    return { ...chunk(), finish: 'length', seconds: words.length * SECONDS_PER_TOKEN };
  }

  narrateBatch(
    requests: readonly NarrationRequest[],
    onChunk: (index: number, chunk: NarrationChunk) => void,
    signal?: AbortSignal,
  ): Promise<NarrationResult[]> {
    return Promise.all(
      requests.map((request, index) => this.narrate(request, (chunk) => onChunk(index, chunk), signal)),
    );
  }

  async dispose(): Promise<void> {}
}
