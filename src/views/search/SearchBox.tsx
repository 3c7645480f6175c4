import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { SearchHit, SearchIndex } from '../../state/searchIndex.ts';
import { Icon } from '../parts/Icon.tsx';
import { Marked } from './Marked.tsx';

interface SearchBoxProps {
  readonly search: SearchIndex;
  readonly placeholder: string;
  /** `second` when Shift was held: the pick is the other end of a blend. */
  readonly onPick: (hit: SearchHit, second: boolean) => void;
}

const LIMIT = 50;

function hitKey(hit: SearchHit): string {
  return hit.type === 'tag' ? `tag:${hit.tag}` : `${hit.entity.kind}:${hit.entity.id}`;
}

/** A search field with its results; arrows move, Enter picks, Shift-Enter picks the second end. */
export function SearchBox({ search, placeholder, onPick }: SearchBoxProps) {
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const hits = useMemo(() => search.search(query, LIMIT), [search, query]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs after the marked option has changed
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active, hits]);

  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const move = moves[event.key];
    const hit = hits[active];
    if (move !== undefined) {
      event.preventDefault();
      setActive((at) => Math.max(0, Math.min(hits.length - 1, at + move)));
    } else if (event.key === 'Enter' && hit) {
      event.preventDefault();
      onPick(hit, event.shiftKey);
    }
  };

  return (
    <div className="search">
      <div className="search-field">
        <Icon name="search" />
        <input
          role="combobox"
          aria-label={placeholder}
          aria-expanded={hits.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={hits.length > 0 ? `${id}-${active}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder={placeholder}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div ref={list} id={`${id}-list`} role="listbox" aria-label="Results" className="search-results">
        {hits.map((hit, at) => (
          // Focus stays in the field, which names the active option and hears the keys.
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the field
          // biome-ignore lint/a11y/useFocusableInteractive: named by aria-activedescendant
          <div
            key={hitKey(hit)}
            id={`${id}-${at}`}
            role="option"
            aria-selected={at === active}
            className="popup-item"
            onPointerMove={() => setActive(at)}
            onClick={(event) => onPick(hit, event.shiftKey)}
          >
            <Marked text={hit.label} marks={hit.marks} />
            <span className="popup-note">{hit.type === 'tag' ? `tag, ${hit.detail}` : hit.detail}</span>
          </div>
        ))}
        {hits.length === 0 && <p className="empty search-empty">Nothing is called that here.</p>}
      </div>
    </div>
  );
}
