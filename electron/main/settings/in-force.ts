import type { RetryPolicy } from '../../../shared/job/retry.ts';
import type { SettingName } from '../../../shared/settings/schema.ts';
import type { QueueSettings } from '../queue/queue.ts';
import type { Sweeper, SweeperDeps } from '../queue/sweeper.ts';
import type { Supervisor, SupervisorSettings } from '../workers/supervisor.ts';
import type { SettingsListener, SettingsService } from './settings-service.ts';

type RetrySettings = Pick<RetryPolicy, 'max' | 'backoffMs' | 'jitter'>;

/**
 * The settings in the form in which each part of the app reads them. Each is read anew whenever it is needed, so that a change counts
 * at once.
 */
export function inForce(settings: Pick<SettingsService, 'values'>) {
  return { ...forQueue(settings), ...forWatches(settings) };
}

function forQueue(settings: Pick<SettingsService, 'values'>) {
  const queueSettings: QueueSettings = {
    get leaseMs() {
      return settings.values.leaseMs;
    },
    get maxCrashes() {
      return settings.values.maxCrashes;
    },
  };
  const retrySettings: RetrySettings = {
    get max() {
      return settings.values.maxRetries;
    },
    get backoffMs() {
      return settings.values.retryBackoffMs;
    },
    get jitter() {
      return settings.values.retryJitter;
    },
  };
  return { queueSettings, retrySettings };
}

function forWatches(settings: Pick<SettingsService, 'values'>) {
  const poolSettings = (fixed: Pick<SupervisorSettings, 'browsers' | 'sandbox'>): SupervisorSettings => ({
    ...fixed,
    workers: settings.values.workers,
    jobsPerWorker: settings.values.jobsPerWorker,
    get pollMs() {
      return settings.values.pollMs;
    },
    get heartbeatMs() {
      return settings.values.heartbeatMs;
    },
    get deadMs() {
      return settings.values.leaseMs;
    },
    get cancelGraceMs() {
      return settings.values.cancelGraceMs;
    },
    get maxHeld() {
      return settings.values.maxHeld;
    },
  });
  const sweepSettings = (fixed: Omit<SweeperDeps, 'sweepMs' | 'leaseMs'>): SweeperDeps => ({
    ...fixed,
    get sweepMs() {
      return settings.values.sweepMs;
    },
    get leaseMs() {
      return settings.values.leaseMs;
    },
  });
  return { poolSettings, sweepSettings };
}

const TOLD_TO_WORKERS: readonly SettingName[] = ['pollMs', 'heartbeatMs', 'maxHeld'];
const SIZE: readonly SettingName[] = ['workers', 'jobsPerWorker'];

/** Tells those who do not ask by themselves. */
export function putInForce({
  supervisor,
  sweeper,
}: {
  readonly supervisor: Pick<Supervisor, 'configure' | 'retune'>;
  readonly sweeper: Pick<Sweeper, 'retune' | 'resume'>;
}): SettingsListener {
  return ({ workers, jobsPerWorker }, changed) => {
    const has = (names: readonly SettingName[]): boolean => names.some((name) => changed.includes(name));
    if (has(SIZE)) supervisor.configure({ workers, jobsPerWorker });
    if (has(TOLD_TO_WORKERS)) supervisor.retune();
    if (changed.includes('sweepMs')) sweeper.retune();
    // Whoever was told to be heard less often has a whole lease for it.
    if (changed.includes('heartbeatMs') || changed.includes('leaseMs')) sweeper.resume();
  };
}
