import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { IconButton } from './Button.tsx';
import { Icon } from './Icon.tsx';

interface DialogProps {
  readonly title: string;
  /** One sentence below the title. */
  readonly description?: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** `drawer` comes from the right and is as high as the window. */
  readonly shape?: 'window' | 'drawer';
  readonly children: ReactNode;
}

/** A modal window or drawer: focus stays inside, Escape closes it. */
export function Dialog({ title, description, open, onOpenChange, shape = 'window', children }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="veil" />
        <Radix.Content
          className={`dialog dialog-${shape}`}
          onEscapeKeyDown={(event) => {
            // A field that gives up what was typed on Escape keeps its window open.
            if (event.target instanceof Element && event.target.closest('[data-own-escape]')) {
              event.preventDefault();
            }
          }}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
        >
          <header className="dialog-head">
            <Radix.Title className="dialog-title">{title}</Radix.Title>
            <Radix.Close asChild>
              <IconButton label="Close">
                <Icon name="close" />
              </IconButton>
            </Radix.Close>
          </header>
          {description !== undefined && (
            <Radix.Description className="dialog-description">{description}</Radix.Description>
          )}
          <div className="dialog-body">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
