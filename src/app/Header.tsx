import { useDialogs } from '../views/dialogs.ts';
import { Button, IconButton } from '../views/parts/Button.tsx';
import { Icon } from '../views/parts/Icon.tsx';
import { Menu } from '../views/parts/Menu.tsx';
import { useBundle, useNotebook, useSettings, useStores } from '../views/stores.ts';
import { examplesFor } from './examples.ts';
import { PAGE_HASH, type Page } from './pages.ts';
import { runExample } from './runExample.ts';

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Name, search, examples, and the ways to the other places. */
export function Header({ page }: { readonly page: Page }) {
  const stores = useStores();
  const { chooseSource, setHelpOpen } = useDialogs();
  const catalogue = useBundle((state) => state.catalogue);
  const count = useNotebook((state) => state.runs.length);
  return (
    <header className="header">
      <h1 className="wordmark">
        <a href={PAGE_HASH.explorer}>ELM Explorer</a>
      </h1>
      {page === 'explorer' && (
        <button
          type="button"
          className="header-search"
          aria-label="Find a film, a tag, a user"
          onClick={() => chooseSource('start')}
        >
          <Icon name="search" />
          <span>Find a film, a tag, a user</span>
          <kbd>{isApple ? '⌘ K' : 'Ctrl K'}</kbd>
        </button>
      )}
      <nav className="header-nav" aria-label="Page">
        {page === 'explorer' && (
          <Menu
            trigger={
              <Button look="quiet" disabled={!catalogue} aria-label="Examples">
                <Icon name="spark" />
                <span className="wide-only">Examples</span>
              </Button>
            }
            actions={(catalogue ? examplesFor(catalogue) : []).map((example) => ({
              label: example.title,
              onSelect: () => runExample(stores, example),
            }))}
          />
        )}
        <Button
          look="quiet"
          aria-label={`Notebook, ${count} ${count === 1 ? 'narration' : 'narrations'}`}
          onClick={() => stores.settings.getState().set({ notebookOpen: true })}
        >
          <Icon name="notebook" />
          <span className="wide-only">Notebook</span>
          {count > 0 && <span className="badge number">{count}</span>}
        </Button>
        <a
          className="button button-quiet"
          href={PAGE_HASH[page === 'evaluation' ? 'explorer' : 'evaluation']}
          aria-label={page === 'evaluation' ? 'Back to the map' : 'Evaluation'}
        >
          <Icon name="chart" />
          <span className="wide-only">{page === 'evaluation' ? 'Back to the map' : 'Evaluation'}</span>
        </a>
        <ThemeButton />
        <IconButton label="Help" onClick={() => setHelpOpen(true)}>
          <Icon name="help" />
        </IconButton>
      </nav>
    </header>
  );
}

const themes = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

function ThemeButton() {
  const { settings } = useStores();
  const theme = useSettings((state) => state.theme);
  return (
    <Menu
      trigger={
        <IconButton label="Theme">
          <Icon name="theme" />
        </IconButton>
      }
      actions={themes.map(({ value, label }) => ({
        label,
        ...(value === theme ? { note: 'now' } : {}),
        onSelect: () => settings.getState().set({ theme: value }),
      }))}
    />
  );
}
