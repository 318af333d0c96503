import { useEffect } from 'react';
import { createStore } from 'zustand/vanilla';
import { isDialogOpen } from '../../ui/use-keys.ts';

/** Whether the palette lies over the window. */
export const paletteOpened = createStore<{ readonly opened: boolean }>(() => ({ opened: false }));

export function openPalette(): void {
  paletteOpened.setState({ opened: true });
}

export function closePalette(): void {
  paletteOpened.setState({ opened: false });
}

/** Ctrl-K, on a Mac Command-K, opens it from everywhere but a dialog, and closes it. */
export function usePaletteKey(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const isOurs = event.key.toLowerCase() === 'k' && event.ctrlKey !== event.metaKey;
      if (!isOurs || event.altKey || event.shiftKey || event.defaultPrevented || event.repeat) return;
      const { opened } = paletteOpened.getState();
      if (!opened && isDialogOpen()) return;
      event.preventDefault();
      paletteOpened.setState({ opened: !opened });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
