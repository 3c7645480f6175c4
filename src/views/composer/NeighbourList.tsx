import { type CSSProperties, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { entityName } from '../../core/catalogue.ts';
import { neighboursCsv } from '../../core/neighboursCsv.ts';
import type { EntityRef } from '../../core/types.ts';
import type { NearEntity } from '../../state/surroundings.ts';
import { SaveMenu } from '../figures/SaveMenu.tsx';
import { Button, IconButton } from '../parts/Button.tsx';
import { scoreText } from '../parts/format.ts';
import { Hint } from '../parts/Hint.tsx';
import { Icon } from '../parts/Icon.tsx';
import { useCopy } from '../parts/useCopy.ts';
import { useBundle, useStores } from '../stores.ts';

interface NeighbourListProps {
  readonly title: string;
  /** What is listed, for the names of its buttons and of its file: "nearest films". */
  readonly name: string;
  /** All that are known, best first. */
  readonly neighbours: readonly NearEntity[];
  /** How many are listed until more are asked for. */
  readonly few: number;
  /** What the similarities are, in one or two words: the name of their column in the CSV. */
  readonly measure: string;
  /** Their unit, where they have one. */
  readonly unit?: string;
  /** A similarity with its unit. */
  readonly format?: (similarity: number) => string;
}

/**
 * The nearest real entities in the original space, best first; a click starts from one. All of them scroll in
 * the place of the few, so that the text below stays in sight. What is listed can be copied and saved as CSV.
 */
export function NeighbourList(props: NeighbourListProps) {
  const { title, name, neighbours, few, measure, unit, format = scoreText } = props;
  const { recipes } = useStores();
  const catalogue = useBundle((state) => state.catalogue);
  const [isLong, setLong] = useState(false);
  const list = useRef<HTMLOListElement>(null);
  const { copied, copy } = useCopy('Save the list as CSV instead.');
  if (!catalogue) return null;
  const listed = isLong ? neighbours : neighbours.slice(0, few);
  const numbers = () => neighboursCsv(catalogue, listed, measure);
  const pick = (entity: EntityRef) => {
    // Its own neighbours are others: once they are there, list and focus begin again at the nearest.
    flushSync(() => recipes.getState().startFrom(entity));
    list.current?.scrollTo({ top: 0 });
    list.current?.querySelector('button')?.focus({ preventScroll: true });
  };
  const other = isLong ? few : neighbours.length;
  return (
    <div className="neighbours">
      <h3 className="minor-heading">
        <Hint
          text={`Found in the original space, by ${measure}${unit ? ` in ${unit}` : ''}; not by their place on the map.`}
        >
          {title}
        </Hint>
      </h3>
      <ol
        ref={list}
        className={isLong ? 'neighbours-long' : undefined}
        style={{ '--few': few } as CSSProperties}
      >
        {listed.map(({ entity, similarity }) => (
          <Neighbour
            key={`${entity.kind}${entity.id}`}
            name={entityName(catalogue, entity)}
            similarity={format(similarity)}
            onPick={() => pick(entity)}
          />
        ))}
      </ol>
      <div className="neighbours-tools">
        {neighbours.length > few && (
          <Button
            look="quiet"
            aria-expanded={isLong}
            aria-label={`Show ${other} ${name}`}
            onClick={() => setLong(!isLong)}
          >
            Show {other}
          </Button>
        )}
        <IconButton
          label={copied ? 'CSV copied' : `Copy ${name} as CSV`}
          onClick={() => void copy(numbers())}
        >
          <Icon name={copied ? 'check' : 'copy'} />
        </IconButton>
        <SaveMenu title={name} numbers={numbers} />
      </div>
    </div>
  );
}

interface NeighbourProps {
  readonly name: string;
  readonly similarity: string;
  readonly onPick: () => void;
}

function Neighbour({ name, similarity, onPick }: NeighbourProps) {
  return (
    <li>
      <button type="button" className="neighbour" onClick={onPick}>
        <span className="neighbour-name" title={name}>
          {name}
        </span>
        <span className="number soft">{similarity}</span>
      </button>
    </li>
  );
}
