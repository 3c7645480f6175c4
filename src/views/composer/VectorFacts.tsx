import { scoreText } from '../parts/format.ts';
import { Hint } from '../parts/Hint.tsx';
import { useRecipe } from '../stores.ts';

/** Dimension and length of the current vector. */
export function VectorFacts() {
  const composition = useRecipe((state) => state.composition);
  const space = useRecipe((state) => state.recipe?.space);
  if (!composition || space === undefined) return null;
  return (
    <p className="vector-facts soft">
      {space}, {composition.vector.length} dimensions,{' '}
      <Hint text="Euclidean length of the vector before the last normalisation. A blend of two distant vectors is short.">
        norm {scoreText(composition.norm)}
      </Hint>
    </p>
  );
}
