import { useMemo } from 'react';
import { type AttributeScore, attributeScores, extremes } from '../../core/attributes.ts';
import { sdText } from '../parts/format.ts';
import { Hint } from '../parts/Hint.tsx';
import { useCavs, useMap, useRecipe, useSettings, useStores } from '../stores.ts';

const HIGHEST = 5;
const LOWEST = 3;
/** Named while the list is folded. */
const NAMED = 3;
/** Standard deviations that fill a bar. */
const FULL_SD = 4;

/**
 * The attributes that the current vector has most and least of, by one matrix-vector product, so that they
 * follow a slider. Folded they are one line; a click on one colours the map by it, another click by genre.
 */
export function AttributeList() {
  const { settings } = useStores();
  const open = useSettings((state) => state.attributesOpen);
  const space = useRecipe((state) => state.recipe?.space);
  const vector = useRecipe((state) => state.composition?.vector);
  const cavs = useCavs((state) => state.all);
  const scores = useMemo(
    () => (vector && space ? attributeScores(cavs, space, vector) : []),
    [cavs, space, vector],
  );
  if (scores.length === 0) return null;
  const { highest, lowest } = extremes(scores, HIGHEST, LOWEST);
  const entities = space === 'behavioral' ? 'users' : 'films';
  return (
    <section className="attributes" aria-label="Attributes">
      <button
        type="button"
        className="attributes-head"
        aria-expanded={open}
        onClick={() => settings.getState().set({ attributesOpen: !open })}
      >
        <span className="attributes-title">Attributes</span>
        {!open && (
          <span className="attributes-names soft number">
            {highest
              .slice(0, NAMED)
              .map(({ cav, sd }) => `${cav.label} ${sdText(sd)}`)
              .join(' · ')}
          </span>
        )}
      </button>
      {open && (
        <div className="attributes-ends">
          <End title="Highest" scores={highest} entities={entities} />
          {lowest.length > 0 && <End title="Lowest" scores={lowest} entities={entities} />}
        </div>
      )}
    </section>
  );
}

interface EndProps {
  readonly title: string;
  readonly scores: readonly AttributeScore[];
  /** What the mean and the standard deviation are taken over. */
  readonly entities: string;
}

function End({ title, scores, entities }: EndProps) {
  const { map } = useStores();
  const colour = useMap((state) => state.colour);
  return (
    <div>
      <h3 className="minor-heading">
        <Hint
          text={`How far the vector stands along the attribute's direction, in standard deviations (sd) from the mean of all ${entities}. A click colours the map by the attribute.`}
        >
          {title}
        </Hint>
      </h3>
      <ol>
        {scores.map(({ cav, sd }) => {
          const isOn = colour.by === 'cav' && colour.cav === cav.id;
          return (
            <li key={cav.id}>
              <button
                type="button"
                className="attribute"
                aria-label={`${cav.label}, ${sdText(sd)}: colour the map by it`}
                aria-pressed={isOn}
                title={cav.label}
                onClick={() => map.getState().setColour(isOn ? { by: 'genre' } : { by: 'cav', cav: cav.id })}
              >
                <span className="neighbour-name">{cav.label}</span>
                <span className="attribute-bar">
                  <span style={{ width: `${Math.min(100, (Math.abs(sd) / FULL_SD) * 100)}%` }} />
                </span>
                <span className="number soft">{sdText(sd)}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
