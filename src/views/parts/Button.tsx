import type { ComponentProps } from 'react';

interface ButtonProps extends ComponentProps<'button'> {
  /** `primary` is the one action of a zone, `quiet` has no frame until it is pointed at. */
  readonly look?: 'plain' | 'primary' | 'quiet';
}

/** A button with a word on it. */
export function Button({ look = 'plain', className = '', type = 'button', ...rest }: ButtonProps) {
  return <button type={type} className={`button button-${look} ${className}`} {...rest} />;
}

interface IconButtonProps extends Omit<ButtonProps, 'aria-label'> {
  /** Read out, and shown on hover. */
  readonly label: string;
}

/** A square button with an icon; its label is for the screen reader and the tooltip. */
export function IconButton({ label, look = 'quiet', className = '', ...rest }: IconButtonProps) {
  return (
    <Button look={look} className={`button-icon ${className}`} aria-label={label} title={label} {...rest} />
  );
}
