import type { Core } from '../core.ts';

/** The workers, and how many browsers the ledger and the workers count: the two are always equal. */
export function workersNow({ supervisor, ledger }: Pick<Core, 'supervisor' | 'ledger'>) {
  const workers = supervisor.list();
  return {
    workers,
    browsersAlive: ledger.openOnes().length,
    browsersExpected: workers.reduce((sum, { browsers }) => sum + browsers, 0),
  };
}
