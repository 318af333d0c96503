import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { CallOutput } from '../../../shared/ipc/define.ts';
import type { BrowserLedger } from '../registry/browsers.ts';
import type { Supervisor } from '../workers/supervisor.ts';

/** The workers as a whole and one by one, and how many browsers the ledger and the workers count: the two are always equal. */
export function workersNow({
  supervisor,
  ledger,
}: {
  readonly supervisor: Pick<Supervisor, 'list' | 'health'>;
  readonly ledger: Pick<BrowserLedger, 'openOnes'>;
}): CallOutput<AppContract, 'workers.list'> {
  const workers = supervisor.list();
  return {
    workers,
    browsersAlive: ledger.openOnes().length,
    browsersExpected: workers.reduce((sum, { browsers }) => sum + browsers, 0),
    pool: supervisor.health(),
  };
}
