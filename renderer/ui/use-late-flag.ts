import { useEffect, useState } from 'react';
import { systemClock } from '../../shared/clock.ts';

/** True once `active` has been true for `ms` without a break: short waits leave no trace on the screen. */
export function useLateFlag(active: boolean, ms: number): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!active) return;
    const timer = systemClock.setTimer(ms, () => setLate(true));
    return () => {
      timer.dispose();
      setLate(false);
    };
  }, [active, ms]);
  return late && active;
}
