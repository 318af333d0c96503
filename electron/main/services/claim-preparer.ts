import { join } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import type { ClaimedJob } from '../../../shared/ipc/worker-protocol.ts';
import type { ReadableDb } from '../../database/open.ts';
import { runOptionsReader } from '../../database/run-options.ts';
import type { ProfileStore } from '../profiles/profile-store.ts';
import type { Claim } from '../queue/queue.ts';
import { Sealed, type Vault } from '../secrets/vault.ts';
import type { TrialStore } from '../trial/trial-store.ts';
import { readCheckpoint } from './checkpoints.ts';
import { takenInputs } from './taken-inputs.ts';

export interface ClaimPreparerDeps {
  readonly db: ReadableDb;
  readonly vault: Vault;
  readonly profiles: Pick<ProfileStore, 'load'>;
  /** What makes a job a trial; absent = there are none. */
  readonly trials?: Pick<TrialStore, 'facts'>;
  /** The artifacts folder. */
  readonly artifacts: string;
  /** Address of the practice site, which is started when the first job asks for it. */
  readonly practiceUrl: () => Promise<string>;
}

/**
 * Makes a claim ready for its worker: opens the secrets and the state of its profile, takes inputs from the results of other
 * jobs, gives it a folder for its artifacts, and starts the practice site when the flow speaks of it (so that nothing listens
 * without need).
 */
export function claimPreparer(deps: ClaimPreparerDeps): (claim: Claim) => Promise<ClaimedJob> {
  const runOptionsOf = runOptionsReader(deps.db);
  return async (claim) => {
    if (claim.unreadable !== undefined) throw new AppError('invalid_input', claim.unreadable);
    const opened = openSecrets(claim.inputs, deps.vault);
    const run = runOptionsOf(claim.jobId);
    const trial = deps.trials?.facts(claim.jobId) ?? null;
    const taken = takenInputs(deps.db, claim.jobId, claim.flowContent, claim.inputs);
    const from = claim.continues ? readCheckpoint(deps.db, deps.vault, claim.jobId) : undefined;
    const hasCalls = Object.keys(claim.called).length > 0;
    return {
      jobId: claim.jobId,
      epoch: claim.epoch,
      attempt: claim.attempt,
      flow: claim.flowContent,
      inputs: { ...opened.inputs, ...taken.values },
      secrets: [...opened.secrets, ...taken.secrets],
      row: claim.row,
      env: usesPractice(claim.flowContent, claim.inputs, claim.called)
        ? { practice: await deps.practiceUrl() }
        : {},
      headed: claim.headed,
      profile: claim.profile === null ? null : profileOf(claim.profile, deps.profiles),
      artifactsDir: join(deps.artifacts, String(claim.jobId), String(claim.epoch)),
      ...(hasCalls ? { called: claim.called } : {}),
      ...(claim.rowsTotal === 0 ? {} : { ownRows: { total: claim.rowsTotal } }),
      ...(from === undefined ? {} : { from }),
      ...(run === null ? {} : { run }),
      ...(trial === null ? {} : { trial: { run: trial.run } }),
    };
  };
}

function profileOf(name: string, profiles: Pick<ProfileStore, 'load'>): ClaimedJob['profile'] {
  return { name, state: profiles.load(name) };
}

function usesPractice(...parts: unknown[]): boolean {
  return JSON.stringify(parts).includes('env.practice');
}

function openSecrets(
  inputs: Readonly<Record<string, unknown>>,
  vault: Vault,
): { inputs: Record<string, unknown>; secrets: string[] } {
  const secrets: string[] = [];
  const entries = Object.entries(inputs).map(([name, value]): [string, unknown] => {
    const sealed = Sealed.safeParse(value);
    if (!sealed.success) return [name, value];
    const clear = vault.open(sealed.data);
    if (clear !== '') secrets.push(clear);
    return [name, clear];
  });
  return { inputs: Object.fromEntries(entries), secrets };
}
