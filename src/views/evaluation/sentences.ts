import { mean, median } from 'd3-array';
import { type EvaluationReport, shareOfCeiling } from '../../core/evaluationReport.ts';
import { percentText, scoreText } from '../parts/format.ts';
import { midpoints, pushCurves, userPushPoints } from './curves.ts';

/** What a section says where the evaluation of the loaded bundle has nothing for it. */
export const NOT_MEASURED = 'Not measured for this model.';

/** What Table 2's semantic consistency means for this model, in one sentence. */
export function consistencySentence({ mean: means }: EvaluationReport): string {
  if (!means || means.sc === null) return 'A text is good when its dot lies near the right end of its range.';
  const share = shareOfCeiling(means);
  const way =
    share === null
      ? ''
      : `, ${percentText(share)} of the way from a text about something else to a real text`;
  const beside =
    means.scNearest === null
      ? ''
      : `; the real text of the nearest movie reaches ${scoreText(means.scNearest)}`;
  return `On average a text’s own embedding has a cosine of ${scoreText(means.sc)} with the vector it was written from${way}${beside}.`;
}

/** What ranks and behavioral consistency mean for this model, in one sentence. */
export function behaviourSentence({ mean: means }: EvaluationReport): string {
  const parts: string[] = [];
  if (means && means.rankMedianPercent !== null) {
    parts.push(
      `Half of the texts find their own vector again within the nearest ${means.rankMedianPercent.toFixed(1)}\u00a0% of the catalogue (chance: 50\u00a0%)`,
    );
  }
  if (means && means.bc !== null) {
    const real =
      means.bcGroundTruth === null ? '' : `, where real texts reach ${scoreText(means.bcGroundTruth)}`;
    parts.push(
      `what a text predicts about people’s ratings correlates at ${scoreText(means.bc)} with the real ones${real}`,
    );
  }
  return parts.length > 0 ? `${parts.join('; ')}.` : NOT_MEASURED;
}

/** How the texts read, in one sentence. */
export function proseSentence({ mean: means }: EvaluationReport): string {
  if (!means || means.meanWords === null) return NOT_MEASURED;
  const copied =
    means.copied8 === null
      ? ''
      : `; ${percentText(means.copied8)} of all runs of eight words stand word for word in some training text`;
  return `A text is ${Math.round(means.meanWords)} words long on average${copied}.`;
}

/** Figure 3 in one sentence: the middle between two movies. */
export function midpointSentence(report: EvaluationReport): string {
  const above = mean(midpoints(report), (row) => row.aboveNearest ?? undefined);
  if (above === undefined) return NOT_MEASURED;
  return `Halfway between a held-out film and Forrest Gump, ${percentText(above)} of the texts say more about that point than the real text of the movie nearest to it does.`;
}

/** Figure 4, left, in one sentence: all along the line. */
export function alongSentence(report: EvaluationReport): string {
  const at = (alphas: readonly number[]) =>
    mean(report.interpolation, (row) => (alphas.includes(row.alpha) ? (row.sc ?? undefined) : undefined));
  const [ends, middle] = [at([0, 1]), at([0.5])];
  if (ends === undefined || middle === undefined) return NOT_MEASURED;
  return `At the ends of the line a text has a consistency of ${scoreText(ends)}, in its middle ${scoreText(middle)}; alpha is the weight of Forrest Gump.`;
}

/** Figure 4, right, in one sentence: pushes along attributes. */
export function pushSentence(report: EvaluationReport): string {
  const [sc] = pushCurves(report, 'sc');
  const [attribute] = pushCurves(report, 'attribute');
  const [first, last] = [sc?.points[0], sc?.points.at(-1)];
  if (!first || !last) return NOT_MEASURED;
  const parts = [
    `Pushed by ${last.x} standard deviations along an attribute, a movie’s text goes from a consistency of ${scoreText(first.y)} to ${scoreText(last.y)}`,
  ];
  const [from, to] = [attribute?.points[0], attribute?.points.at(-1)];
  if (from && to) {
    parts.push(
      `the attribute itself is heard in the text, from ${scoreText(from.y)} to ${scoreText(to.y)} sd`,
    );
  }
  if (report.cavMonotone !== null) {
    parts.push(`for ${percentText(report.cavMonotone)} of the attributes every longer push says more of it`);
  }
  return `${parts.join('; ')}.`;
}

/** The user profile in one sentence. */
export function userSentence({ userProfile: user }: EvaluationReport): string {
  if (!user || user.ndcg === null) return NOT_MEASURED;
  const { ndcg, ndcgRandom, ndcgGroundTruth } = user;
  const random = ndcgRandom === null ? '' : `; random rankings reach ${scoreText(ndcgRandom)}`;
  const real = ndcgGroundTruth === null ? '' : `, those of real profiles ${scoreText(ndcgGroundTruth)}`;
  return `Movies ranked by their likeness to a written profile agree with what that user rated with an NDCG of ${scoreText(ndcg)}${random}${real}.`;
}

/** Figure 5 in one sentence. */
export function userPushSentence(report: EvaluationReport): string {
  const points = userPushPoints(report);
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || first === last) return NOT_MEASURED;
  const [from, to] = [scoreText(first.y), scoreText(last.y)];
  const change =
    from === to ? `stays at ${from}` : `${last.y > first.y ? 'rises' : 'falls'} from ${from} to ${to}`;
  return `Pushed by ${last.x} standard deviations, the NDCG of a profile ${change}.`;
}

/** The attributes' directions in one sentence. */
export function conceptSentence({ cavs }: EvaluationReport): string {
  const of = (space: string) =>
    Object.values(cavs).flatMap((cav) => (cav.space === space && cav.auc !== null ? [cav.auc] : []));
  const parts = (['semantic', 'behavioral'] as const).flatMap((space) => {
    const middle = median(of(space));
    return middle === undefined ? [] : [`${scoreText(middle)} for ${of(space).length} in the ${space} space`];
  });
  if (parts.length === 0) return NOT_MEASURED;
  return `An attribute’s direction tells held-out movies with that tag from others with an area under the ROC curve of ${parts.join(' and ')} (median; 0.5 is chance).`;
}

/** The factor model in one sentence. */
export function factorSentence({ wals }: EvaluationReport): string {
  if (!wals || wals.rmse === null) return NOT_MEASURED;
  const bias = wals.rmseBias === null ? '' : ` (biases alone: ${scoreText(wals.rmseBias)})`;
  return `The behavioral space has ${wals.rank} factors; from them held-out ratings are predicted to ${scoreText(wals.rmse)} stars${bias}.`;
}
