import { type RefObject, useEffect, useRef } from 'react';
import type { JobId } from '../../../shared/ids.ts';

/**
 * Moves the focus to the drawer's title whenever another job is shown, and back where it came from when the
 * drawer goes.
 */
export function useDrawerFocus(jobId: JobId): {
  readonly drawer: RefObject<HTMLElement | null>;
  readonly title: RefObject<HTMLHeadingElement | null>;
} {
  const drawer = useRef<HTMLElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const cameFrom = useRef<Element | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another job in the same drawer is opened anew
  useEffect(() => {
    const active = document.activeElement;
    if (active !== null && !drawer.current?.contains(active)) cameFrom.current = active;
    title.current?.focus({ preventScroll: true });
  }, [jobId]);

  useEffect(() => {
    const shown = drawer.current;
    return () => {
      const active = document.activeElement;
      const focusWasHere = active === null || active === document.body || shown?.contains(active) === true;
      if (!focusWasHere) return;
      // What opened the drawer may be gone, as the first-run page is: then the list has the focus.
      const isThere = cameFrom.current?.isConnected === true && cameFrom.current !== document.body;
      const back = isThere ? cameFrom.current : document.querySelector('[role="grid"]');
      if (back instanceof HTMLElement) back.focus({ preventScroll: true });
    };
  }, []);

  return { drawer, title };
}
