import { Slider as Radix } from 'radix-ui';

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Where the filled part of the track begins; `min` when left out. */
  readonly origin?: number;
  /** The value as it is read out and shown on hover: with its unit. */
  readonly format: (value: number) => string;
  readonly onChange: (value: number) => void;
  readonly onCommit?: (value: number) => void;
  readonly disabled?: boolean;
}

/** A slider with one thumb. The track is filled from `origin`; a double click goes back to it. */
export function Slider(props: SliderProps) {
  const { label, value, min, max, step, origin = min, format, onChange, onCommit, disabled = false } = props;
  const percent = (x: number) => ((x - min) / (max - min)) * 100;
  const from = Math.min(percent(origin), percent(value));
  const to = Math.max(percent(origin), percent(value));
  const first = ([next]: number[]) => next ?? value;
  return (
    <Radix.Root
      className="slider"
      value={[value]}
      min={min}
      max={max}
      step={step}
      disabled={disabled}
      onValueChange={(values) => onChange(first(values))}
      onValueCommit={(values) => onCommit?.(first(values))}
      onDoubleClick={() => {
        onChange(origin);
        onCommit?.(origin);
      }}
    >
      <Radix.Track className="slider-track">
        <span className="slider-fill" style={{ left: `${from}%`, width: `${to - from}%` }} />
        {origin > min && <span className="slider-origin" style={{ left: `${percent(origin)}%` }} />}
      </Radix.Track>
      <Radix.Thumb
        className="slider-thumb"
        aria-label={label}
        aria-valuetext={format(value)}
        title={format(value)}
      />
    </Radix.Root>
  );
}
