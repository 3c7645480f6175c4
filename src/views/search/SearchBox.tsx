import { useMemo, useState } from 'react';
import type { SearchHit, SearchIndex } from '../../state/searchIndex.ts';
import { SearchList } from '../parts/SearchList.tsx';
import { Marked } from './Marked.tsx';

interface SearchBoxProps {
  readonly search: SearchIndex;
  readonly placeholder: string;
  /** Which hits are offered; all of them when left out. */
  readonly accepts?: (hit: SearchHit) => boolean;
  /** `second` when Shift or Ctrl was held: the pick is the other end of a blend. */
  readonly onPick: (hit: SearchHit, second: boolean) => void;
}

const LIMIT = 50;

function hitKey(hit: SearchHit): string {
  return hit.type === 'tag' ? `tag:${hit.tag}` : `${hit.entity.kind}:${hit.entity.id}`;
}

/** Fuzzy search over films, users and tags. */
export function SearchBox({ search, placeholder, accepts, onPick }: SearchBoxProps) {
  const [query, setQuery] = useState('');
  const hits = useMemo(() => search.search(query, LIMIT), [search, query]);
  return (
    <SearchList
      label={placeholder}
      query={query}
      onQuery={setQuery}
      items={accepts ? hits.filter(accepts) : hits}
      keyOf={hitKey}
      render={(hit) => (
        <>
          <Marked text={hit.label} marks={hit.marks} />
          <span className="popup-note">{hit.type === 'tag' ? `tag, ${hit.detail}` : hit.detail}</span>
        </>
      )}
      onPick={(hit, second) => {
        // Where the field stays, the next search begins.
        setQuery('');
        onPick(hit, second);
      }}
      nothing="Nothing is called that here."
    />
  );
}
