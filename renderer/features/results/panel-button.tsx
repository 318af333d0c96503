import { type ReactNode, useId, useRef, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import classes from './panel.module.css';

interface PanelButtonProps {
  /** What the panel is, for those who hear it. */
  label: string;
  /** What stands on the button. */
  children: ReactNode;
  icon?: ReactNode;
  variant?: 'primary' | 'default';
  offReason?: string | undefined;
  title?: string;
  /** Pixels. */
  width: number;
  /** The panel; `close` closes it. */
  panel: (close: () => void) => ReactNode;
}

/** A button with a panel below it, by the browser's own popover: Esc and a click beside it close it, the focus comes back. */
export function PanelButton({
  label,
  children,
  icon,
  variant,
  offReason,
  title,
  width,
  panel,
}: PanelButtonProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [place, setPlace] = useState({ top: 0, right: 0 });
  const open = (): void => {
    const edges = button.current?.getBoundingClientRect();
    if (edges === undefined) return;
    // It stays inside of the window, whatever side the button is at.
    const right = Math.min(innerWidth - edges.right, innerWidth - width - 8);
    setPlace({ top: edges.bottom + 4, right: Math.max(8, right) });
    setOpen(true);
    box.current?.showPopover();
    box.current?.focus();
  };
  const close = (): void => {
    box.current?.hidePopover();
    button.current?.focus();
  };
  return (
    <>
      <Button
        ref={button}
        icon={icon}
        variant={variant ?? 'default'}
        offReason={offReason}
        {...(title === undefined ? {} : { title })}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => (isOpen ? close() : open())}
      >
        {children}
      </Button>
      <div
        ref={box}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        tabIndex={-1}
        className={classes.panel}
        style={{ ...place, width }}
        onToggle={(event) => setOpen(event.newState === 'open')}
      >
        {isOpen && panel(close)}
      </div>
    </>
  );
}
