import { useEffect, useRef } from 'react';
import { sameRecipe } from '../../core/recipe.ts';
import { endsKey, type Side } from '../../state/sidesStore.ts';
import { Button, IconButton } from '../parts/Button.tsx';
import { scoreText } from '../parts/format.ts';
import { Icon } from '../parts/Icon.tsx';
import { Notice } from '../parts/Notice.tsx';
import { useNarration, useRecipe, useSides, useStores } from '../stores.ts';
import { Paragraphs } from './Paragraphs.tsx';

const PLACES = ['A', 'Blend', 'B'] as const;

/**
 * The task told of A, of the blend and of B, narrated in one batch with one seed. When alpha moves on, the
 * middle follows the narration and the ends stay; when anything else changes, all three are outdated.
 */
export function SideBySide() {
  const { sides: store } = useStores();
  const sides = useSides((state) => state.sides);
  const status = useSides((state) => state.status);
  const error = useSides((state) => state.error);
  const recipe = useRecipe((state) => state.recipe);
  const outdated = useNarration(
    ({ taskId, settings }) => sides !== null && sides.key !== endsKey(recipe, taskId, settings),
  );
  const middle = useMiddle(sides?.columns[1] ?? null, outdated);
  const section = useRef<HTMLElement>(null);
  const id = sides?.id;
  useEffect(() => {
    if (id !== undefined) section.current?.scrollIntoView({ block: 'nearest' });
  }, [id]);

  if (!sides && !error) return null;
  const isRunning = status !== 'idle';
  return (
    <section ref={section} className="sides" aria-label="Side by side">
      <header className="sides-head">
        <h2 className="minor-heading">Side by side</h2>
        {isRunning ? (
          <Button disabled={status === 'scoring'} onClick={() => store.getState().stop()}>
            Stop
          </Button>
        ) : (
          outdated && <Button onClick={() => void store.getState().narrate()}>Narrate again</Button>
        )}
        <IconButton label="Close side by side" onClick={() => store.getState().close()}>
          <Icon name="close" />
        </IconButton>
      </header>
      {error && error.code !== 'aborted' && <Notice message={error.message} hint={error.hint} />}
      {sides && (
        <div className={`sides-columns ${outdated ? 'narration-stale' : ''}`}>
          {sides.columns.map((column, at) => (
            <Column
              key={PLACES[at]}
              place={PLACES[at] ?? ''}
              side={at === 1 ? middle.side : column}
              stale={at === 1 && middle.stale}
              streaming={status === 'running' || (at === 1 && middle.streaming)}
            />
          ))}
        </div>
      )}
    </section>
  );
}

interface Middle {
  readonly side: Side | null;
  /** The text is that of an alpha before the current one. */
  readonly stale: boolean;
  readonly streaming: boolean;
}

/** The blend's column: its text of the batch, or what was narrated since, once alpha has moved on. */
function useMiddle(batch: Side | null, outdated: boolean): Middle {
  const recipe = useRecipe((state) => state.recipe);
  const words = useRecipe((state) => state.words);
  const shown = useNarration((state) => state.shown);
  const isBehind = useNarration((state) => state.outdated || state.status === 'starting');
  const streaming = useNarration((state) => state.status === 'streaming');
  if (!batch || !recipe || outdated || sameRecipe(batch.recipe, recipe)) {
    return { side: batch, stale: false, streaming: false };
  }
  if (!shown || isBehind) return { side: { ...batch, words }, stale: true, streaming: false };
  return { side: { recipe, words, text: shown.text, run: shown.run }, stale: false, streaming };
}

interface ColumnProps {
  readonly place: string;
  readonly side: Side | null;
  readonly stale: boolean;
  readonly streaming: boolean;
}

function Column({ place, side, stale, streaming }: ColumnProps) {
  if (!side) return null;
  const { scores } = side.run ?? {};
  const score = scores?.sc ?? scores?.bcSpearman ?? null;
  const isWriting = streaming && side.run === null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div className="side-column" role="group" aria-label={`${place}: ${side.words}`} aria-busy={isWriting}>
      <h3>
        <span className="side-place">{place}</span> {side.words}
      </h3>
      <div className={`side-text ${stale ? 'narration-stale' : ''}`}>
        <Paragraphs text={side.text} streaming={isWriting} />
      </div>
      <p className="soft side-score number">
        {score !== null && `${scores?.sc === null ? 'BC' : 'SC'} ${scoreText(score)}`}
      </p>
    </div>
  );
}
