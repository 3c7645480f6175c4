import { extent } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';

interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Curve {
  readonly label: string;
  readonly points: readonly Point[];
  /** `own` is the model, `other` what it is compared with. */
  readonly look: 'own' | 'other';
}

interface CurveFigureProps {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly curves: readonly Curve[];
  /** Dotted horizontal lines such as a random baseline. */
  readonly baselines?: readonly { readonly label: string; readonly y: number }[];
}

const WIDTH = 340;
const HEIGHT = 220;
const MARGIN = { top: 26, right: 14, bottom: 40, left: 44 };

const path = (x: (value: number) => number, y: (value: number) => number) =>
  line<Point>(
    (point) => x(point.x),
    (point) => y(point.y),
  );

/** A small line chart of a consistency over alpha. */
export function CurveFigure({ title, xLabel, yLabel, curves, baselines = [] }: CurveFigureProps) {
  const points = curves.flatMap((curve) => curve.points);
  const [xLow = 0, xHigh = 1] = extent(points, (point) => point.x);
  const [yLow = 0, yHigh = 1] = extent([
    ...points.map((point) => point.y),
    ...baselines.map((base) => base.y),
  ]);
  const x = scaleLinear([xLow, xHigh], [MARGIN.left, WIDTH - MARGIN.right]);
  const y = scaleLinear([Math.min(yLow, 0), Math.max(yHigh, 0.1)], [HEIGHT - MARGIN.bottom, MARGIN.top]).nice(
    4,
  );
  const draw = path(x, y);
  return (
    <figure className="curve">
      <figcaption>{title}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={spokenCurves(title, curves)}>
        {y.ticks(4).map((tick) => (
          <g key={tick} transform={`translate(0 ${y(tick)})`}>
            <line className="curve-grid" x1={MARGIN.left} x2={WIDTH - MARGIN.right} />
            <text className="curve-tick" x={MARGIN.left - 6} dy="0.32em" textAnchor="end">
              {tick}
            </text>
          </g>
        ))}
        {x.ticks(5).map((tick) => (
          <text
            key={tick}
            className="curve-tick"
            x={x(tick)}
            y={HEIGHT - MARGIN.bottom + 16}
            textAnchor="middle"
          >
            {tick}
          </text>
        ))}
        <text
          className="curve-axis"
          x={(MARGIN.left + WIDTH - MARGIN.right) / 2}
          y={HEIGHT - 6}
          textAnchor="middle"
        >
          {xLabel}
        </text>
        <text className="curve-axis" x={0} y={10}>
          {yLabel}
        </text>
        {baselines.map((base) => (
          <g key={base.label} transform={`translate(0 ${y(base.y)})`}>
            <line className="curve-baseline" x1={MARGIN.left} x2={WIDTH - MARGIN.right} />
            <text className="curve-tick" x={WIDTH - MARGIN.right} y={-4} textAnchor="end">
              {base.label}
            </text>
          </g>
        ))}
        {curves.map((curve) => (
          <g key={curve.label} className={`curve-line curve-${curve.look}`}>
            <path d={draw(curve.points) ?? ''} />
            {curve.points.map((point) => (
              <circle key={point.x} cx={x(point.x)} cy={y(point.y)} r={curve.look === 'own' ? 3 : 2}>
                <title>{`${curve.label}, ${xLabel} ${point.x}: ${point.y.toFixed(3)}`}</title>
              </circle>
            ))}
          </g>
        ))}
      </svg>
    </figure>
  );
}

function spokenCurves(title: string, curves: readonly Curve[]): string {
  const parts = curves.map(
    ({ label, points }) =>
      `${label}: ${points.map((point) => `${point.x} ${point.y.toFixed(2)}`).join(', ')}`,
  );
  return `${title}. ${parts.join('. ')}`;
}
