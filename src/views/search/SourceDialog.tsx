import { useState } from 'react';
import { type Catalogue, spaceOf } from '../../core/catalogue.ts';
import type { SpaceId, VectorSource } from '../../core/types.ts';
import type { SearchHit } from '../../state/searchIndex.ts';
import { type SourceSlot, useDialogs } from '../dialogs.ts';
import { useDrafts } from '../drafts.ts';
import { Button } from '../parts/Button.tsx';
import { Dialog } from '../parts/Dialog.tsx';
import { Segmented } from '../parts/Segmented.tsx';
import { useBundle, useMap, useRecipe, useSearchIndex, useStores } from '../stores.ts';
import { applySource } from './applySource.ts';
import { DescribeForm } from './DescribeForm.tsx';
import { SearchBox } from './SearchBox.tsx';
import { VectorForm } from './VectorForm.tsx';
import { ViewerForm } from './ViewerForm.tsx';

const titles: Readonly<Record<SourceSlot, string>> = {
  start: 'Start from',
  blend: 'Blend with',
  plus: 'Add',
  minus: 'Take away',
};

/** Chooses a source for a place of the recipe: found, described, folded in, pasted, or the selection's mean. */
export function SourceDialog() {
  const { slot, closeSource } = useDialogs();
  return (
    <Dialog
      title={titles[slot ?? 'start']}
      initialFocus=":is(input, textarea)"
      fallbackFocus=".composer .source"
      open={slot !== null}
      onOpenChange={(open) => {
        if (!open) closeSource();
      }}
    >
      {slot !== null && <SourceChoice slot={slot} />}
    </Dialog>
  );
}

/** Lives as long as the window is open, which therefore opens with the way it was asked for. */
function SourceChoice({ slot }: { readonly slot: SourceSlot }) {
  const { closeSource, way: first } = useDialogs();
  const [way, setWay] = useState(first);
  const { recipes, map } = useStores();
  const { set: keep } = useDrafts();
  const catalogue = useBundle((state) => state.catalogue);
  const encoderReady = useBundle((state) => state.encoder !== null);
  const selection = useMap((state) => state.selection);
  const space = useRecipe((state) => state.recipe?.space ?? 'semantic');
  const search = useSearchIndex();
  if (!catalogue || !search) return <p className="empty">The catalogue is still loading.</p>;

  const choose = (source: VectorSource, target: SourceSlot = slot) => {
    applySource(recipes, target, source);
    closeSource();
  };
  const pick = (hit: SearchHit, second: boolean) => {
    if (hit.type === 'entity') {
      choose({ type: 'entity', entity: hit.entity }, second ? 'blend' : slot);
      return;
    }
    map.getState().select(hit.movies.map((id) => ({ kind: 'movie', id })));
    setWay('selection');
  };

  return (
    <>
      <Segmented
        label="Way to choose"
        value={way}
        onChange={setWay}
        options={[
          { value: 'find', label: 'Find' },
          { value: 'describe', label: 'Describe' },
          // A viewer lives in the behavioral space, so they can only start a recipe.
          ...(slot === 'start' && catalogue.behavioral
            ? [{ value: 'viewer', label: 'Viewer' } as const]
            : []),
          { value: 'vector', label: 'Vector' },
          { value: 'selection', label: 'Selection', disabled: selection.length === 0 },
        ]}
      />
      {way === 'find' && (
        <>
          <SearchBox search={search} placeholder="A film, a tag, or a user’s number" onPick={pick} />
          <p className="search-keys soft">
            <kbd>↑</kbd> <kbd>↓</kbd> move · <kbd>Enter</kbd> takes it
            {slot === 'start' && (
              <>
                {' '}
                · <kbd>Ctrl</kbd> <kbd>Enter</kbd> blends with it
              </>
            )}
          </p>
        </>
      )}
      {way === 'describe' && (
        <DescribeForm
          encoderReady={encoderReady}
          onSubmit={(text) => {
            choose({ type: 'text', text });
            keep({ description: '' });
          }}
        />
      )}
      {way === 'viewer' && (
        <ViewerForm
          catalogue={catalogue}
          search={search}
          selection={selection}
          onSubmit={(ratings) => {
            recipes.getState().startFromViewer(ratings);
            keep({ ratings: [] });
            closeSource();
          }}
        />
      )}
      {way === 'vector' && (
        <VectorForm
          dimensions={dimensionsFor(catalogue, space, slot)}
          onSubmit={({ label, values }) => {
            choose({ type: 'vector', label, values });
            keep({ vectorText: '' });
          }}
        />
      )}
      {way === 'selection' && (
        <div className="source-form">
          <p>
            {selection.length === 1 ? 'One entity is' : `${selection.length} entities are`} selected on the
            map. Their mean is a vector too: what they have in common.
          </p>
          <div className="form-end">
            <Button look="primary" onClick={() => choose({ type: 'mean', entities: selection })}>
              Use the mean of the selection
            </Button>
          </div>
        </div>
      )}
    </>
  );
}

/** Sizes that a pasted vector may have: a start may be of either space, what joins it is of the same. */
function dimensionsFor(catalogue: Catalogue, space: SpaceId, slot: SourceSlot): number[] {
  const own = spaceOf(catalogue, space)?.dimension ?? catalogue.semantic.dimension;
  if (slot !== 'start') return [own];
  const all = [own, catalogue.semantic.dimension, catalogue.behavioral?.dimension ?? own];
  return [...new Set(all)];
}
