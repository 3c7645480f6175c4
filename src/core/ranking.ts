/** Ranks of values, 1-based ascending; equal values share the mean of their places. */
export function averageRanks(values: ArrayLike<number>): Float64Array {
  const order = Array.from({ length: values.length }, (_, i) => i).sort(
    (a, b) => (values[a] as number) - (values[b] as number),
  );
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && values[order[to] as number] === values[order[from] as number]) to += 1;
    for (let i = from; i < to; i += 1) ranks[order[i] as number] = (from + 1 + to) / 2;
    from = to;
  }
  return ranks;
}

/**
 * Spearman's rank correlation with ties (Pearson of average ranks), -1..1; null where it is not
 * defined (fewer than two values, or all of one side equal).
 */
export function spearman(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  const ranksA = averageRanks(a);
  const ranksB = averageRanks(b);
  const middle = (a.length + 1) / 2;
  let product = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let i = 0; i < a.length; i += 1) {
    const x = (ranksA[i] as number) - middle;
    const y = (ranksB[i] as number) - middle;
    product += x * y;
    squaresA += x * x;
    squaresB += y * y;
  }
  return squaresA === 0 || squaresB === 0 ? null : product / Math.sqrt(squaresA * squaresB);
}

/**
 * NDCG of Burges et al. (2005), which the paper names: gain 2^rating - 1, discount 1 / log2(place + 1),
 * over the whole list. Ratings are stars, 0 for a movie without one; negative predictions count as 0.
 * Items with equal scores share the mean of their discounts, so the order of the list decides nothing.
 * @returns 0..1; null where every gain is 0.
 */
export function ndcg(ratings: ArrayLike<number>, scores: ArrayLike<number>): number | null {
  const gains = Array.from(ratings, (rating) => 2 ** Math.max(0, rating) - 1);
  const ideal = [...gains]
    .sort((a, b) => b - a)
    .reduce((sum, gain, place) => sum + gain / Math.log2(place + 2), 0);
  if (ideal === 0) return null;
  const order = gains.map((_, i) => i).sort((a, b) => (scores[b] as number) - (scores[a] as number));
  let total = 0;
  for (let from = 0; from < order.length; ) {
    let to = from;
    let gain = 0;
    let discount = 0;
    while (to < order.length && scores[order[to] as number] === scores[order[from] as number]) {
      gain += gains[order[to] as number] as number;
      discount += 1 / Math.log2(to + 2);
      to += 1;
    }
    total += (gain * discount) / (to - from);
    from = to;
  }
  return total / ideal;
}

/** Area under the ROC curve of scores for labels 1 against 0, ties counted half; null without both. */
export function areaUnderRoc(scores: ArrayLike<number>, labels: readonly (0 | 1)[]): number | null {
  const ranks = averageRanks(scores);
  const positives = labels.reduce<number>((sum, label) => sum + label, 0);
  const negatives = labels.length - positives;
  if (positives === 0 || negatives === 0) return null;
  const sum = ranks.reduce((total, rank, i) => total + (labels[i] === 1 ? rank : 0), 0);
  return (sum - (positives * (positives + 1)) / 2) / (positives * negatives);
}
