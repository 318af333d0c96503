import type { ClaimedJob, FromWorker } from '../../shared/ipc/worker-protocol.ts';
import type { ProfileState } from '../../shared/job/profile-state.ts';

type Message<K extends FromWorker['kind']> = Extract<FromWorker, { kind: K }>;

/** A heartbeat of a worker that holds these jobs. */
export function beat(jobs: readonly ClaimedJob[] = [], changes: Partial<Message<'beat'>> = {}): FromWorker {
  const leases = jobs.map(({ jobId, epoch }) => ({ jobId, epoch }));
  return { kind: 'beat', jobs: leases, rssBytes: 1, browsers: 0, cpu: 0, loopDelayMs: 0, ...changes };
}

/** The job is done. */
export function finished({ jobId, epoch }: ClaimedJob): FromWorker {
  return { kind: 'finished', jobId, epoch, result: { kind: 'completed', result: {}, failedRows: 0 } };
}

/** What the browser of a job with a profile keeps at its end. */
export function profileState({ jobId, epoch }: ClaimedJob, state: ProfileState): FromWorker {
  return { kind: 'profileState', jobId, epoch, state };
}

/** A batch of what the attempt brought: nothing, with changes. */
export function data({ jobId, epoch }: ClaimedJob, changes: Partial<Message<'data'>> = {}): FromWorker {
  const nothing = { steps: [], lines: [], rows: [], artifacts: [], once: null };
  return { kind: 'data', jobId, epoch, batch: 0, stepsTotal: 1, ...nothing, ...changes };
}
