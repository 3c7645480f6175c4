import { useState } from 'react';

interface NameFieldProps {
  readonly label: string;
  readonly name: string;
  /** null when it was given up. */
  readonly onDone: (name: string | null) => void;
}

/** A field in the place of a name while it is changed: Enter or leaving it keeps the name, Escape gives up. */
export function NameField({ label, name, onDone }: NameFieldProps) {
  const [value, setValue] = useState(name);
  return (
    <input
      className="field name-field"
      aria-label={label}
      // biome-ignore lint/a11y/noAutofocus: the field replaces the button that was just pressed
      autoFocus
      value={value}
      onChange={(event) => setValue(event.target.value)}
      onBlur={() => onDone(value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onDone(value);
        if (event.key === 'Escape') {
          event.stopPropagation();
          onDone(null);
        }
      }}
    />
  );
}
