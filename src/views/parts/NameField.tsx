import { useRef, useState } from 'react';

interface NameFieldProps {
  readonly label: string;
  readonly name: string;
  /** null when it was given up. */
  readonly onDone: (name: string | null) => void;
}

/** A field in the place of a name while it is changed: Enter or leaving it keeps the name, Escape gives up. */
export function NameField({ label, name, onDone }: NameFieldProps) {
  const [value, setValue] = useState(name);
  const [opener] = useState(() => document.activeElement);
  // The field loses the focus when it goes: that must not be taken for a second answer.
  const isDone = useRef(false);
  const done = (next: string | null, isByKey: boolean) => {
    if (isDone.current) return;
    isDone.current = true;
    onDone(next);
    if (isByKey && opener instanceof HTMLElement) requestAnimationFrame(() => opener.focus());
  };
  return (
    <input
      className="field name-field"
      aria-label={label}
      data-own-escape=""
      // biome-ignore lint/a11y/noAutofocus: the field replaces the button that was just pressed
      autoFocus
      value={value}
      onChange={(event) => setValue(event.target.value)}
      onBlur={() => done(value, false)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') done(value, true);
        if (event.key === 'Escape') done(null, true);
      }}
    />
  );
}
