import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Icon } from './Icon.tsx';

interface SearchListProps<Item> {
  /** Name of the field, shown in it while it is empty. */
  readonly label: string;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  /** What the query finds, best first. */
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  readonly render: (item: Item) => ReactNode;
  /** `second` when Shift or Ctrl was held. */
  readonly onPick: (item: Item, second: boolean) => void;
  /** Heading of the group that an item belongs to; items of a group follow each other. */
  readonly headingOf?: (item: Item) => string | null;
  /** The item that is marked at first. */
  readonly initial?: number;
  /** Said where nothing is found. */
  readonly nothing: string;
}

/** The keys that were held. */
type PickEvent = Pick<KeyboardEvent, 'shiftKey' | 'ctrlKey' | 'metaKey'>;

const MOVES: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

/** Runs of items under one heading, with the place of the first. */
function groupsOf<Item>(items: readonly Item[], headingOf: (item: Item) => string | null) {
  const groups: { readonly heading: string | null; readonly from: number; readonly items: Item[] }[] = [];
  for (const [at, item] of items.entries()) {
    const heading = headingOf(item);
    const last = groups.at(-1);
    if (last && last.heading === heading) last.items.push(item);
    else groups.push({ heading, from: at, items: [item] });
  }
  return groups;
}

/**
 * A search field above what it finds. Focus stays in the field: arrows move the mark, Enter takes the marked
 * item, Shift-Enter or Ctrl-Enter takes it as the second of two.
 */
export function SearchList<Item>(props: SearchListProps<Item>) {
  const { label, query, onQuery, items, keyOf, render, onPick, headingOf, initial = 0, nothing } = props;
  const [active, setActive] = useState(initial);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs after the marked option has changed
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active, items]);

  const pick = (item: Item, { shiftKey, ctrlKey, metaKey }: PickEvent) => {
    setActive(0);
    onPick(item, shiftKey || ctrlKey || metaKey);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const move = MOVES[event.key];
    const item = items[active];
    if (move !== undefined) {
      event.preventDefault();
      setActive((at) => Math.max(0, Math.min(items.length - 1, at + move)));
    } else if (event.key === 'Enter' && item !== undefined) {
      event.preventDefault();
      pick(item, event);
    }
  };

  const option = (item: Item, at: number) => (
    // Focus stays in the field, which names the active option and hears the keys.
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the field
    // biome-ignore lint/a11y/useFocusableInteractive: named by aria-activedescendant
    <div
      key={keyOf(item)}
      id={`${id}-${at}`}
      role="option"
      aria-selected={at === active}
      className="popup-item"
      onPointerMove={() => setActive(at)}
      onClick={(event) => pick(item, event)}
    >
      {render(item)}
    </div>
  );

  return (
    <div className="search">
      <div className="search-field">
        <Icon name="search" />
        <input
          role="combobox"
          aria-label={label}
          aria-expanded={items.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={items.length > 0 ? `${id}-${active}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder={label}
          value={query}
          onChange={(event) => {
            onQuery(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div ref={list} id={`${id}-list`} role="listbox" aria-label="Results" className="search-results">
        {groupsOf(items, headingOf ?? (() => null)).map(({ heading, from, items: members }) =>
          heading === null ? (
            members.map((item, at) => option(item, from + at))
          ) : (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset has no place in a list box
            <div key={heading} role="group" aria-label={heading}>
              <p className="popup-heading" role="presentation">
                {heading}
              </p>
              {members.map((item, at) => option(item, from + at))}
            </div>
          ),
        )}
        {items.length === 0 && <p className="empty search-empty">{nothing}</p>}
      </div>
    </div>
  );
}
