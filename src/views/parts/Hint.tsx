import { Tooltip } from 'radix-ui';
import type { ReactNode } from 'react';

interface HintProps {
  /** One or two sentences: what this is, in which unit. */
  readonly text: string;
  /** What is pointed at; reachable by keyboard. */
  readonly children: ReactNode;
}

/** A word or number that says what it is on hover, focus or touch. */
export function Hint({ text, children }: HintProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>
        <button type="button" className="hint">
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
