import { useEffect } from 'react';

/** Ctrl+Enter or Cmd+Enter does what the dialog is for, while it is open. */
export function useRunKey(opened: boolean, run: () => Promise<void>): void {
  useEffect(() => {
    if (!opened) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.repeat) return;
      event.preventDefault();
      void run();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [opened, run]);
}

/** A dialog that is taken away while it is open gives the focus back, as one that is closed does. */
export function useFocusBack(): void {
  useEffect(() => {
    const cameFrom = document.activeElement;
    return () => {
      const active = document.activeElement;
      const isLost =
        active === null || active === document.body || active.closest('[role="dialog"]') !== null;
      if (isLost && cameFrom instanceof HTMLElement) cameFrom.focus();
    };
  }, []);
}

/** After a refused wish the keyboard stands where something is wrong. */
export function focusFirstFault(body: HTMLElement | null): void {
  requestAnimationFrame(() => {
    body?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid]:is(button)')?.focus();
  });
}
