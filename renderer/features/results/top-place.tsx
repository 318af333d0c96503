import { type ReactNode, useLayoutEffect, useState } from 'react';
import { createPortal } from 'react-dom';

/** Where the top bar leaves room for what belongs to the rows. */
export const TOP_PLACE = 'results-top-place';

/** Draws its children in the top bar. */
export function TopPlace({ children }: { children: ReactNode }) {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  useLayoutEffect(() => setPlace(document.getElementById(TOP_PLACE)), []);
  return place === null ? null : createPortal(children, place);
}
