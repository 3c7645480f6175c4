import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { IconButton } from './Button.tsx';
import { Icon } from './Icon.tsx';
import { offerNoticePlace } from './noticePlace.ts';

interface DialogProps {
  readonly title: string;
  /** One sentence below the title. */
  readonly description?: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** `drawer` comes from the right and is as high as the window. */
  readonly shape?: 'window' | 'drawer';
  /** Selector of what takes the focus at first; the first control when left out. */
  readonly initialFocus?: string;
  /** Selector of what takes the focus afterwards where nothing had it before, or what had it is gone. */
  readonly fallbackFocus?: string;
  readonly children: ReactNode;
}

/** A modal window or drawer: focus stays inside, Escape closes it, and the page's notices come into it. */
export function Dialog(props: DialogProps) {
  const {
    title,
    description,
    open,
    onOpenChange,
    shape = 'window',
    initialFocus,
    fallbackFocus,
    children,
  } = props;
  const opener = useRef<Element | null>(null);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="veil" />
        <Radix.Content
          className={`dialog dialog-${shape}`}
          onOpenAutoFocus={(event) => {
            opener.current = document.activeElement;
            const { currentTarget } = event;
            const first =
              initialFocus &&
              currentTarget instanceof HTMLElement &&
              currentTarget.querySelector<HTMLElement>(initialFocus);
            if (!first) return;
            event.preventDefault();
            first.focus();
          }}
          onCloseAutoFocus={(event) => {
            // Radix gives it back to a trigger of its own only, which these windows do not have.
            event.preventDefault();
            const had = opener.current;
            const next =
              had instanceof HTMLElement && had.isConnected && had !== document.body
                ? had
                : fallbackFocus && document.querySelector<HTMLElement>(fallbackFocus);
            if (next) next.focus({ preventScroll: true });
          }}
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
          <div ref={offerNoticePlace} className="dialog-notices" />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
