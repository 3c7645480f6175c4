import { useEffect, useRef } from 'react';
import { MAX_PUSH_SD } from '../../core/recipe.ts';
import type { Cav } from '../../core/types.ts';
import { IconButton } from '../parts/Button.tsx';
import { percentText, sdText } from '../parts/format.ts';
import { Hint } from '../parts/Hint.tsx';
import { Icon } from '../parts/Icon.tsx';
import { Slider } from '../parts/Slider.tsx';

interface PushSliderProps {
  readonly cav: Cav;
  readonly sd: number;
  /** The slider was asked for by hand, so the keys move it at once. */
  readonly takesFocus: boolean;
  readonly onChange: (sd: number) => void;
  readonly onRemove: () => void;
}

function cavHint({ label, positives, accuracy, own }: Cav): string {
  const quality =
    accuracy === null
      ? ''
      : ` ${own ? 'Cross-validated' : 'Held-out'} accuracy ${percentText(accuracy)}, ${positives} examples.`;
  return `The direction of “${label}” in this space (a concept activation vector), in standard deviations of that attribute over the catalogue.${quality}`;
}

/** One attribute to push along, from -3 to +3 standard deviations. */
export function PushSlider({ cav, sd, takesFocus, onChange, onRemove }: PushSliderProps) {
  const row = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the row that was just added takes it
  useEffect(() => {
    if (!takesFocus) return;
    // Radix shows a thumb only once it has counted it, after this effect.
    const frame = requestAnimationFrame(() =>
      row.current?.querySelector<HTMLElement>('[role="slider"]')?.focus(),
    );
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <div ref={row} className="push-row">
      <span className="push-label">
        <Hint text={cavHint(cav)}>{cav.label}</Hint>
      </span>
      <Slider
        label={cav.label}
        value={sd}
        min={-MAX_PUSH_SD}
        max={MAX_PUSH_SD}
        step={0.1}
        origin={0}
        format={sdText}
        onChange={onChange}
      />
      <span className="row-value number">{sdText(sd)}</span>
      <IconButton label={`Remove ${cav.label}`} onClick={onRemove}>
        <Icon name="close" />
      </IconButton>
    </div>
  );
}
