interface Mark {
  readonly value: number;
  readonly label: string;
}

interface MeterProps {
  readonly label: string;
  /** null while there is nothing to show. */
  readonly value: number | null;
  readonly min: number;
  readonly max: number;
  /** Where the filled part begins; `min` when left out. */
  readonly origin?: number;
  readonly format: (value: number) => string;
  /** Ticks on the track, such as a floor and a ceiling. */
  readonly marks?: readonly Mark[];
}

/** A measured value on a scale, with named ticks to judge it by. */
export function Meter({ label, value, min, max, origin = min, format, marks = [] }: MeterProps) {
  const percent = (x: number) => Math.min(100, Math.max(0, ((x - min) / (max - min)) * 100));
  const spoken = [
    value === null ? 'not measured yet' : format(value),
    ...marks.map((mark) => `${mark.label} ${format(mark.value)}`),
  ].join(', ');
  return (
    // The native element takes no ticks; role and values are the same.
    // biome-ignore lint/a11y/useSemanticElements: <meter> cannot show marks on its track
    <div
      className="meter"
      role="meter"
      aria-label={label}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={value ?? min}
      aria-valuetext={spoken}
    >
      <div className="meter-track">
        {value !== null && <span className="meter-fill" style={fillFrom(percent(origin), percent(value))} />}
      </div>
      {marks.map((mark) => (
        <span key={mark.label} className="meter-mark" style={{ left: `${percent(mark.value)}%` }}>
          <span className="meter-mark-label">{mark.label}</span>
        </span>
      ))}
    </div>
  );
}

function fillFrom(origin: number, end: number) {
  return { marginLeft: `${Math.min(origin, end)}%`, width: `${Math.abs(end - origin)}%` };
}
