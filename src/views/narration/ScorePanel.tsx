import type { ShownNarration } from '../../state/shownNarration.ts';
import { scoreText } from '../parts/format.ts';
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
        origin={0}
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
