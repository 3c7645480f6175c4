import { sourceText } from '../../core/recipeText.ts';
import type { VectorSource } from '../../core/types.ts';
import { type SourceSlot, useDialogs } from '../dialogs.ts';
import { useDrafts } from '../drafts.ts';
import { IconButton } from '../parts/Button.tsx';
import { percentText } from '../parts/format.ts';
import { Icon } from '../parts/Icon.tsx';
import { Segmented } from '../parts/Segmented.tsx';
import { Slider } from '../parts/Slider.tsx';
import { useRecipe, useStores } from '../stores.ts';
import { SourceField } from './SourceField.tsx';
import { useRecipeNames } from './useRecipeNames.ts';

/** The start, the other end, and how far the vector stands between them. */
export function BlendControls() {
  const { recipes } = useStores();
  const { chooseSource } = useDialogs();
  const recipe = useRecipe((state) => state.recipe);
  const names = useRecipeNames();
  if (!recipe) return null;
  const { start, blend, terms } = recipe;
  /** A description is opened as it was written; anything else is searched anew. */
  const edit = (slot: SourceSlot, source: VectorSource | null): void => {
    if (source?.type === 'text') useDrafts.getState().set({ description: source.text });
    chooseSource(slot, source?.type === 'text' ? 'describe' : 'find');
  };
  return (
    <div className="blend">
      <SourceField
        place="From"
        source={start}
        name={sourceText(start, names)}
        onChoose={() => edit('start', start)}
      />
      {blend && (
        <div className="blend-row">
          <IconButton
            label="Swap the two ends"
            disabled={terms.length > 0}
            onClick={() => recipes.getState().swapEnds()}
          >
            <Icon name="swap" />
          </IconButton>
          <Slider
            label={`Blend towards ${sourceText(blend.with, names)}`}
            value={blend.alpha}
            min={0}
            max={1}
            step={0.01}
            format={percentText}
            onChange={(alpha) => recipes.getState().setAlpha(alpha)}
          />
          <span className="row-value number">{percentText(blend.alpha)}</span>
          <Segmented
            label="Interpolation"
            value={blend.mode}
            options={[
              { value: 'linear', label: 'line' },
              { value: 'spherical', label: 'arc' },
            ]}
            onChange={(mode) => recipes.getState().setBlendMode(mode)}
          />
        </div>
      )}
      <SourceField
        place="Towards"
        source={blend?.with ?? null}
        name={blend ? sourceText(blend.with, names) : ''}
        placeholder="blend with a second one"
        onChoose={() => edit('blend', blend?.with ?? null)}
        onRemove={() => recipes.getState().setBlend(null)}
      />
    </div>
  );
}
