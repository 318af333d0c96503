import { useSyncExternalStore } from 'react';
import { ticker } from './ticker.ts';

/**
 * A value that follows from the time, looked at once a second: the component renders again only when it changes.
 * @param read gives a primitive from epoch milliseconds
 */
export function useTicked<T extends string | number | boolean | null>(read: (now: number) => T): T {
  return useSyncExternalStore(ticker.subscribe, () => read(ticker.now()));
}

/** Epoch milliseconds of the present second. Prefer `useTicked`: this one renders every second. */
export function useNow(): number {
  return useTicked((now) => Math.floor(now / 1000) * 1000);
}
