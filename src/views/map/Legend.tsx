import { countText } from '../parts/format.ts';
import { Hint } from '../parts/Hint.tsx';
import type { Colouring } from './colouring.ts';

interface LegendProps {
  readonly colouring: Pick<Colouring, 'title' | 'note' | 'kind' | 'entries'>;
  /** Ids of the entries that are kept; empty when nothing is filtered. */
  readonly kept: ReadonlySet<string>;
  readonly onToggle: (id: string) => void;
  readonly onClear: () => void;
}

/** The colours with their meaning; an entry that is clicked keeps its points and dims the others. */
export function Legend({ colouring, kept, onToggle, onClear }: LegendProps) {
  return (
    <section className="map-legend" aria-label={`Legend: ${colouring.title}`}>
      <header className="map-legend-head">
        <Hint text={colouring.note}>{colouring.title}</Hint>
        {kept.size > 0 && (
          <button type="button" className="map-legend-clear" onClick={onClear}>
            Show all
          </button>
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
                  data-kind={colouring.kind}
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
