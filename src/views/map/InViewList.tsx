import { useEffect, useRef, useState } from 'react';
import { IconButton } from '../parts/Button.tsx';
import { Icon } from '../parts/Icon.tsx';
import type { PointRef } from './hit.ts';
import type { MapHandlers, MapModel } from './mapModel.ts';

/** Rows of the list; who wants more zooms in. */
export const LIST_LENGTH = 50;

interface InViewListProps {
  readonly model: MapModel;
  /** Points in sight, most important first. */
  readonly points: readonly PointRef[];
  readonly total: number;
  readonly handlers: MapHandlers;
  readonly onClose: () => void;
}

/**
 * What the map shows as a table: the same choices for people who do not use the picture. Up and Down move
 * between rows, Enter takes one as A, Ctrl+Enter as B, Space or Shift+Enter selects it.
 */
export function InViewList({ model, points, total, handlers, onClose }: InViewListProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [active, setActive] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list starts at its first row
  useEffect(() => setActive(0), [points]);

  const focusRow = (index: number): void => {
    const row = body.current?.rows[Math.max(0, Math.min(points.length - 1, index))];
    row?.querySelector('button')?.focus();
  };
  return (
    <section className="map-list" aria-label="What the map shows">
      <header className="map-list-head">
        <h2>In view</h2>
        <p className="soft number">
          {points.length < total
            ? `${points.length} of ${total.toLocaleString('en')}`
            : total.toLocaleString('en')}
        </p>
        <IconButton label="Close the list" onClick={onClose}>
          <Icon name="close" />
        </IconButton>
      </header>
      {points.length === 0 ? (
        <p className="empty map-list-empty">Nothing here. Zoom out, or show everything with the 0 key.</p>
      ) : (
        <div className="map-list-scroll">
          <table>
            <thead className="visually-hidden">
              <tr>
                <th scope="col">Title</th>
                <th scope="col">Rating</th>
              </tr>
            </thead>
            <tbody
              ref={body}
              onKeyDown={(event) => {
                if (event.key === 'ArrowDown') focusRow(active + 1);
                else if (event.key === 'ArrowUp') focusRow(active - 1);
                else if (event.key === 'Escape') onClose();
                else return;
                event.preventDefault();
              }}
            >
              {points.map((point, index) => {
                const details = model.describe(point);
                return (
                  <tr key={`${point.layer}-${point.row}`}>
                    <td>
                      <button
                        type="button"
                        className="map-list-row"
                        tabIndex={index === active ? 0 : -1}
                        onFocus={() => {
                          setActive(index);
                          handlers.onHover(point);
                        }}
                        onBlur={() => handlers.onHover(null)}
                        onPointerEnter={() => handlers.onHover(point)}
                        onPointerLeave={() => handlers.onHover(null)}
                        onClick={(event) => {
                          if (event.shiftKey) handlers.onToggle(point);
                          else handlers.onPick(point, event.ctrlKey || event.metaKey ? 'b' : 'a');
                        }}
                        onKeyDown={(event) => {
                          if (event.key !== ' ') return;
                          event.preventDefault();
                          handlers.onToggle(point);
                        }}
                      >
                        <span className="map-list-title">{details.title}</span>
                        <span className="map-list-line">{details.lines[0]}</span>
                      </button>
                    </td>
                    <td className="map-list-rating number">{details.rating.split(' · ')[0]}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      <p className="map-list-help soft">
        <kbd>Enter</kbd> as A, <kbd>Ctrl</kbd> <kbd>Enter</kbd> as B, <kbd>Space</kbd> selects
      </p>
    </section>
  );
}
