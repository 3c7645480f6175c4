import { useState } from 'react';
import { Button, IconButton } from '../parts/Button.tsx';
import { countText } from '../parts/format.ts';
import { Hint } from '../parts/Hint.tsx';
import { Icon } from '../parts/Icon.tsx';
import { type Colouring, USERS_CLASS } from './colouring.ts';

interface LegendProps {
  readonly colouring: Pick<Colouring, 'title' | 'note' | 'kind' | 'entries'>;
  /** Ids of the entries that are kept; empty when nothing is filtered. */
  readonly kept: ReadonlySet<string>;
  readonly onToggle: (id: string) => void;
  readonly onClear: () => void;
  /** On a small map the legend is folded into a button. */
  readonly compact: boolean;
}

/** The colours with their meaning; an entry that is clicked keeps its points and dims the others. */
export function Legend({ colouring, kept, onToggle, onClear, compact }: LegendProps) {
  const [open, setOpen] = useState(false);
  if (compact && !open) {
    return (
      <Button className="map-legend-open" aria-expanded={false} onClick={() => setOpen(true)}>
        <span className="map-swatches" aria-hidden="true">
          {colouring.entries.slice(0, 5).map((entry) => (
            <span key={entry.id} className="map-swatch" style={{ background: entry.colour }} />
          ))}
        </span>
        Legend
      </Button>
    );
  }
  return (
    <section className="map-legend" aria-label={`Legend: ${colouring.title}`}>
      <header className="map-legend-head">
        <Hint text={colouring.note}>{colouring.title}</Hint>
        {kept.size > 0 && (
          <button type="button" className="map-legend-clear" onClick={onClear}>
            Show all
          </button>
        )}
        {compact && (
          <IconButton label="Fold the legend" onClick={() => setOpen(false)}>
            <Icon name="close" />
          </IconButton>
        )}
      </header>
      <ul>
        {colouring.entries.map((entry) =>
          entry.count === 0 ? null : (
            <li key={entry.id}>
              <button
                type="button"
                className="map-legend-entry"
                data-off={kept.size > 0 && !kept.has(entry.id)}
                aria-pressed={kept.has(entry.id)}
                onClick={() => onToggle(entry.id)}
              >
                <span
                  className="map-swatch"
                  data-kind={entry.id === USERS_CLASS ? 'users' : colouring.kind}
                  style={{ background: entry.colour }}
                />
                <span className="map-legend-label">{entry.label}</span>
                <span className="map-legend-count number">{countText(entry.count)}</span>
              </button>
            </li>
          ),
        )}
      </ul>
    </section>
  );
}
