import { useMemo } from 'react';
import type { DisplayState } from '../../../shared/job/state.ts';
import { STATE_META, STATE_ORDER } from '../../ui/state-meta.ts';
import { useGoLetters } from '../../ui/use-go-letters.ts';

/** `g` then a letter: shows one state, or all of them with `g a`. */
export function useGoKeys(show: (state: DisplayState | null) => void): void {
  const letters = useMemo(
    () =>
      Object.fromEntries([
        ['a', () => show(null)],
        ...STATE_ORDER.map((state) => [STATE_META[state].key, () => show(state)]),
      ]),
    [show],
  );
  useGoLetters(letters);
}
