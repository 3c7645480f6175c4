import { Select as Radix } from 'radix-ui';
import { Icon } from './Icon.tsx';

export interface SelectOption {
  readonly value: string;
  readonly label: string;
  /** Shown beside the label in the list only. */
  readonly note?: string;
}

export interface SelectGroup {
  /** Heading of the group; null for none. */
  readonly label: string | null;
  readonly options: readonly SelectOption[];
}

interface SelectProps {
  readonly label: string;
  /** Empty for nothing chosen. */
  readonly value: string;
  readonly groups: readonly SelectGroup[];
  readonly placeholder?: string;
  readonly onChange: (value: string) => void;
  readonly disabled?: boolean;
}

/** A list to choose one from, in groups. */
export function Select({ label, value, groups, placeholder, onChange, disabled = false }: SelectProps) {
  return (
    <Radix.Root value={value} onValueChange={onChange} disabled={disabled}>
      <Radix.Trigger className="select" aria-label={label}>
        <Radix.Value placeholder={placeholder} />
        <Icon name="chevron" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className="popup select-list" position="popper" sideOffset={4} collisionPadding={8}>
          <Radix.Viewport>
            {groups.map((group) => (
              <Radix.Group key={group.label ?? ''}>
                {group.label !== null && <Radix.Label className="popup-heading">{group.label}</Radix.Label>}
                {group.options.map((option) => (
                  <Radix.Item key={option.value} value={option.value} className="popup-item">
                    <Radix.ItemText>{option.label}</Radix.ItemText>
                    {option.note !== undefined && <span className="popup-note">{option.note}</span>}
                    <Radix.ItemIndicator className="popup-check">
                      <Icon name="check" />
                    </Radix.ItemIndicator>
                  </Radix.Item>
                ))}
              </Radix.Group>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
