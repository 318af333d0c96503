import type { JobId } from '../../../shared/ids.ts';
import type { ClaimedJob } from '../../../shared/ipc/worker-protocol.ts';
import { CheckpointState } from '../../../shared/job/own-rows.ts';
import { ProfileState } from '../../../shared/job/profile-state.ts';
import type { ReadableDb } from '../../database/open.ts';
import { getCheckpoint } from '../../database/own-rows.ts';
import { Sealed, type Vault } from '../secrets/vault.ts';
import type { DispatcherDeps } from '../workers/dispatcher.ts';

/** What of checkpoints may stand in the database: what holds secrets is sealed, and a browser's state always is. */
export function checkpointSeals(
  vault: Vault,
): Required<Pick<DispatcherDeps, 'checkpointText' | 'browserStateText'>> {
  const seal = (text: string): string => JSON.stringify(vault.seal(text));
  return {
    checkpointText: (state, secret) => {
      const text = JSON.stringify(state);
      return secret ? seal(text) : text;
    },
    // Cookies open accounts.
    browserStateText: (state) => seal(JSON.stringify(state)),
  };
}

/** Where a job goes on; undefined when it has no checkpoint. @throws AppError 'unavailable', ZodError when it cannot be read */
export function readCheckpoint(db: ReadableDb, vault: Vault, jobId: JobId): ClaimedJob['from'] {
  const found = getCheckpoint(db, jobId);
  if (found === undefined) return undefined;
  const { step, state, browser } = found;
  return {
    step,
    state: CheckpointState.parse(opened(vault, state)),
    browser: browser === null ? null : ProfileState.parse(opened(vault, browser)),
  };
}

function opened(vault: Vault, text: string): unknown {
  const value: unknown = JSON.parse(text);
  const sealed = Sealed.safeParse(value);
  return sealed.success ? JSON.parse(vault.open(sealed.data, 'The place where the job stopped')) : value;
}
