import type { VectorSource } from '../../core/types.ts';
import { IconButton } from '../parts/Button.tsx';
import { Icon } from '../parts/Icon.tsx';

interface SourceFieldProps {
  /** What the source is in the recipe: "From", "Towards". */
  readonly place: string;
  /** null while nothing is chosen. */
  readonly source: VectorSource | null;
  readonly name: string;
  readonly placeholder?: string;
  readonly onChoose: () => void;
  readonly onRemove?: () => void;
}

const kinds: Readonly<Record<VectorSource['type'], string>> = {
  entity: '',
  text: 'described',
  vector: 'vector',
  mean: 'mean',
};

/** One end of the recipe: what it is, and a way to choose another. */
export function SourceField({ place, source, name, placeholder, onChoose, onRemove }: SourceFieldProps) {
  const kind = source === null ? '' : kinds[source.type];
  return (
    <div className="source-row">
      <span className="source-role">{place}</span>
      <button
        type="button"
        className={`source ${source === null ? 'source-empty' : ''}`}
        onClick={onChoose}
        aria-label={source === null ? `${place}: choose` : `${place}: ${name}, change`}
      >
        <span className="source-name">{source === null ? placeholder : name}</span>
        {kind !== '' && <span className="source-kind">{kind}</span>}
        <Icon name="search" />
      </button>
      {onRemove && source !== null && (
        <IconButton label={`Remove ${name}`} onClick={onRemove}>
          <Icon name="close" />
        </IconButton>
      )}
    </div>
  );
}
