import { MANIFOLD_K } from '../../core/manifold.ts';
import { stepBack, stepForward } from '../../state/kept.ts';
import { useDialogs } from '../dialogs.ts';
import { Button, IconButton } from '../parts/Button.tsx';
import { starsText } from '../parts/format.ts';
import { Icon } from '../parts/Icon.tsx';
import { Notice } from '../parts/Notice.tsx';
import { useRecipe, useSteps, useStores } from '../stores.ts';
import { AttributeList } from './AttributeList.tsx';
import { BlendControls } from './BlendControls.tsx';
import { ManifoldMeter } from './ManifoldMeter.tsx';
import { NeighbourList } from './NeighbourList.tsx';
import { PushControls } from './PushControls.tsx';
import { TermControls } from './TermControls.tsx';
import { VectorFacts } from './VectorFacts.tsx';

const FEW_FILMS = 5;
const FEW_USERS = 3;

/** How the current vector is made: a recipe that a person reads and edits. */
export function Composer() {
  const hasRecipe = useRecipe((state) => state.recipe !== null);
  return (
    <section className="zone composer" aria-label="Composer">
      {hasRecipe ? (
        <>
          <ComposerHead />
          <RecipeEditor />
        </>
      ) : (
        <NothingPicked />
      )}
    </section>
  );
}

function ComposerHead() {
  const stores = useStores();
  const words = useRecipe((state) => state.words);
  const isReal = useRecipe((state) => state.real !== null);
  const canUndo = useSteps((state) => state.canUndo);
  const canRedo = useSteps((state) => state.canRedo);
  return (
    <header className="composer-head">
      <div>
        <h2 className="recipe-words">{words}</h2>
        <p className="recipe-kind soft">
          {isReal ? 'A real entity of the catalogue' : 'Hypothetical: no entity has this vector'}
        </p>
      </div>
      <div className="composer-tools">
        <IconButton label="Undo" aria-disabled={!canUndo} onClick={() => stepBack(stores)}>
          <Icon name="undo" />
        </IconButton>
        <IconButton label="Redo" aria-disabled={!canRedo} onClick={() => stepForward(stores)}>
          <Icon name="redo" />
        </IconButton>
      </div>
    </header>
  );
}

function NothingPicked() {
  const { chooseSource } = useDialogs();
  return (
    <div className="composer-empty">
      <p className="soft">Click a film on the map, or find one.</p>
      <Button onClick={() => chooseSource('start')}>
        <Icon name="search" />
        Find a film or a user
      </Button>
    </div>
  );
}

function RecipeEditor() {
  const error = useRecipe((state) => state.error);
  const embedding = useRecipe((state) => state.embedding);
  return (
    <>
      <BlendControls />
      <PushControls />
      <TermControls />
      {error && <Notice message={error.message} hint={error.hint} />}
      {embedding && <Notice tone="plain" message="The description is being embedded." />}
      <Surroundings />
      <AttributeList />
    </>
  );
}

/** What the films near a vector are, in each space. */
const FILM_LISTS = {
  semantic: { title: 'Nearest real films', name: 'nearest films', measure: 'cosine' },
  behavioral: {
    title: 'Would rate highest',
    name: 'films rated highest',
    measure: 'predicted rating',
    unit: 'stars',
    format: starsText,
  },
} as const;

function Surroundings() {
  const surroundings = useRecipe((state) => state.surroundings);
  const space = useRecipe((state) => state.recipe?.space);
  if (!surroundings || !space) return null;
  const { movies, users, gauge } = surroundings;
  return (
    <div className="surroundings">
      <NeighbourList {...FILM_LISTS[space]} neighbours={movies} few={FEW_FILMS} />
      <div>
        <ManifoldMeter percentile={gauge?.percentile ?? null} k={MANIFOLD_K} />
        <VectorFacts />
        {users.length > 0 && (
          <NeighbourList
            title="Nearest real users"
            name="nearest users"
            measure="cosine"
            neighbours={users}
            few={FEW_USERS}
          />
        )}
      </div>
    </div>
  );
}
