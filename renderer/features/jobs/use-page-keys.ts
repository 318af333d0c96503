import type { RefObject } from 'react';
import { systemClock } from '../../../shared/clock.ts';
import type { JobId } from '../../../shared/ids.ts';
import { isControl, type KeyAction, useKeys } from '../../ui/use-keys.ts';
import { useJobsStore } from './context.ts';
import { jobCan } from './job-can.ts';

interface PageKeys {
  readonly search: RefObject<HTMLInputElement | null>;
  readonly openId: JobId | null;
  readonly onOpen: (id: JobId) => void;
  readonly onClose: () => void;
}

/** The single keys of the jobs page. They act on the keyboard's place, or on the open job when there is none. */
export function usePageKeys({ search, openId, onOpen, onClose }: PageKeys): void {
  const store = useJobsStore();
  const { actions } = store.getState();

  /** Runs `act` on the job in question, if it can be done. */
  const onJob = (kind: 'cancel' | 'retry'): KeyAction => {
    return () => {
      const { current, list } = store.getState();
      const id = current ?? openId;
      const job = id === null ? undefined : list.byId.get(id);
      if (job === undefined || jobCan(job, systemClock.now())[kind] !== null) return;
      void actions[kind](job.id);
    };
  };

  const step = (by: number): KeyAction => {
    return () => {
      actions.move(by);
      const { current } = store.getState();
      // With the drawer open, moving in the list turns its pages.
      if (openId !== null && current !== null) onOpen(current);
    };
  };

  const enter: KeyAction = (event) => {
    const { current } = store.getState();
    if (current === null || isControl(event.target)) return false;
    onOpen(current);
    return true;
  };

  const leave: KeyAction = () => {
    const { filter, current } = store.getState();
    if (openId !== null) onClose();
    else if (filter.text !== '') actions.search('');
    else if (current !== null) actions.setCurrent(null);
    else return false;
    return true;
  };

  useKeys({
    '/': () => search.current?.focus(),
    j: step(1),
    k: step(-1),
    Enter: enter,
    Escape: leave,
    r: onJob('retry'),
    '.': onJob('cancel'),
    f: () => actions.setFrozen(!store.getState().frozen),
  });
}
