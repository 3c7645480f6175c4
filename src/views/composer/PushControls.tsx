import { useRef } from 'react';
import type { Cav } from '../../core/types.ts';
import { useDialogs } from '../dialogs.ts';
import { Button } from '../parts/Button.tsx';
import { scoreText } from '../parts/format.ts';
import { Icon } from '../parts/Icon.tsx';
import { SearchSelect } from '../parts/SearchSelect.tsx';
import type { SelectGroup } from '../parts/Select.tsx';
import { useCavs, useRecipe, useStores } from '../stores.ts';
import { PushSlider } from './PushSlider.tsx';

/** The attributes that the vector is pushed along, and a list to add more. */
export function PushControls() {
  const { recipes } = useStores();
  const { setConceptOpen } = useDialogs();
  const recipe = useRecipe((state) => state.recipe);
  const cavs = useCavs((state) => state.all);
  const added = useRef<string | null>(null);
  if (!recipe) return null;
  const used = new Set(recipe.pushes.map((push) => push.cav));
  const free = cavs.filter((cav) => cav.space === recipe.space && !used.has(cav.id));
  return (
    <div className="pushes">
      {recipe.pushes.map((push) => {
        const cav = cavs.find((one) => one.id === push.cav);
        return cav ? (
          <PushSlider
            key={push.cav}
            cav={cav}
            sd={push.sd}
            takesFocus={added.current === push.cav}
            onChange={(sd) => recipes.getState().setPush(push.cav, sd)}
            onRemove={() => recipes.getState().removePush(push.cav)}
          />
        ) : null;
      })}
      <div className="push-add">
        <SearchSelect
          label="Add an attribute"
          placeholder="Push along an attribute…"
          searchLabel="Find an attribute"
          value=""
          groups={attributeGroups(free)}
          disabled={free.length === 0}
          keepsFocus={false}
          onChange={(id) => {
            added.current = id;
            recipes.getState().setPush(id, 0);
          }}
        />
        <Button look="quiet" onClick={() => setConceptOpen(true)}>
          <Icon name="plus" />
          Your own
        </Button>
      </div>
    </div>
  );
}

/** The person's own concepts first, then the bundle's by name. */
function attributeGroups(cavs: readonly Cav[]): SelectGroup[] {
  const options = (own: boolean) =>
    cavs
      .filter((cav) => cav.own === own)
      .sort((a, b) => a.label.localeCompare(b.label))
      .map((cav) => ({
        value: cav.id,
        label: cav.label,
        ...(cav.auc === null ? {} : { note: `AUC ${scoreText(cav.auc)}` }),
      }));
  const groups = [
    { label: 'Your own', options: options(true) },
    { label: 'Attributes', options: options(false) },
  ];
  return groups.filter((group) => group.options.length > 0);
}
