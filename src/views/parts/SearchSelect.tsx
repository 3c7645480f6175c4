import uFuzzy from '@leeoniya/ufuzzy';
import { Popover as Radix } from 'radix-ui';
import { useMemo, useRef, useState } from 'react';
import { Icon } from './Icon.tsx';
import { SearchList } from './SearchList.tsx';
import type { SelectGroup, SelectOption } from './Select.tsx';

interface SearchSelectProps {
  readonly label: string;
  /** Empty for nothing chosen. */
  readonly value: string;
  readonly groups: readonly SelectGroup[];
  readonly placeholder?: string;
  /** What the search field says while it is empty. */
  readonly searchLabel: string;
  readonly onChange: (value: string) => void;
  readonly disabled?: boolean;
  /** False when what is chosen takes the focus itself. */
  readonly keepsFocus?: boolean;
}

interface Entry extends SelectOption {
  readonly heading: string | null;
}

const fuzzy = new uFuzzy({ intraMode: 1, intraIns: 1 });

/** The entries that a query matches, in their order; all of them for an empty query. */
function matching(entries: readonly Entry[], query: string): readonly Entry[] {
  const needle = uFuzzy.latinize([query.trim()])[0] ?? '';
  if (needle === '') return entries;
  const found = fuzzy.filter(uFuzzy.latinize(entries.map(({ label }) => label)), needle) ?? [];
  return [...found].sort((a, b) => a - b).flatMap((at) => entries[at] ?? []);
}

/** A list to choose one from, in groups, that is too long to go without a search field. */
export function SearchSelect(props: SearchSelectProps) {
  const {
    label,
    value,
    groups,
    placeholder,
    searchLabel,
    onChange,
    disabled = false,
    keepsFocus = true,
  } = props;
  const hasChosen = useRef(false);
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const entries = useMemo(
    () =>
      groups.flatMap((group) => group.options.map((option): Entry => ({ ...option, heading: group.label }))),
    [groups],
  );
  const found = useMemo(() => matching(entries, query), [entries, query]);
  const chosen = entries.find((entry) => entry.value === value);
  return (
    <Radix.Root
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        setQuery('');
      }}
    >
      <Radix.Trigger asChild>
        <button
          type="button"
          role="combobox"
          className="select"
          aria-label={label}
          aria-haspopup="listbox"
          aria-expanded={open}
          disabled={disabled}
          {...(chosen ? {} : { 'data-placeholder': '' })}
        >
          <span>{chosen?.label ?? placeholder}</span>
          <Icon name="chevron" />
        </button>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className="popup search-select"
          aria-label={label}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            if (hasChosen.current && !keepsFocus) event.preventDefault();
            hasChosen.current = false;
          }}
        >
          <SearchList
            label={searchLabel}
            query={query}
            onQuery={setQuery}
            items={found}
            initial={Math.max(0, chosen ? entries.indexOf(chosen) : 0)}
            keyOf={(entry) => entry.value}
            headingOf={(entry) => entry.heading}
            render={(entry) => (
              <>
                <span>{entry.label}</span>
                {entry.note !== undefined && <span className="popup-note">{entry.note}</span>}
                {entry.value === value && (
                  <span className="popup-check">
                    <Icon name="check" />
                  </span>
                )}
              </>
            )}
            onPick={(entry) => {
              hasChosen.current = true;
              setOpen(false);
              setQuery('');
              onChange(entry.value);
            }}
            nothing="Nothing is called that."
          />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
