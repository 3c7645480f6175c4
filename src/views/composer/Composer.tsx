import { entityName } from '../../core/catalogue.ts';
import { MANIFOLD_K } from '../../core/manifold.ts';
import type { NearEntity } from '../../state/surroundings.ts';
import { useDialogs } from '../dialogs.ts';
import { Button, IconButton } from '../parts/Button.tsx';
import { scoreText, starsText } from '../parts/format.ts';
import { Icon } from '../parts/Icon.tsx';
import { Notice } from '../parts/Notice.tsx';
import { useBundle, useRecipe, useStores } from '../stores.ts';
import { AttributeList } from './AttributeList.tsx';
import { BlendControls } from './BlendControls.tsx';
import { ManifoldMeter } from './ManifoldMeter.tsx';
import { NeighbourList } from './NeighbourList.tsx';
import { PushControls } from './PushControls.tsx';
import { TermControls } from './TermControls.tsx';
import { VectorFacts } from './VectorFacts.tsx';

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
  const { recipes } = useStores();
  const words = useRecipe((state) => state.words);
  const isReal = useRecipe((state) => state.real !== null);
  const canUndo = useRecipe((state) => state.canUndo);
  const canRedo = useRecipe((state) => state.canRedo);
  return (
    <header className="composer-head">
      <div>
        <h2 className="recipe-words">{words}</h2>
        <p className="recipe-kind soft">
          {isReal ? 'A real entity of the catalogue' : 'Hypothetical: no entity has this vector'}
        </p>
      </div>
      <div className="composer-tools">
        <IconButton label="Undo" aria-disabled={!canUndo} onClick={() => recipes.getState().undo()}>
          <Icon name="undo" />
        </IconButton>
        <IconButton label="Redo" aria-disabled={!canRedo} onClick={() => recipes.getState().redo()}>
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

function Surroundings() {
  const { recipes } = useStores();
  const surroundings = useRecipe((state) => state.surroundings);
  const space = useRecipe((state) => state.recipe?.space);
  const catalogue = useBundle((state) => state.catalogue);
  if (!surroundings || !catalogue) return null;
  const named = (near: readonly NearEntity[], count: number) =>
    near.slice(0, count).map((one) => ({ ...one, name: entityName(catalogue, one.entity) }));
  return (
    <div className="surroundings">
      <NeighbourList
        title={space === 'behavioral' ? 'Would rate highest' : 'Nearest real films'}
        measure={space === 'behavioral' ? 'predicted rating in stars' : 'cosine'}
        format={space === 'behavioral' ? starsText : scoreText}
        neighbours={named(surroundings.movies, 5)}
        onPick={(entity) => recipes.getState().startFrom(entity)}
      />
      <div>
        <ManifoldMeter percentile={surroundings.gauge?.percentile ?? null} k={MANIFOLD_K} />
        <VectorFacts />
        {surroundings.users.length > 0 && (
          <NeighbourList
            title="Nearest real users"
            measure="cosine"
            neighbours={named(surroundings.users, 3)}
            onPick={(entity) => recipes.getState().startFrom(entity)}
          />
        )}
      </div>
    </div>
  );
}
