import { sourceText } from '../../core/recipeText.ts';
import { useDialogs } from '../dialogs.ts';
import { Button, IconButton } from '../parts/Button.tsx';
import { Icon } from '../parts/Icon.tsx';
import { useRecipe, useStores } from '../stores.ts';
import { useRecipeNames } from './useRecipeNames.ts';

/** Vector arithmetic: what is added to the start and taken away from it. */
export function TermControls() {
  const { recipes } = useStores();
  const { chooseSource } = useDialogs();
  const terms = useRecipe((state) => state.recipe?.terms);
  const names = useRecipeNames();
  if (!terms) return null;
  return (
    <div className="terms">
      {terms.map((term, at) => {
        const name = sourceText(term.source, names);
        return (
          // Two equal terms are interchangeable, so their place may serve as a key.
          // biome-ignore lint/suspicious/noArrayIndexKey: terms have no identity of their own
          <span key={at} className="term">
            <span>
              {term.sign > 0 ? '+' : '−'} {name}
            </span>
            <IconButton label={`Remove ${name}`} onClick={() => recipes.getState().removeTerm(at)}>
              <Icon name="close" />
            </IconButton>
          </span>
        );
      })}
      <Button look="quiet" onClick={() => chooseSource('plus')} aria-label="Add a vector to the start">
        <span aria-hidden="true">+</span> add
      </Button>
      <Button
        look="quiet"
        onClick={() => chooseSource('minus')}
        aria-label="Take a vector away from the start"
      >
        <span aria-hidden="true">−</span> take away
      </Button>
    </div>
  );
}
