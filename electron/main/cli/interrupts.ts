import type { Disposable } from '../../../shared/clock.ts';

/** Ctrl-C, from this terminal or from that of the process which handed its command over. */
export interface Interrupts {
  /** Calls `listener` at every interrupt; an interrupt that came before anyone listened is told at once. */
  onInterrupt(listener: () => void): Disposable;
}

/** An `Interrupts` with the handle that sets it off. */
export interface InterruptSource extends Interrupts {
  interrupt(): void;
}

export function createInterrupts(): InterruptSource {
  const listeners = new Set<() => void>();
  let early = 0;
  return {
    interrupt() {
      if (listeners.size === 0) early += 1;
      for (const listener of [...listeners]) listener();
    },
    onInterrupt(listener) {
      listeners.add(listener);
      for (; early > 0; early -= 1) listener();
      return { dispose: () => void listeners.delete(listener) };
    },
  };
}
