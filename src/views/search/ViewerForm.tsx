import { useState } from 'react';
import { type Catalogue, entityName, rowById } from '../../core/catalogue.ts';
import { ElmError } from '../../core/errors.ts';
import type { EntityRef } from '../../core/types.ts';
import type { SearchHit, SearchIndex } from '../../state/searchIndex.ts';
import type { StarRating } from '../../state/viewerSource.ts';
import { useDrafts } from '../drafts.ts';
import { Button, IconButton } from '../parts/Button.tsx';
import { starsText } from '../parts/format.ts';
import { Icon } from '../parts/Icon.tsx';
import { Notice } from '../parts/Notice.tsx';
import { Slider } from '../parts/Slider.tsx';
import { SearchBox } from './SearchBox.tsx';

interface ViewerFormProps {
  readonly catalogue: Catalogue;
  readonly search: SearchIndex;
  /** What is selected on the map. */
  readonly selection: readonly EntityRef[];
  /** @throws ElmError why no vector can be made of the ratings. */
  readonly onSubmit: (ratings: readonly StarRating[]) => void;
}

const LEAST_STARS = 0.5;
const MOST_STARS = 5;

/**
 * Your own viewer: a few films with stars, folded into the behavioral space by one linear solve. Films
 * without factors are not offered.
 */
export function ViewerForm({ catalogue, search, selection, onSubmit }: ViewerFormProps) {
  const { ratings, set } = useDrafts();
  const setRatings = (next: readonly StarRating[]) => set({ ratings: next });
  const [error, setError] = useState<ElmError | null>(null);

  const isRatable = ({ kind, id }: EntityRef): boolean =>
    kind === 'movie' && (catalogue.movies[rowById(catalogue.movies, id)]?.behavioral ?? false);
  const isOffered = (hit: SearchHit): boolean => hit.type === 'entity' && isRatable(hit.entity);
  const add = (movies: readonly EntityRef[]) => {
    const fresh = movies.filter(
      (movie) => isRatable(movie) && !ratings.some((rating) => rating.movie.id === movie.id),
    );
    setRatings([...ratings, ...fresh.map((movie) => ({ movie, stars: MOST_STARS }))]);
  };
  const selected = selection.filter(isRatable);

  return (
    <form
      className="source-form viewer-form"
      onSubmit={(event) => {
        event.preventDefault();
        try {
          onSubmit(ratings);
        } catch (thrown) {
          setError(ElmError.from(thrown));
        }
      }}
    >
      <p className="soft">
        Rate a few films as this viewer would. The factor model makes their vector by one linear solve.
      </p>
      <SearchBox
        search={search}
        placeholder="A film that this viewer has seen"
        accepts={isOffered}
        onPick={(hit) => hit.type === 'entity' && add([hit.entity])}
      />
      {ratings.length > 0 && (
        <ul className="ratings" aria-label="Ratings of this viewer">
          {ratings.map(({ movie, stars }) => {
            const name = entityName(catalogue, movie);
            return (
              <li key={movie.id} className="rating-row">
                <span className="rating-name">{name}</span>
                <Slider
                  label={`Stars for ${name}`}
                  value={stars}
                  min={LEAST_STARS}
                  max={MOST_STARS}
                  step={0.5}
                  format={starsText}
                  onChange={(next) =>
                    setRatings(
                      ratings.map((one) => (one.movie.id === movie.id ? { ...one, stars: next } : one)),
                    )
                  }
                />
                <span className="row-value number">{starsText(stars)}</span>
                <IconButton
                  label={`Remove ${name}`}
                  onClick={() => setRatings(ratings.filter((one) => one.movie.id !== movie.id))}
                >
                  <Icon name="close" />
                </IconButton>
              </li>
            );
          })}
        </ul>
      )}
      {error && <Notice message={error.message} hint={error.hint} />}
      <div className="form-end">
        {selected.length > 0 && (
          <Button onClick={() => add(selected)}>Add the {selected.length} selected</Button>
        )}
        <Button type="submit" look="primary" disabled={ratings.length === 0}>
          Use this viewer
        </Button>
      </div>
    </form>
  );
}
