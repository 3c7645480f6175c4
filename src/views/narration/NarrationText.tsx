import type { NarrationStatus } from '../../state/shownNarration.ts';
import { useNarration, useRecipe } from '../stores.ts';
import { Paragraphs } from './Paragraphs.tsx';

const waiting: Readonly<Partial<Record<NarrationStatus, string>>> = {
  waiting: 'Waiting for the model to load…',
  starting: 'Reading the vector…',
  pausing: 'Reading the vector…',
};

/**
 * The text as it streams. The last text stays, paler, until the next one has a word, so that nothing
 * flickers while a slider is dragged.
 */
export function NarrationText() {
  const shown = useNarration((state) => state.shown);
  const status = useNarration((state) => state.status);
  const outdated = useNarration((state) => state.outdated);
  const hasRecipe = useRecipe((state) => state.recipe !== null);
  const isStreaming = status === 'streaming';
  const isStale = outdated || status === 'starting' || status === 'pausing' || status === 'waiting';
  const title = shown?.plan.task.title;
  return (
    <div className="narration-page">
      {shown ? (
        <article
          className={`narration-text ${isStale ? 'narration-stale' : ''}`}
          aria-label={title}
          aria-busy={isStreaming}
        >
          <Paragraphs text={shown.text} streaming={isStreaming} />
        </article>
      ) : (
        <p className="narration-empty soft">
          {waiting[status] ?? (hasRecipe ? 'Press Narrate.' : 'What a vector means will be written here.')}
        </p>
      )}
      <p className="visually-hidden" role="status">
        {shown?.finish ? `${title} finished. ${shown.text}` : (waiting[status] ?? '')}
      </p>
    </div>
  );
}
