import { useState } from 'react';
import { ElmError } from '../../core/errors.ts';
import { currentHash } from '../../state/linkSync.ts';
import { Button } from '../parts/Button.tsx';
import { Icon } from '../parts/Icon.tsx';
import { useNarration, useNotebook, useRecipe, useStores } from '../stores.ts';

const COPIED_MS = 2000;

/** What can be done with a finished narration. */
export function RunActions() {
  const stores = useStores();
  const run = useNarration((state) => state.shown?.run ?? null);
  const pinned = useNotebook((state) => (run ? (state.notes[run.id]?.pinned ?? false) : false));
  const hasBlend = useRecipe((state) => state.recipe?.blend != null);
  const [copied, setCopied] = useState(false);

  const copyLink = async () => {
    try {
      await navigator.clipboard.writeText(new URL(`#${currentHash(stores)}`, window.location.href).href);
      setCopied(true);
      setTimeout(() => setCopied(false), COPIED_MS);
    } catch (thrown) {
      stores.notices
        .getState()
        .complain(
          new ElmError(
            'unexpected',
            'The browser does not let this page copy.',
            'Copy the address of the page instead: it is the same link.',
            String(thrown),
          ),
        );
    }
  };

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
