import { Tooltip } from 'radix-ui';
import { type ReactNode, useRef, useState } from 'react';

interface HintProps {
  /** One or two sentences: what this is, in which unit. */
  readonly text: string;
  /** What is pointed at; reachable by keyboard. */
  readonly children: ReactNode;
}

/** A word or number that says what it is on hover, focus or touch. */
export function Hint({ text, children }: HintProps) {
  const [open, setOpen] = useState(false);
  /** Whether it was open when a finger came down; null for a mouse or a key, which Radix serves itself. */
  const touched = useRef<boolean | null>(null);
  return (
    <Tooltip.Root open={open} onOpenChange={setOpen}>
      <Tooltip.Trigger asChild>
        <button
          type="button"
          className="hint"
          onPointerDown={(event) => {
            touched.current = event.pointerType === 'mouse' ? null : open;
          }}
          onClick={(event) => {
            if (touched.current === null) return;
            // Radix closes on a click and opens on hover or focus only, neither of which a finger has.
            event.preventDefault();
            setOpen(!touched.current);
            touched.current = null;
          }}
        >
          {children}
        </button>
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className="popup tooltip" sideOffset={6} collisionPadding={8}>
          {text}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

/** Everything that has hints lives inside one of these. */
export function HintProvider({ children }: { readonly children: ReactNode }) {
  return <Tooltip.Provider delayDuration={250}>{children}</Tooltip.Provider>;
}
