import { createContext, useContext } from 'react';

/** Goes to the page Browsers. */
export const BrowsersPlaceContext = createContext<() => void>(() => undefined);

export function useGoToBrowsers(): () => void {
  return useContext(BrowsersPlaceContext);
}
