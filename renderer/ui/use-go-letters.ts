import { useEffect, useRef } from 'react';
import { systemClock } from '../../shared/clock.ts';
import { isDialogOpen, isOffKey, isTyping } from './use-keys.ts';

/** The second key must follow within this. */
const PATIENCE_MS = 1500;

/** `g` then one of these letters. Several places may listen, as long as no letter has two meanings. */
export function useGoLetters(letters: Readonly<Record<string, () => void>>): void {
  const latest = useRef(letters);
  useEffect(() => {
    latest.current = letters;
  });
  useEffect(() => {
    let until = 0;
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (isTyping(event.target) || isDialogOpen() || isOffKey(event.key)) return;
      const awaited = systemClock.monotonic() < until;
      until = !awaited && event.key === 'g' ? systemClock.monotonic() + PATIENCE_MS : 0;
      const go = awaited ? latest.current[event.key] : undefined;
      if (go === undefined) return;
      // Taken before the single keys see it.
      event.preventDefault();
      go();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
}
