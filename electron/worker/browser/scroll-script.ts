/** How to scroll: by so many pixels, to an end, or by almost one screen. */
export type ScrollWish = { readonly x: number; readonly y: number } | 'top' | 'bottom' | 'screen';

export interface ScrollPlace {
  readonly top: number;
  /** Of everything that can be scrolled through. */
  readonly height: number;
}

/** Scrolls an element inside the page (the root element stands for the page) and tells where it is then. It must stand alone. */
export function scrollBox(element: Element, wish: ScrollWish): ScrollPlace {
  const box = element === document.documentElement ? (document.scrollingElement ?? element) : element;
  // Pages may ask for smooth scrolling, which would still be under way when the place is read.
  const to = (top: number): void => box.scrollTo({ top, behavior: 'instant' });
  if (wish === 'top') to(0);
  else if (wish === 'bottom') to(box.scrollHeight);
  else if (wish === 'screen') to(box.scrollTop + Math.max(box.clientHeight * 0.9, 1));
  else box.scrollBy({ left: wish.x, top: wish.y, behavior: 'instant' });
  return { top: box.scrollTop, height: box.scrollHeight };
}
