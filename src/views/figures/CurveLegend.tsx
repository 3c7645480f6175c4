import type { Band, Curve } from './CurveFigure.tsx';

/** Mean width of a character of the legend in units of the drawing. */
const CHARACTER = 5.7;
const KEY = 16;
const GAP = 14;

interface CurveLegendProps {
  readonly curves: readonly Curve[];
  readonly band: Band | null;
  /** Left end of the line of text. */
  readonly x: number;
  readonly y: number;
}

/** What each line of a figure is, in one row inside the drawing. */
export function CurveLegend({ curves, band, x, y }: CurveLegendProps) {
  const entries = [
    ...curves.map(({ label, look }) => ({ label, className: `curve-line curve-${look}` })),
    ...(band ? [{ label: band.label, className: '' }] : []),
  ];
  let left = x;
  return entries.map(({ label, className }) => {
    const at = left;
    left += KEY + label.length * CHARACTER + GAP;
    return (
      <g key={label} transform={`translate(${at} ${y})`} className={className}>
        {className === '' ? (
          <rect className="curve-band" y={-7} width={KEY - 4} height={7} />
        ) : (
          <path d={`M0-3.5H${KEY - 4}`} />
        )}
        <text className="curve-tick" x={KEY}>
          {label}
        </text>
      </g>
    );
  });
}
