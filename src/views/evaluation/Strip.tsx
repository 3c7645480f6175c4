import { scaleLinear } from 'd3-scale';
import { scoreText } from '../parts/format.ts';

const STRIP_WIDTH = 260;
const place = scaleLinear([0, 1], [0, STRIP_WIDTH]).clamp(true);
const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];

/** What is marked on one line from 0 to 1; null where it was not measured. */
export interface StripMarks {
  readonly own: number | null;
  readonly floor?: number | null;
  readonly ceiling?: number | null;
  readonly nearest?: number | null;
  readonly paper?: number | null;
}

const names: readonly { readonly key: keyof StripMarks; readonly label: string; readonly look: string }[] = [
  { key: 'own', label: 'this model', look: 'key-own' },
  { key: 'nearest', label: 'nearest movie’s text', look: 'key-nearest' },
  { key: 'paper', label: 'paper', look: 'key-paper' },
  { key: 'floor', label: 'floor', look: '' },
  { key: 'ceiling', label: 'ceiling', look: '' },
];

/** This model between floor and ceiling, beside the nearest movie's text and the paper. */
export function Strip({ title, marks }: { readonly title: string; readonly marks: StripMarks }) {
  const { own, floor = null, ceiling = null, nearest = null, paper = null } = marks;
  const spoken = names.flatMap(({ key, label }) => {
    const value = marks[key];
    return value === undefined ? [] : [`${label} ${value === null ? 'not measured' : scoreText(value)}`];
  });
  const label = `${title}: ${spoken.join(', ')}`;
  return (
    <svg className="strip" viewBox={`-6 0 ${STRIP_WIDTH + 12} 20`} role="img" aria-label={label}>
      <title>{label}</title>
      <line className="strip-rule" x1={0} x2={STRIP_WIDTH} y1={10} y2={10} />
      {floor !== null && ceiling !== null && (
        <line className="strip-range" x1={place(floor)} x2={place(ceiling)} y1={10} y2={10} />
      )}
      {[floor, ceiling].map(
        (value) =>
          value !== null && (
            <line
              key={value === floor ? 'floor' : 'ceiling'}
              className="strip-tick"
              x1={place(value)}
              x2={place(value)}
              y1={4}
              y2={16}
            />
          ),
      )}
      {nearest !== null && <circle className="strip-nearest" cx={place(nearest)} cy={10} r={3.5} />}
      {paper !== null && (
        <path className="strip-paper" d="M0-5 5 0 0 5-5 0z" transform={`translate(${place(paper)} 10)`} />
      )}
      {own !== null && <circle className="strip-own" cx={place(own)} cy={10} r={5} />}
    </svg>
  );
}

/** The numbers above a column of strips. */
export function StripAxis() {
  return (
    <svg className="strip strip-axis" viewBox={`-6 0 ${STRIP_WIDTH + 12} 20`} aria-hidden="true">
      {TICKS.map((tick) => (
        <text key={tick} className="curve-tick" x={place(tick)} y={14} textAnchor="middle">
          {tick}
        </text>
      ))}
    </svg>
  );
}

/** What the marks of a strip are. */
export function StripLegend({ shown }: { readonly shown: readonly (keyof StripMarks)[] }) {
  return (
    <p className="strip-legend">
      {names
        .filter(({ key, look }) => look !== '' && shown.includes(key))
        .map(({ key, label, look }) => (
          <span key={key}>
            <i className={`key ${look}`} /> {label}
          </span>
        ))}
      {shown.includes('floor') && (
        <span>
          <i className="key key-range" /> floor to ceiling
        </span>
      )}
    </p>
  );
}
