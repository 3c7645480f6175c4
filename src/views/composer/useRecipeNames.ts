import { useMemo } from 'react';
import { entityName } from '../../core/catalogue.ts';
import type { RecipeNames } from '../../core/recipeText.ts';
import { useBundle, useCavs } from '../stores.ts';

/** How entities and concepts are called with the loaded bundle. */
export function useRecipeNames(): RecipeNames {
  const catalogue = useBundle((state) => state.catalogue);
  const cavs = useCavs((state) => state.all);
  return useMemo(
    () => ({
      entity: (entity) => (catalogue ? entityName(catalogue, entity) : `${entity.kind} ${entity.id}`),
      cav: (id) => cavs.find((cav) => cav.id === id)?.label ?? id,
    }),
    [catalogue, cavs],
  );
}
