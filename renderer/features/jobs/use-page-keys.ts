import { type RefObject, useEffect } from 'react';
import { systemClock } from '../../../shared/clock.ts';
import type { JobId } from '../../../shared/ids.ts';
import { isControl, isTyping, type KeyAction, useKeys } from '../../ui/use-keys.ts';
import type { JobWish } from '../job/index.ts';
import { useJobsStore } from './context.ts';
import { jobCan } from './job-can.ts';
import { countSelected } from './selection.ts';

interface PageKeys {
  readonly search: RefObject<HTMLInputElement | null>;
  readonly openId: JobId | null;
  readonly onOpen: (id: JobId) => void;
  readonly onClose: () => void;
  readonly onWish: (wish: JobWish) => void;
}

/**
 * The single keys of the jobs page. They act on the selection, else on the keyboard's place, else on the open job. While a
 * search in the logs stands in the place of the list, no key reaches a row that nobody sees.
 */
export function usePageKeys({ search, openId, onOpen, onClose, onWish }: PageKeys): void {
  const store = useJobsStore();
  const { actions } = store.getState();
  const hasRows = (): boolean => store.getState().logSearch === null;
  const hasSelection = (): boolean => countSelected(store.getState().selection) > 0;

  /** Runs `act` on the one job in question, if it can be done. */
  const onJob = (can: 'cancel' | 'retry' | 'change', act: (id: JobId) => void): void => {
    const { current, list } = store.getState();
    const id = current ?? openId;
    const job = id === null ? undefined : list.byId.get(id);
    if (job !== undefined && jobCan(job, systemClock.now())[can] === null) act(job.id);
  };

  const cancel: KeyAction = () => {
    if (hasSelection()) actions.openBulkPanel('cancel');
    else onJob('cancel', (id) => void actions.cancel(id));
  };
  const retry: KeyAction = () => {
    if (hasSelection()) void actions.runBulk({ kind: 'retry' });
    else onJob('retry', (id) => void actions.retry(id));
  };
  const snooze: KeyAction = () => {
    if (hasSelection()) actions.openBulkPanel('snooze');
    else onJob('change', (id) => onWish({ kind: 'snooze', id }));
  };
  const edit: KeyAction = () => onJob('change', (id) => onWish({ kind: 'change', id }));

  const step = (by: number): KeyAction => {
    return () => {
      if (!hasRows()) return false;
      actions.move(by);
      const { current } = store.getState();
      // With the drawer open, moving in the list turns its pages.
      if (openId !== null && current !== null) onOpen(current);
      return true;
    };
  };

  const enter: KeyAction = (event) => {
    const { current } = store.getState();
    if (current === null || isControl(event.target)) return false;
    onOpen(current);
    return true;
  };

  const select: KeyAction = (event) => {
    const { current } = store.getState();
    if (current === null || !hasRows() || isControl(event.target)) return false;
    if (event.shiftKey) actions.extendSelection(current);
    else actions.toggleSelected(current);
    return true;
  };

  const leave: KeyAction = () => {
    const { filter, current, bulkPanel, logSearch } = store.getState();
    if (bulkPanel !== null) actions.openBulkPanel(null);
    else if (openId !== null) onClose();
    else if (hasSelection()) actions.clearSelection();
    else if (filter.text !== '' || logSearch !== null) actions.search('');
    else if (current !== null) actions.setCurrent(null);
    else return false;
    return true;
  };

  useKeys({
    '/': () => search.current?.focus(),
    j: step(1),
    k: step(-1),
    Enter: enter,
    x: select,
    X: select,
    ' ': select,
    Escape: leave,
    r: retry,
    '.': cancel,
    e: edit,
    s: snooze,
    f: () => actions.setFrozen(!store.getState().frozen),
  });
  useSelectAllKey(() => {
    if (!hasRows()) return false;
    actions.selectShown();
    return true;
  });
}

/** Ctrl-A or Cmd-A takes in every shown row; in a field, a dialog or the open job it means what it always means. */
function useSelectAllKey(selectAll: () => boolean): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'a' || event.altKey || !(event.ctrlKey || event.metaKey)) return;
      if (event.defaultPrevented || isTyping(event.target) || isElsewhere(event.target)) return;
      if (selectAll()) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
}

function isElsewhere(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('aside, [aria-modal="true"], [role="menu"]') !== null;
}
