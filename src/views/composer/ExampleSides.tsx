import { entityName } from '../../core/catalogue.ts';
import type { EntityRef } from '../../core/types.ts';
import { Button } from '../parts/Button.tsx';
import { useBundle, useMap } from '../stores.ts';

interface ExampleSidesProps {
  readonly positives: readonly EntityRef[];
  readonly negatives: readonly EntityRef[];
  readonly onChange: (
    sides: { readonly positives: readonly EntityRef[] } | { readonly negatives: readonly EntityRef[] },
  ) => void;
}

const SHOWN = 6;

/** Takes the map's selection as examples for or against. */
export function ExampleSides({ positives, negatives, onChange }: ExampleSidesProps) {
  const selection = useMap((state) => state.selection);
  return (
    <div className="example-sides">
      <p className="soft">
        {selection.length === 0
          ? 'Nothing is selected on the map: close this, select films with the lasso or Shift-click, and come back. What is filled in here stays.'
          : `${selection.length} selected on the map.`}
      </p>
      <Side
        title="Have it"
        entities={positives}
        canTake={selection.length > 0}
        onTake={() => onChange({ positives: selection })}
      />
      <Side
        title="Lack it"
        entities={negatives}
        canTake={selection.length > 0}
        onTake={() => onChange({ negatives: selection })}
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
