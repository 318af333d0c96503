import { useEffect } from 'react';
import { systemClock } from '../../../shared/clock.ts';
import type { DisplayState } from '../../../shared/job/state.ts';
import { STATE_META, STATE_ORDER } from '../../ui/state-meta.ts';
import { isTyping } from '../../ui/use-keys.ts';

/** The second key must follow within this. */
const PATIENCE_MS = 1500;
const ALL_KEY = 'a';

/** `g` then a letter: shows one state, or all of them with `g a`. */
export function useGoKeys(show: (state: DisplayState | null) => void): void {
  useEffect(() => {
    let until = 0;
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
      const awaited = systemClock.monotonic() < until;
      until = !awaited && event.key === 'g' ? systemClock.monotonic() + PATIENCE_MS : 0;
      if (!awaited) return;
      const state = STATE_ORDER.find((known) => STATE_META[known].key === event.key);
      if (state === undefined && event.key !== ALL_KEY) return;
      // Taken before the single keys see it.
      event.preventDefault();
      show(state ?? null);
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [show]);
}
