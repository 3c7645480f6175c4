import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

export interface MenuAction {
  readonly label: string;
  readonly note?: string;
  readonly disabled?: boolean;
  readonly onSelect: () => void;
}

interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ReactNode;
  readonly actions: readonly MenuAction[];
  readonly heading?: string;
  readonly align?: 'start' | 'center' | 'end';
}

/** A menu of actions below its button. */
export function Menu({ trigger, actions, heading, align = 'end' }: MenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className="popup menu" align={align} sideOffset={6} collisionPadding={8}>
          {heading !== undefined && <Radix.Label className="popup-heading">{heading}</Radix.Label>}
          {actions.map((action) => (
            <Radix.Item
              key={action.label}
              className="popup-item"
              disabled={action.disabled ?? false}
              onSelect={action.onSelect}
            >
              <span>{action.label}</span>
              {action.note !== undefined && <span className="popup-note">{action.note}</span>}
            </Radix.Item>
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
