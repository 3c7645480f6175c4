import { IconButton } from '../parts/Button.tsx';
import { scoreText } from '../parts/format.ts';
import { Hint } from '../parts/Hint.tsx';
import { Icon } from '../parts/Icon.tsx';
import { useCopy } from '../parts/useCopy.ts';
import { useRecipe } from '../stores.ts';

/** Digits that give a float32 back exactly. */
const FLOAT32_DIGITS = 9;

/** Dimension and length of the current vector, and the vector itself to take away. */
export function VectorFacts() {
  const composition = useRecipe((state) => state.composition);
  const space = useRecipe((state) => state.recipe?.space);
  const { copied, copy } = useCopy(
    'Export the notebook as JSON instead: its narrations carry their vectors.',
  );
  if (!composition || space === undefined) return null;
  const numbers = () =>
    JSON.stringify(Array.from(composition.vector, (x) => Number(x.toPrecision(FLOAT32_DIGITS))));
  return (
    <div className="vector-facts soft">
      <p>
        {space}, {composition.vector.length} dimensions,{' '}
        <Hint text="Euclidean length of the vector before the last normalisation. A blend of two distant vectors is short.">
          norm {scoreText(composition.norm)}
        </Hint>
      </p>
      <IconButton label={copied ? 'Vector copied' : 'Copy the vector'} onClick={() => void copy(numbers())}>
        <Icon name={copied ? 'check' : 'copy'} />
      </IconButton>
    </div>
  );
}
