import { type PointerEvent, useEffect, useRef } from 'react';
import { type Disposable, systemClock } from '../../../shared/clock.ts';
import { useJobsActions } from './context.ts';

/** A pointer that rests this long aims at nothing: it may have been left there. */
const REST_MS = 5000;

/** Keeps rows where they are while a pointer moves over them, so that a click hits what was aimed at. */
export function usePointerHold(): {
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly onPointerLeave: () => void;
} {
  const { holdOrder } = useJobsActions();
  const rest = useRef<Disposable | null>(null);
  const release = (): void => {
    rest.current?.dispose();
    rest.current = null;
    holdOrder(false);
  };
  useEffect(
    () => () => {
      rest.current?.dispose();
      holdOrder(false);
    },
    [holdOrder],
  );
  return {
    onPointerMove({ movementX, movementY }) {
      // A list that appears under a still pointer is told of a move that was none.
      if (movementX === 0 && movementY === 0) return;
      rest.current?.dispose();
      rest.current = systemClock.setTimer(REST_MS, release);
      holdOrder(true);
    },
    onPointerLeave: release,
  };
}
