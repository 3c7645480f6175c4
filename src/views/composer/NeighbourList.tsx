import type { EntityRef } from '../../core/types.ts';
import { scoreText } from '../parts/format.ts';
import { Hint } from '../parts/Hint.tsx';

/** A real entity near the probe. */
export interface NamedNeighbour {
  readonly entity: EntityRef;
  readonly name: string;
  /** Cosine, or dot product in spaces where length carries meaning. */
  readonly similarity: number;
}

interface NeighbourListProps {
  readonly title: string;
  readonly neighbours: readonly NamedNeighbour[];
  /** What the similarities are. */
  readonly measure: string;
  /** A similarity with its unit. */
  readonly format?: (similarity: number) => string;
  readonly onPick: (entity: EntityRef) => void;
}

/** The nearest real entities in the original space, best first; a click starts from one. */
export function NeighbourList(props: NeighbourListProps) {
  const { title, neighbours, measure, format = scoreText, onPick } = props;
  return (
    <div className="neighbours">
      <h3 className="minor-heading">
        <Hint text={`Found in the original space, by ${measure}; not by their place on the map.`}>
          {title}
        </Hint>
      </h3>
      <ol>
        {neighbours.map(({ entity, name, similarity }) => (
          <li key={`${entity.kind}${entity.id}`}>
            <button type="button" className="neighbour" onClick={() => onPick(entity)}>
              <span className="neighbour-name" title={name}>
                {name}
              </span>
              <span className="number soft">{format(similarity)}</span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}
