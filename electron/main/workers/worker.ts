import type { JobId, LeaseEpoch, WorkerId } from '../../../shared/ids.ts';
import type { ToWorker } from '../../../shared/ipc/worker-protocol.ts';
import type { WorkerSummary } from '../../../shared/job/schema.ts';
import type { WorkerProcess } from './worker-process.ts';

/** A worker's right to one job. */
export interface Lease {
  readonly jobId: JobId;
  readonly epoch: LeaseEpoch;
}

/** The live facts of one worker process; the supervisor makes it, the dispatcher keeps it. */
export interface Worker {
  readonly slot: number;
  readonly id: WorkerId;
  readonly pid: number;
  readonly process: WorkerProcess;
  readonly startedAt: number;
  readonly temporaryDir: string;
  readonly restarts: number;
  readonly concurrency: number;
  ready: boolean;
  /** Wall clock of the last beat, for show; null before the first. */
  beatAt: number | null;
  /** Monotonic time of the last sign of life, for judging. */
  seenAt: number;
  rssBytes: number;
  jobsDone: number;
  jobsFailed: number;
  readonly leases: Map<JobId, Lease>;
  /** Tokens of its open browsers. */
  readonly browsers: Set<string>;
}

/** Sends a message to a worker. */
export function post(worker: Worker, message: ToWorker): void {
  worker.process.post(message);
}

/** A worker as the screens show it. */
export function summarize(worker: Worker): WorkerSummary {
  const busy = worker.leases.size > 0;
  return {
    id: worker.id,
    slot: worker.slot,
    pid: worker.pid,
    state: worker.ready ? (busy ? 'busy' : 'idle') : 'starting',
    startedAt: worker.startedAt,
    beatAt: worker.beatAt,
    currentJobs: [...worker.leases.keys()],
    concurrency: worker.concurrency,
    browsers: worker.browsers.size,
    rssBytes: worker.rssBytes,
    jobsDone: worker.jobsDone,
    jobsFailed: worker.jobsFailed,
    restarts: worker.restarts,
  };
}
