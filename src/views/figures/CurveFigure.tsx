import { extent, max } from 'd3-array';
import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { area, line } from 'd3-shape';
import { useRef } from 'react';
import { csvText } from '../../core/csv.ts';
import { useBundle } from '../stores.ts';
import { CurveLegend } from './CurveLegend.tsx';
import { type FigureFile, figureFile } from './figureSvg.ts';
import { SaveMenu } from './SaveMenu.tsx';

export interface CurvePoint {
  readonly x: number;
  readonly y: number;
}

export interface Curve {
  readonly label: string;
  readonly points: readonly CurvePoint[];
  /** `own` is the model, `other` what it is compared with. */
  readonly look: 'own' | 'other';
}

/** Where most single curves lie that a mean stands for. */
export interface Band {
  readonly label: string;
  readonly points: readonly { readonly x: number; readonly low: number; readonly high: number }[];
}

interface CurveFigureProps {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly curves: readonly Curve[];
  /** Dotted horizontal lines such as a random baseline. */
  readonly baselines?: readonly { readonly label: string; readonly y: number }[];
  readonly band?: Band | null;
  /** Whether the y axis begins at 0, so that small differences look small. */
  readonly fromZero?: boolean;
  /** What the y axis reaches at least, so that figures side by side have one scale. */
  readonly reach?: number;
  /** The x that is looked at, and what happens when the pointer comes nearest to another. */
  readonly cursor?: { readonly x: number; readonly onMove: (x: number) => void };
}

const WIDTH = 340;
const PLOT = 154;
/** Height of the legend's line, where there is one. */
const LEGEND = 18;
const MARGIN = { top: 24, right: 14, bottom: 40, left: 44 };

/** The highest point of several figures. */
export function reachOf(figures: readonly Pick<CurveFigureProps, 'curves'>[]): number {
  return (
    max(
      figures.flatMap(({ curves }) => curves.flatMap(({ points }) => points)),
      ({ y }) => y,
    ) ?? 0
  );
}

/** A small line chart with its title, legend and ways to save it. */
export function CurveFigure(props: CurveFigureProps) {
  const { title, xLabel, yLabel, curves, baselines = [], band = null, fromZero = true, cursor } = props;
  const drawing = useRef<SVGSVGElement>(null);
  const caption = useBundle(({ catalogue }) =>
    catalogue ? `${catalogue.title}, version ${catalogue.version}` : '',
  );
  const hasLegend = curves.length + (band ? 1 : 0) > 1;
  const top = MARGIN.top + (hasLegend ? LEGEND : 0);
  const bottom = top + PLOT;
  const height = bottom + MARGIN.bottom;
  const { x, y } = scales(props, fromZero, [bottom, top]);
  const path = line<CurvePoint>(
    (point) => x(point.x),
    (point) => y(point.y),
  );
  const spread = area<Band['points'][number]>(
    (point) => x(point.x),
    (point) => y(point.low),
    (point) => y(point.high),
  );
  // The names of two lines that lie close do not cover each other: the lower one's is below it.
  const lowest = baselines.length > 1 ? Math.min(...baselines.map((base) => base.y)) : null;
  const spoken = spokenCurves(title, curves, baselines);
  const picture = (): FigureFile | null =>
    drawing.current && figureFile(drawing.current, { title, description: spoken, caption });

  const moveCursor = (event: React.PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = x.invert(((event.clientX - box.left) / box.width) * WIDTH);
    const nearest = curves
      .flatMap((curve) => curve.points.map((point) => point.x))
      .reduce((best, one) => (Math.abs(one - at) < Math.abs(best - at) ? one : best), Number.MAX_VALUE);
    if (nearest !== Number.MAX_VALUE) cursor?.onMove(nearest);
  };

  return (
    <figure className="curve">
      <figcaption>
        <span>{title}</span>
        <SaveMenu title={title} picture={picture} numbers={() => numbersOf(props)} />
      </figcaption>
      <svg
        ref={drawing}
        viewBox={`0 0 ${WIDTH} ${height}`}
        role="img"
        aria-label={spoken}
        {...(cursor ? { onPointerMove: moveCursor, onPointerDown: moveCursor } : {})}
      >
        {y.ticks(4).map((tick) => (
          <g key={tick} transform={`translate(0 ${y(tick)})`}>
            <line className="curve-grid" x1={MARGIN.left} x2={WIDTH - MARGIN.right} />
            <text className="curve-tick" x={MARGIN.left - 6} dy="0.32em" textAnchor="end">
              {tick}
            </text>
          </g>
        ))}
        {x.ticks(5).map((tick) => (
          <text key={tick} className="curve-tick" x={x(tick)} y={bottom + 16} textAnchor="middle">
            {tick}
          </text>
        ))}
        <text
          className="curve-axis"
          x={(MARGIN.left + WIDTH - MARGIN.right) / 2}
          y={height - 6}
          textAnchor="middle"
        >
          {xLabel}
        </text>
        <text className="curve-axis" x={0} y={10}>
          {yLabel}
        </text>
        {hasLegend && <CurveLegend curves={curves} band={band} x={MARGIN.left} y={26} />}
        {band && <path className="curve-band" d={spread([...band.points]) ?? ''} />}
        {baselines.map((base) => (
          <g key={base.label} transform={`translate(0 ${y(base.y)})`}>
            <line className="curve-baseline" x1={MARGIN.left} x2={WIDTH - MARGIN.right} />
            <text
              className="curve-tick"
              x={WIDTH - MARGIN.right}
              y={base.y === lowest ? 11 : -4}
              textAnchor="end"
            >
              {base.label}
            </text>
          </g>
        ))}
        {cursor && (
          <line
            data-screen-only=""
            className="curve-cursor"
            x1={x(cursor.x)}
            x2={x(cursor.x)}
            y1={top}
            y2={bottom}
          />
        )}
        {curves.map((curve) => (
          <g key={curve.label} className={`curve-line curve-${curve.look}`}>
            <path d={path([...curve.points]) ?? ''} />
            {curve.points.map((point) => (
              <circle key={point.x} cx={x(point.x)} cy={y(point.y)} r={radius(curve, point, cursor?.x)}>
                <title>{`${curve.label}, ${xLabel} ${point.x}: ${point.y.toFixed(3)}`}</title>
              </circle>
            ))}
          </g>
        ))}
      </svg>
    </figure>
  );
}

type Scale = ScaleLinear<number, number>;

function scales(
  { curves, baselines = [], band = null, reach = 0.1 }: CurveFigureProps,
  fromZero: boolean,
  range: readonly [bottom: number, top: number],
): { readonly x: Scale; readonly y: Scale } {
  const points = curves.flatMap((curve) => curve.points);
  const [xLow = 0, xHigh = 1] = extent(points, (point) => point.x);
  const [yLow = 0, yHigh = 1] = extent([
    ...points.map((point) => point.y),
    ...baselines.map((base) => base.y),
    ...(band?.points ?? []).flatMap(({ low, high }) => [low, high]),
  ]);
  const low = fromZero ? Math.min(yLow, 0) : yLow;
  const high = fromZero ? Math.max(yHigh, reach) : yHigh;
  return {
    x: scaleLinear([xLow, xHigh], [MARGIN.left, WIDTH - MARGIN.right]),
    y: scaleLinear([low, high], [...range]).nice(4),
  };
}

function radius({ look }: Curve, point: CurvePoint, at: number | undefined): number {
  if (look === 'other') return 2;
  return point.x === at ? 5 : 3;
}

function numbersOf({ xLabel, yLabel, curves, baselines = [], band = null }: CurveFigureProps): string {
  return csvText([
    ['curve', xLabel, yLabel],
    ...curves.flatMap(({ label, points }) => points.map(({ x, y }) => [label, x, y])),
    ...(band?.points ?? []).flatMap(({ x, low, high }) => [
      [`${band?.label}, from`, x, low],
      [`${band?.label}, to`, x, high],
    ]),
    ...baselines.map(({ label, y }) => [label, null, y]),
  ]);
}

function spokenCurves(
  title: string,
  curves: readonly Curve[],
  baselines: readonly { readonly label: string; readonly y: number }[],
): string {
  const parts = [
    ...curves.map(
      ({ label, points }) => `${label}: ${points.map(({ x, y }) => `${x} ${y.toFixed(2)}`).join(', ')}`,
    ),
    ...baselines.map(({ label, y }) => `${label}: ${y.toFixed(2)}`),
  ];
  return `${title}. ${parts.join('. ')}`;
}
