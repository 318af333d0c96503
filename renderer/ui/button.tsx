import type { ButtonHTMLAttributes, MouseEvent, ReactNode, Ref } from 'react';
import classes from './button.module.css';
import { Kbd } from './kbd.tsx';

interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> {
  /** One `primary` in a view at most. */
  variant?: 'primary' | 'default' | 'subtle' | 'danger';
  size?: 'sm' | 'md' | 'lg';
  icon?: ReactNode;
  /** Key that does the same. */
  hotkey?: string;
  /** Why it cannot act now: it stays visible and focusable, does nothing, and says this. */
  offReason?: string | undefined;
  ref?: Ref<HTMLButtonElement>;
}

/** Every button with a text. */
export function Button({
  variant = 'default',
  size = 'md',
  icon,
  hotkey,
  offReason,
  className,
  children,
  onClick,
  title,
  ...rest
}: ButtonProps) {
  const off = offReason !== undefined;
  const click = (event: MouseEvent<HTMLButtonElement>): void => {
    if (off) event.preventDefault();
    else onClick?.(event);
  };
  const names = [classes.button, classes[variant], classes[size], off ? classes.off : '', className ?? ''];
  return (
    <button
      type="button"
      {...rest}
      className={names.join(' ')}
      title={offReason ?? title}
      aria-disabled={off || undefined}
      onClick={click}
    >
      {icon}
      {children}
      {hotkey !== undefined && <Kbd>{hotkey}</Kbd>}
    </button>
  );
}

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** What it does, in words: read aloud and shown as a title. */
  label: string;
  icon: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}

/** A button that is only a picture. */
export function IconButton({ label, icon, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      title={label}
      aria-label={label}
      {...rest}
      className={`${classes.iconButton} ${className ?? ''}`}
    >
      {icon}
    </button>
  );
}
