import { countText } from '../parts/format.ts';
import { Hint } from '../parts/Hint.tsx';
import { useNarration } from '../stores.ts';

/** What else was measured on the finished text, and what to beware of. */
export function ScoreFacts() {
  const shown = useNarration((state) => state.shown);
  if (!shown) return null;
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
