import { useSyncExternalStore } from 'react';

// The text alternates with an unseen mark, so that the same sentence twice is read twice.
let spoken = '';
const listeners = new Set<() => void>();

/** Reads one sentence aloud, politely. Only for what a person started and what asks for a person. */
export function announce(sentence: string): void {
  spoken = spoken.endsWith('\u00a0') ? sentence : `${sentence}\u00a0`;
  for (const listener of listeners) listener();
}

/** The window's only live region. */
export function Announcer() {
  const text = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => spoken,
  );
  return (
    <div role="status" aria-live="polite" className="visually-hidden">
      {text}
    </div>
  );
}
