import { currentHash } from '../../state/linkSync.ts';
import { Button } from '../parts/Button.tsx';
import { Icon } from '../parts/Icon.tsx';
import { useCopy } from '../parts/useCopy.ts';
import { useNarration, useNotebook, useRecipe, useStores } from '../stores.ts';

/** What can be done with a finished narration. */
export function RunActions() {
  const stores = useStores();
  const run = useNarration((state) => state.shown?.run ?? null);
  const pinned = useNotebook((state) => (run ? (state.notes[run.id]?.pinned ?? false) : false));
  const hasBlend = useRecipe((state) => state.recipe?.blend != null);
  const { copied, copy } = useCopy('Copy the address of the page instead: it is the same link.');
  const copyLink = () => copy(new URL(`#${currentHash(stores)}`, window.location.href).href);

  return (
    <div className="run-actions">
      <Button
        look="quiet"
        disabled={!run}
        aria-pressed={pinned}
        onClick={() => run && stores.notebook.getState().togglePinned(run.id)}
      >
        <Icon name="pin" />
        {pinned ? 'Pinned' : 'Pin'}
      </Button>
      <Button look="quiet" disabled={!run} onClick={() => void copyLink()}>
        <Icon name="link" />
        {copied ? 'Link copied' : 'Copy link'}
      </Button>
      <Button
        look="quiet"
        onClick={() => {
          const { settings, setSettings, narrate } = stores.narration.getState();
          setSettings({ seed: settings.seed + 1 });
          void narrate();
        }}
        disabled={!run}
      >
        <Icon name="redo" />
        Another wording
      </Button>
      {hasBlend && (
        <Button look="quiet" onClick={() => void stores.sides.getState().narrate()}>
          <Icon name="columns" />
          Side by side
        </Button>
      )}
    </div>
  );
}
