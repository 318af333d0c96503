import type { KeyboardEvent } from 'react';
import { useJobsActions, useJobsStore } from './context.ts';
import { rowName } from './job-row.tsx';
import type { MenuPlace } from './row-menu.tsx';
import { isSelected } from './selection.ts';

const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** Keys of the grid itself, while it has the focus: arrows move and with Shift select on their way, the menu key opens the row's menu. */
export function useListKeys(openMenu: (place: MenuPlace) => void): (event: KeyboardEvent) => void {
  const { move, toggleSelected, extendSelection } = useJobsActions();
  const store = useJobsStore();
  return (event) => {
    const step = STEPS[event.key];
    if (step !== undefined && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      const from = store.getState();
      if (event.shiftKey && from.current !== null && !isSelected(from.selection, from.current)) {
        toggleSelected(from.current);
      }
      move(step);
      const { current } = store.getState();
      if (event.shiftKey && current !== null) extendSelection(current);
      return;
    }
    const wantsMenu = event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10');
    const { current } = store.getState();
    if (!wantsMenu || current === null) return;
    event.preventDefault();
    const box = document.getElementById(rowName(current))?.getBoundingClientRect();
    if (box !== undefined) openMenu({ id: current, x: box.right - 16, y: box.bottom });
  };
}
