import { entityName } from '../../core/catalogue.ts';
import type { EntityRef } from '../../core/types.ts';
import { Button } from '../parts/Button.tsx';
import { useBundle, useMap } from '../stores.ts';

/** Examples that have the attribute, and examples that lack it. */
export interface Sides {
  readonly positives: readonly EntityRef[];
  readonly negatives: readonly EntityRef[];
}

interface ExampleSidesProps {
  readonly sides: Sides;
  readonly onChange: (sides: Sides) => void;
}

const SHOWN = 6;

/** Takes the map's selection as examples for or against. */
export function ExampleSides({ sides, onChange }: ExampleSidesProps) {
  const selection = useMap((state) => state.selection);
  return (
    <div className="example-sides">
      <p className="soft">
        {selection.length === 0
          ? 'Nothing is selected on the map: close this, select films with the lasso or Shift-click, and come back.'
          : `${selection.length} selected on the map.`}
      </p>
      <Side
        title="Have it"
        entities={sides.positives}
        canTake={selection.length > 0}
        onTake={() => onChange({ ...sides, positives: selection })}
      />
      <Side
        title="Lack it"
        entities={sides.negatives}
        canTake={selection.length > 0}
        onTake={() => onChange({ ...sides, negatives: selection })}
        placeholder="films at random, unless you give some"
      />
    </div>
  );
}

interface SideProps {
  readonly title: string;
  readonly entities: readonly EntityRef[];
  readonly canTake: boolean;
  readonly onTake: () => void;
  readonly placeholder?: string;
}

function Side({ title, entities, canTake, onTake, placeholder = 'none yet' }: SideProps) {
  const catalogue = useBundle((state) => state.catalogue);
  const names = entities.slice(0, SHOWN).map((entity) => (catalogue ? entityName(catalogue, entity) : ''));
  const more = entities.length > SHOWN ? ` and ${entities.length - SHOWN} more` : '';
  return (
    <div className="side-row">
      <span>{title}</span>
      <span className="soft side-names">{names.length > 0 ? names.join(', ') + more : placeholder}</span>
      <Button disabled={!canTake} onClick={onTake} aria-label={`${title}: take the selection`}>
        Take the selection
      </Button>
    </div>
  );
}
