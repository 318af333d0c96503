import { useEffect } from 'react';

/** Ctrl+O (Cmd+O), unless a dialog is open. */
export function useOpenKey(onOpen: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const isOpenKey = event.key.toLowerCase() === 'o' && (event.ctrlKey || event.metaKey);
      if (!isOpenKey || event.shiftKey || event.altKey || event.defaultPrevented) return;
      event.preventDefault();
      if (document.querySelector('[aria-modal="true"]') === null) onOpen();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [onOpen]);
}
