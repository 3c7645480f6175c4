import type { ShownNarration } from '../../state/narrationStore.ts';
import { countText, scoreText } from '../parts/format.ts';
import { Hint } from '../parts/Hint.tsx';
import { Meter } from '../parts/Meter.tsx';
import { useNarration } from '../stores.ts';

/** How far the text on show can be trusted, moving while it streams. */
export function ScorePanel() {
  const shown = useNarration((state) => state.shown);
  if (!shown) return null;
  const isUser = shown.plan.task.slots.includes('behavioral');
  return (
    <div className="scores">
      {isUser ? <BehavioralScore shown={shown} /> : <SemanticScore shown={shown} />}
      <ScoreFacts shown={shown} />
    </div>
  );
}

function SemanticScore({ shown }: { readonly shown: ShownNarration }) {
  const { scores, sc } = shown;
  const marks = [
    ...(scores?.scFloor == null ? [] : [{ label: 'floor', value: scores.scFloor }]),
    ...(scores?.scCeiling == null ? [] : [{ label: 'ceiling', value: scores.scCeiling }]),
  ];
  return (
    <>
      <p className="score-head">
        <Hint text="Semantic consistency (SC): the cosine between this text's own embedding and the vector it was written from. The floor is what a text about another vector gets; the ceiling is what a real text about the same entity gets.">
          Semantic consistency
        </Hint>
        <span className="score-value number">{sc === null ? '–' : scoreText(sc)}</span>
      </p>
      <Meter label="Semantic consistency" value={sc} min={0} max={1} format={scoreText} marks={marks} />
    </>
  );
}

function BehavioralScore({ shown }: { readonly shown: ShownNarration }) {
  const { scores, bcSpearman } = shown;
  return (
    <>
      <p className="score-head">
        <Hint text="Behavioral consistency (BC): movies ranked by their likeness to this profile, against the ratings that the factor model predicts for this user (rank correlation, -1 to 1).">
          Behavioral consistency
        </Hint>
        <span className="score-value number">{bcSpearman === null ? '–' : scoreText(bcSpearman)}</span>
      </p>
      <Meter
        label="Behavioral consistency"
        value={bcSpearman}
        min={-1}
        max={1}
        format={scoreText}
        marks={[{ label: 'chance', value: 0 }]}
      />
      {scores?.bcNdcg != null && (
        <p className="score-facts soft">
          <Hint text="Normalised discounted cumulative gain of the same ranking, 0 to 1.">
            NDCG {scoreText(scores.bcNdcg)}
          </Hint>
        </p>
      )}
    </>
  );
}

function ScoreFacts({ shown }: { readonly shown: ShownNarration }) {
  const { scores, finish, candidates, tokens } = shown;
  const isLow = scores?.sc != null && scores.scFloor != null && scores.sc <= scores.scFloor + 0.05;
  return (
    <p className="score-facts soft">
      {scores?.rank != null && scores.rankOf != null && (
        <Hint text="Place at which this text finds its own vector among all entities, by embedding the text and looking for the nearest.">
          finds its vector {ordinal(scores.rank)} of {countText(scores.rankOf)}
        </Hint>
      )}
      {candidates > 1 && <span>best of {candidates}</span>}
      <span className="number">{tokens} tokens</span>
      {finish === 'length' && <span className="flag">cut off at the length limit</span>}
      {finish === 'stopped' && <span className="flag">stopped early</span>}
      {finish === 'error' && <span className="flag">broke off</span>}
      {isLow && <span className="flag">no better than a text about something else</span>}
    </p>
  );
}

function ordinal(place: number): string {
  const tens = place % 100;
  const suffix = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][place % 10] ?? 'th');
  return `${countText(place)}${suffix}`;
}
