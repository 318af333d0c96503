import type { MouseEvent, RefObject } from 'react';
import type { JobId } from '../../../shared/ids.ts';
import { useJobsActions, useJobsStore } from './context.ts';
import type { MenuPlace } from './row-menu.tsx';

interface Wants {
  readonly onOpen: (id: JobId) => void;
  readonly onMenu: (place: MenuPlace) => void;
}

/**
 * Clicks into the list, taken at its frame: the box selects, Shift takes a range, Ctrl or Cmd one more row, the dots open
 * the menu, everything else opens the job.
 */
export function useListClicks(
  scroll: RefObject<HTMLElement | null>,
  { onOpen, onMenu }: Wants,
): { onMouseDown: (event: MouseEvent) => void; onClick: (event: MouseEvent) => void } {
  const store = useJobsStore();
  const { setCurrent, toggleSelected, extendSelection } = useJobsActions();

  const onClick = (event: MouseEvent): void => {
    const { target } = event;
    const id = store.getState().list.order.find((known) => String(known) === jobOf(target));
    if (id === undefined || !(target instanceof Element)) return;
    setCurrent(id);
    const dots = target.closest('[data-menu]');
    if (dots !== null) {
      const { right, bottom } = dots.getBoundingClientRect();
      onMenu({ id, x: right, y: bottom });
    } else if (event.shiftKey) extendSelection(id);
    else if (event.ctrlKey || event.metaKey || target.closest('[data-select]') !== null) toggleSelected(id);
    else onOpen(id);
  };
  return { onMouseDown: (event) => keepFocus(event, scroll.current), onClick };
}

/** A click that selects leaves the focus with the grid, and marks no text. */
function keepFocus(event: MouseEvent, grid: HTMLElement | null): void {
  const selects = event.target instanceof Element && event.target.closest('[data-select]') !== null;
  if (!selects && !event.shiftKey) return;
  event.preventDefault();
  grid?.focus({ preventScroll: true });
}

function jobOf(target: EventTarget): string | null {
  return target instanceof Element ? (target.closest('[data-job]')?.getAttribute('data-job') ?? null) : null;
}
