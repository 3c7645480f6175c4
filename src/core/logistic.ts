/** Rows of numbers with a class each, as `logisticRegression` takes them. */
export interface LabelledRows {
  readonly rows: readonly Float32Array[];
  /** 1 for, 0 against; one for each row. */
  readonly labels: readonly (0 | 1)[];
}

export interface LogisticModel {
  readonly weights: Float64Array;
  readonly intercept: number;
}

const MEMORY = 10;
const MAX_ITERATIONS = 200;

/** Value of the loss at `parameters` (weights, then intercept); writes the gradient into `gradient`. */
type Objective = (parameters: Float64Array, gradient: Float64Array) => number;

/** log(1 + exp(z)) without overflow. */
function softplus(z: number): number {
  return z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z));
}

/** The loss of labelled rows; `penalty` is 1 / c. */
function objective({ rows, labels }: LabelledRows, penalty: number): Objective {
  const positives = labels.reduce<number>((sum, label) => sum + label, 0);
  const count = labels.length;
  // Balanced class weights as scikit-learn's: both sides count the same however many they are.
  const weightOf = [count / (2 * (count - positives)), count / (2 * positives)] as const;
  return (parameters, gradient) => {
    const dimension = parameters.length - 1;
    const intercept = parameters[dimension] as number;
    let loss = 0;
    for (let i = 0; i < dimension; i += 1) {
      const weight = parameters[i] as number;
      loss += 0.5 * penalty * weight * weight;
      gradient[i] = penalty * weight;
    }
    gradient[dimension] = 0;
    for (const [n, row] of rows.entries()) {
      const label = labels[n] as 0 | 1;
      let z = intercept;
      for (let i = 0; i < dimension; i += 1) z += (parameters[i] as number) * (row[i] as number);
      const weight = weightOf[label];
      loss += weight * (softplus(z) - label * z);
      const error = weight * (1 / (1 + Math.exp(-z)) - label);
      for (let i = 0; i < dimension; i += 1) {
        gradient[i] = (gradient[i] as number) + error * (row[i] as number);
      }
      gradient[dimension] = (gradient[dimension] as number) + error;
    }
    return loss;
  };
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** a += factor * b */
function accumulate(a: Float64Array, b: Float64Array, factor: number): void {
  for (let i = 0; i < a.length; i += 1) a[i] = (a[i] as number) + factor * (b[i] as number);
}

/** The L-BFGS two-loop recursion (Nocedal and Wright, algorithm 7.4): -H * gradient. */
function descentDirection(
  gradient: Float64Array,
  history: readonly { readonly step: Float64Array; readonly change: Float64Array }[],
): Float64Array {
  const direction = gradient.map((value) => -value);
  const factors: number[] = [];
  for (const { step, change } of [...history].reverse()) {
    const factor = inner(step, direction) / inner(step, change);
    factors.push(factor);
    accumulate(direction, change, -factor);
  }
  const last = history.at(-1);
  if (last) {
    const scaling = inner(last.step, last.change) / inner(last.change, last.change);
    for (let i = 0; i < direction.length; i += 1) direction[i] = (direction[i] as number) * scaling;
  }
  for (const { step, change } of history) {
    const factor = (factors.pop() as number) - inner(change, direction) / inner(step, change);
    accumulate(direction, step, factor);
  }
  return direction;
}

/**
 * L2-regularised logistic regression with balanced classes, solved by L-BFGS with backtracking:
 * min over w, b of sum of weighted log-losses + |w|^2 / (2 c). The intercept is not penalised. Gives
 * scikit-learn's `LogisticRegression(C=c, class_weight='balanced')`.
 * Both classes must occur.
 * @param tolerance length of the gradient, per row, at which the solution is good enough.
 */
export function logisticRegression(data: LabelledRows, c = 1, tolerance = 1e-6): LogisticModel {
  const dimension = data.rows[0]?.length ?? 0;
  const evaluate = objective(data, 1 / c);
  const enough = tolerance * data.rows.length;
  let parameters = new Float64Array(dimension + 1);
  let gradient = new Float64Array(dimension + 1);
  let loss = evaluate(parameters, gradient);
  const history: { step: Float64Array; change: Float64Array }[] = [];
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration += 1) {
    if (Math.sqrt(inner(gradient, gradient)) < enough) break;
    const direction = descentDirection(gradient, history);
    const slope = inner(direction, gradient);
    let size = history.length > 0 ? 1 : 1 / Math.max(1, Math.sqrt(inner(gradient, gradient)));
    let next = parameters;
    let nextLoss = loss;
    const nextGradient = new Float64Array(dimension + 1);
    for (let halvings = 0; halvings < 40; halvings += 1, size /= 2) {
      next = parameters.slice();
      accumulate(next, direction, size);
      nextLoss = evaluate(next, nextGradient);
      if (nextLoss <= loss + 1e-4 * size * slope) break;
    }
    if (nextLoss >= loss) break;
    const step = next.map((value, i) => value - (parameters[i] as number));
    const change = nextGradient.map((value, i) => value - (gradient[i] as number));
    if (inner(step, change) > 1e-12) history.push({ step, change });
    if (history.length > MEMORY) history.shift();
    parameters = next;
    gradient = nextGradient;
    loss = nextLoss;
  }
  return { weights: parameters.slice(0, dimension), intercept: parameters[dimension] as number };
}
