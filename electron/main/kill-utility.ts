import type { UtilityProcess } from 'electron';

/**
 * Ends a utility process at once; safe at any moment and more than once.
 * Before its spawn it cannot be killed and says nothing of it (electron#44009): then its spawn is waited for.
 */
export function killUtility(child: UtilityProcess): void {
  if (child.pid === undefined) {
    child.once('spawn', () => killUtility(child));
    return;
  }
  try {
    process.kill(child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
