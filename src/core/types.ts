/**
 * The records that everything else is made of. A Recipe says how a vector is made, a Run is the
 * immutable record of one narration; links, notebook, exports and evaluation use these two alone,
 * so that what is shared is what was run.
 */

/** The paper's W: `semantic` holds P(text) means, `behavioral` the WALS factors. */
export type SpaceId = 'semantic' | 'behavioral';

/** A kind of entity that has a table in the bundle. */
export type EntityKind = 'movie' | 'user';

/** An entity of the bundle by kind and its id there (MovieLens id, user number). */
export interface EntityRef {
  readonly kind: EntityKind;
  readonly id: number;
}

/** One thing that has a vector of its own: an end of a blend, a term of a sum. */
export type VectorSource =
  | { readonly type: 'entity'; readonly entity: EntityRef }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'vector'; readonly label: string; readonly values: readonly number[] }
  | { readonly type: 'mean'; readonly entities: readonly EntityRef[] };

/** Interpolation towards a second source; `alpha` in 0..1 is the weight of `with`. */
export interface Blend {
  readonly with: VectorSource;
  readonly alpha: number;
  readonly mode: 'linear' | 'spherical';
}

/** A move along a CAV by `sd` standard deviations of that attribute over the catalogue (-3..3). */
export interface Push {
  readonly cav: string;
  readonly sd: number;
}

/** One term of vector arithmetic, added (+1) to or taken (-1) from the start. */
export interface Term {
  readonly sign: 1 | -1;
  readonly source: VectorSource;
}

/** How a vector is made: start, then arithmetic, then blend, then pushes. */
export interface Recipe {
  readonly space: SpaceId;
  readonly start: VectorSource;
  readonly terms: readonly Term[];
  readonly blend: Blend | null;
  readonly pushes: readonly Push[];
}

/** A direction in a space that raises one attribute. */
export interface Cav {
  readonly id: string;
  readonly label: string;
  readonly space: SpaceId;
  /** Unit vector. */
  readonly direction: Float32Array;
  /** Standard deviation and mean of the catalogue's projections on `direction`. */
  readonly std: number;
  readonly mean: number;
  /** Held-out area under the ROC curve and accuracy, 0..1; null where there was nothing to hold out. */
  readonly auc: number | null;
  readonly accuracy: number | null;
  readonly positives: number;
  /** Made by a person in the page, not shipped with the bundle. */
  readonly own: boolean;
}

export type TaskGroup = 'plot' | 'review' | 'list' | 'persuade' | 'rewrite' | 'viewer' | 'pair' | 'user';

/** One of the paper's tasks (appendix E). `prompt` marks the places of the domain vectors with {0}, {1}. */
export interface Task {
  readonly id: string;
  readonly title: string;
  readonly group: TaskGroup;
  readonly prompt: string;
  readonly slots: readonly SpaceId[];
  /** Default length limit in tokens. */
  readonly maxTokens: number;
  /** How many bullets the task asks for; a narration ends with the last of them. */
  readonly bullets?: number | undefined;
}

/** Sampling settings of one narration. `temperature` 0 is greedy; `topK` 0 and `topP` 1 are off. */
export interface NarrationSettings {
  readonly temperature: number;
  readonly topK: number;
  readonly topP: number;
  readonly repetitionPenalty: number;
  readonly seed: number;
  readonly maxTokens: number;
  /** Number of candidates of which the most consistent (SC) is kept; 1 is plain sampling. */
  readonly bestOf: number;
}

/** What was measured on a finished or stopped text. Cosines in -1..1; null where it does not apply. */
export interface Scores {
  /** Semantic consistency, cosine(P(text), w) (section 3.2). */
  readonly sc: number | null;
  /** SC of texts of other movies against w: what a shuffled vector would get. */
  readonly scFloor: number | null;
  /** SC of the real or composed text of this task, where the vector is a real entity's. */
  readonly scCeiling: number | null;
  /** 1-based place of the source vector among all entities by similarity to P(text). */
  readonly rank: number | null;
  readonly rankOf: number | null;
  /** Behavioral consistency, Spearman and NDCG (section 3.2), for users. */
  readonly bcSpearman: number | null;
  readonly bcNdcg: number | null;
}

export type FinishReason = 'end' | 'length' | 'stopped' | 'error';
export type Backend = 'webgpu' | 'wasm' | 'node';

/** The immutable record of one narration. */
export interface Run {
  readonly id: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly title: string;
  readonly recipe: Recipe;
  readonly task: string;
  readonly settings: NarrationSettings;
  readonly text: string;
  readonly finish: FinishReason;
  readonly scores: Scores;
  /** Which weights and runtime made it. */
  readonly model: { readonly bundle: string; readonly version: string; readonly backend: Backend };
  readonly tokens: number;
  readonly seconds: number;
}

/** A person's marks on a run; kept beside it, never inside it. */
export interface RunNote {
  readonly runId: string;
  readonly pinned: boolean;
  readonly name: string | null;
  /** Answers to the paper's rater questions (appendix C) by question id, 1..5. */
  readonly ratings: Readonly<Record<string, number>>;
}
