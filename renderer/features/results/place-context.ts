import { createContext, useContext } from 'react';
import type { Wanted } from './store.ts';

/** Goes to the page Results. */
export const ResultsPlaceContext = createContext<(wanted: Wanted) => void>(() => undefined);

export function useGoToResults(): (wanted: Wanted) => void {
  return useContext(ResultsPlaceContext);
}
