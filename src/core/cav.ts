import { ElmError } from './errors.ts';
import { logisticRegression } from './logistic.ts';
import { seededRandom, shuffle } from './random.ts';
import { areaUnderRoc } from './ranking.ts';
import type { Cav, SpaceId } from './types.ts';
import { add, dot, norm, normalise } from './vectors.ts';
import { projections, rowNorms, type VectorTable } from './vectorTable.ts';

/** Below this many examples on a side a direction is a guess. */
export const FEW_EXAMPLES = 5;
const FOLDS = 5;
const WEAK_AUC = 0.7;
const C = 1;
/** Folds only need the order of their decision values, which settles long before the weights do. */
const FOLD_TOLERANCE = 1e-3;

/** What a person gives to make a concept of their own. */
export interface CavExamples {
  readonly positives: readonly Float32Array[];
  readonly negatives: readonly Float32Array[];
}

/** A direction learnt from examples with its cross-validated quality. */
export interface CavFit {
  /** Unit vector. */
  readonly direction: Float32Array;
  /** Cross-validated, 0..1; null with fewer than two examples on a side. */
  readonly accuracy: number | null;
  readonly auc: number | null;
  /** One sentence each, for the person. */
  readonly warnings: readonly string[];
}

/** Root mean square length, so that the penalty means the same in spaces of any scale. */
function typicalLength(vectors: readonly Float32Array[]): number {
  const squares = vectors.reduce((sum, vector) => sum + norm(vector) ** 2, 0);
  return Math.sqrt(squares / Math.max(1, vectors.length)) || 1;
}

/** Out-of-fold decision values of stratified k-fold cross-validation; null without two a side. */
function crossValidate(rows: readonly Float32Array[], labels: readonly (0 | 1)[]): Float64Array | null {
  const random = seededRandom(11);
  const sides = ([1, 0] as const).map((side) =>
    shuffle(
      labels.flatMap((label, i) => (label === side ? [i] : [])),
      random,
    ),
  );
  const folds = Math.min(FOLDS, ...sides.map((side) => side.length));
  if (folds < 2) return null;
  const foldOf = new Int32Array(rows.length);
  for (const side of sides) {
    for (const [place, i] of side.entries()) foldOf[i] = place % folds;
  }
  const decisions = new Float64Array(rows.length);
  for (let fold = 0; fold < folds; fold += 1) {
    const kept = rows.flatMap((_, i) => (foldOf[i] === fold ? [] : [i]));
    const examples = {
      rows: kept.map((i) => rows[i] as Float32Array),
      labels: kept.map((i) => labels[i] as 0 | 1),
    };
    const model = logisticRegression(examples, C, FOLD_TOLERANCE);
    for (const [i, row] of rows.entries()) {
      if (foldOf[i] === fold) decisions[i] = dot(row, model.weights) + model.intercept;
    }
  }
  return decisions;
}

/**
 * Trains a CAV (Kim et al. 2018) on examples for and against: the unit normal of a regularised
 * logistic regression, with accuracy and AUC of stratified cross-validation (up to 5 folds).
 * @throws ElmError `bad-vector` when a side has no example.
 */
export function fitCav({ positives, negatives }: CavExamples): CavFit {
  if (positives.length === 0 || negatives.length === 0) {
    throw new ElmError(
      'bad-vector',
      `A concept needs examples on both sides, and the side ${positives.length === 0 ? 'for' : 'against'} is empty.`,
      'Add at least one example to that side.',
    );
  }
  const vectors = [...positives, ...negatives];
  const length = typicalLength(vectors);
  const rows = vectors.map((vector) => vector.map((value) => value / length));
  const labels = vectors.map((_, i): 0 | 1 => (i < positives.length ? 1 : 0));
  const { weights } = logisticRegression({ rows, labels }, C, 1e-4);
  const decisions = crossValidate(rows, labels);
  const right = decisions?.reduce((sum, value, i) => sum + (value > 0 === (labels[i] === 1) ? 1 : 0), 0);
  const accuracy = right === undefined ? null : right / rows.length;
  const auc = decisions ? areaUnderRoc(decisions, labels) : null;
  const warnings: string[] = [];
  const fewest = Math.min(positives.length, negatives.length);
  if (fewest < FEW_EXAMPLES) {
    warnings.push(
      `With ${fewest} ${fewest === 1 ? 'example' : 'examples'} on a side the direction is a guess.`,
    );
  }
  if (auc !== null && auc < WEAK_AUC) {
    warnings.push('The examples for and against can hardly be told apart in this space.');
  }
  return { direction: normalise(Float32Array.from(weights)), accuracy, auc, warnings };
}

/**
 * A direction from two phrases: the difference of their P vectors. There is nothing to hold out.
 * @throws ElmError `bad-vector` when both phrases have the same vector.
 */
export function phraseCav(towards: Float32Array, from: Float32Array): CavFit {
  const difference = add(towards, from, -1);
  if (norm(difference) < 1e-6) {
    throw new ElmError('bad-vector', 'The two phrases mean the same here.', 'Choose phrases that differ.');
  }
  return {
    direction: normalise(difference),
    accuracy: null,
    auc: null,
    warnings: ['A direction between two phrases is not checked against any movie.'],
  };
}

/** Mean and standard deviation of the catalogue's projections on `direction`; rows of zeros left out. */
export function projectionSpread(
  table: VectorTable,
  direction: Float32Array,
): { readonly mean: number; readonly std: number } {
  const norms = rowNorms(table);
  const values = [...projections(table, direction).filter((_, row) => (norms[row] as number) > 0)];
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length);
  return { mean, std: Math.sqrt(variance) };
}

/** A person's own CAV from a fit: named, and scaled to the catalogue it moves in. */
export function ownCav(
  fit: CavFit,
  about: {
    readonly id: string;
    readonly label: string;
    readonly space: SpaceId;
    readonly positives: number;
    readonly table: VectorTable;
  },
): Cav {
  const { id, label, space, positives, table } = about;
  const { direction, accuracy, auc } = fit;
  return {
    id,
    label,
    space,
    direction,
    ...projectionSpread(table, direction),
    auc,
    accuracy,
    positives,
    own: true,
  };
}

/** Projection of every row on a CAV in standard deviations from the catalogue's mean, for colouring. */
export function cavScores(table: VectorTable, cav: Cav): Float32Array {
  const std = cav.std || 1;
  return projections(table, cav.direction).map((value) => (value - cav.mean) / std);
}
