import { Hint } from '../parts/Hint.tsx';
import { Meter } from '../parts/Meter.tsx';

interface ManifoldMeterProps {
  /** Share of the catalogue that stands no lonelier, 0..100; null while unknown. */
  readonly percentile: number | null;
  /** The neighbour whose distance is measured. */
  readonly k: number;
}

const EDGE_PERCENTILE = 90;
const BEYOND_PERCENTILE = 99;

function verdict(percentile: number): string {
  if (percentile >= BEYOND_PERCENTILE) return 'beyond the data';
  return percentile >= EDGE_PERCENTILE ? 'at the edge of the data' : 'among the data';
}

function percentileText(percentile: number): string {
  return `percentile ${Math.round(percentile)}`;
}

/** Off-manifold gauge: how lonely the vector is beside the catalogue's own entities. */
export function ManifoldMeter({ percentile, k }: ManifoldMeterProps) {
  const isFar = percentile !== null && percentile >= EDGE_PERCENTILE;
  return (
    <div className={`manifold ${isFar ? 'manifold-far' : ''}`}>
      <h3 className="minor-heading">
        <Hint
          text={`Distance to the ${k}th nearest real entity, as a percentile of the same distance for the catalogue's own entities. Near 100, no real entity stands so far from the others: read with care.`}
        >
          Distance from the data
        </Hint>
      </h3>
      <Meter label="Distance from the data" value={percentile} min={0} max={100} format={percentileText} />
      <p className="manifold-verdict number">
        {percentile === null ? 'measuring…' : `${verdict(percentile)}, ${percentileText(percentile)}`}
      </p>
    </div>
  );
}
