import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from 'react';
import { Kbd } from './kbd.tsx';
import classes from './popup-menu.module.css';

/** One line of a menu. */
export interface MenuItem {
  readonly word: string;
  readonly icon: ReactNode;
  readonly run: () => void;
  /** Key that does the same without the menu. */
  readonly hotkey?: string | undefined;
  /** Why it cannot be done now; null when it can. */
  readonly off: string | null;
}

interface PopupMenuProps {
  label: string;
  items: readonly MenuItem[];
  /** The upper right corner, in pixels of the window; near its lower edge the menu opens upward. */
  x: number;
  y: number;
  onClose: () => void;
}

const ITEM_HEIGHT = 32;
const FRAME = 10;

/** A menu over the page, by the browser's own popover: Esc and a click beside it close it. */
export function PopupMenu({ label, items, x, y, onClose }: PopupMenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    menu.current?.showPopover();
    menu.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
  }, []);

  const height = items.length * ITEM_HEIGHT + FRAME;
  const top = y + height > document.documentElement.clientHeight ? y - height - 24 : y + 2;
  const choose = (item: MenuItem): void => {
    if (item.off !== null) return;
    menu.current?.hidePopover();
    item.run();
  };
  return (
    <div
      ref={menu}
      popover="auto"
      role="menu"
      aria-label={label}
      tabIndex={-1}
      className={classes.menu}
      style={{ top, right: document.documentElement.clientWidth - x }}
      onKeyDown={(event) => moveFocus(event, menu.current)}
      onToggle={(event) => event.newState === 'closed' && onClose()}
    >
      {items.map((item) => (
        <button
          key={item.word}
          type="button"
          role="menuitem"
          tabIndex={-1}
          aria-disabled={item.off !== null || undefined}
          className={classes.item}
          onClick={() => choose(item)}
        >
          {item.icon}
          <span className={classes.word}>{item.word}</span>
          {item.off !== null && <span className={classes.off}>{item.off}</span>}
          {item.off === null && item.hotkey !== undefined && <Kbd>{item.hotkey}</Kbd>}
        </button>
      ))}
    </div>
  );
}

function moveFocus(event: KeyboardEvent, menu: HTMLElement | null): void {
  const items = [...(menu?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  const at = items.findIndex((item) => item.matches(':focus'));
  const goal: Readonly<Record<string, number>> = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  };
  const next = goal[event.key];
  if (event.key === 'Tab') menu?.hidePopover();
  if (next === undefined && event.key !== 'Tab') return;
  event.preventDefault();
  event.stopPropagation();
  if (next !== undefined) items[next]?.focus();
}
