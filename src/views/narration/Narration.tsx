import { Notice } from '../parts/Notice.tsx';
import { useNarration, useStores } from '../stores.ts';
import { EngineLine } from './EngineLine.tsx';
import { KeptLine } from './KeptLine.tsx';
import { NarrationControls } from './NarrationControls.tsx';
import { NarrationText } from './NarrationText.tsx';
import { RunActions } from './RunActions.tsx';
import { ScoreFacts } from './ScoreFacts.tsx';
import { ScorePanel } from './ScorePanel.tsx';

/** The current vector in words: task, text as it streams, and how far to trust it. */
export function Narration() {
  const hasText = useNarration((state) => state.shown !== null);
  return (
    <section className="zone narration" aria-label="Narration">
      <NarrationControls />
      <Obstacles />
      <ScorePanel />
      <NarrationText />
      <ScoreFacts />
      <KeptLine />
      {hasText && <RunActions />}
      <EngineLine />
    </section>
  );
}

function Obstacles() {
  const { narration } = useStores();
  const obstacle = useNarration((state) => state.obstacle);
  const error = useNarration((state) => state.error);
  return (
    <>
      {obstacle && <Notice tone="plain" message={obstacle.message} hint={obstacle.hint} />}
      {error && error.code !== 'aborted' && (
        <Notice
          message={error.message}
          hint={error.hint}
          detail={error.cause}
          action={{ label: 'Try again', onAct: () => void narration.getState().narrate() }}
        />
      )}
    </>
  );
}
