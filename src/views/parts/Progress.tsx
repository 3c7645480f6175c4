import { bytesText } from './format.ts';

interface ProgressProps {
  readonly label: string;
  /** Bytes. */
  readonly loaded: number;
  /** Bytes; 0 while unknown. */
  readonly total: number;
}

/** A download as a bar with its bytes. */
export function Progress({ label, loaded, total }: ProgressProps) {
  const share = total > 0 ? Math.min(1, loaded / total) : 0;
  return (
    <div className="progress">
      <div className="progress-text">
        <span>{label}</span>
        <span className="number">
          {total > 0 ? `${bytesText(loaded)} of ${bytesText(total)}` : bytesText(loaded)}
        </span>
      </div>
      <div
        className="progress-track"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
      >
        <span className="progress-fill" style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  );
}
