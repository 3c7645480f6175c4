import type { EntityRef } from '../../core/types.ts';
import { Button, IconButton } from '../parts/Button.tsx';
import { countText } from '../parts/format.ts';
import { Icon } from '../parts/Icon.tsx';

interface SelectionBarProps {
  readonly selection: readonly EntityRef[];
  readonly onMean: () => void;
  readonly onConcept: () => void;
  readonly onClear: () => void;
}

/** What is selected on the map, and what it can be used for. */
export function SelectionBar({ selection, onMean, onConcept, onClear }: SelectionBarProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div className="map-selection" role="group" aria-label="Selection">
      <span className="number" role="status">
        {countText(selection.length)} selected
      </span>
      <Button look="quiet" onClick={onMean}>
        {selection.length === 1 ? 'Start from it' : 'Use the mean'}
      </Button>
      <Button look="quiet" onClick={onConcept}>
        Make attribute
      </Button>
      <IconButton label="Clear the selection (Escape)" onClick={onClear}>
        <Icon name="close" />
      </IconButton>
    </div>
  );
}
