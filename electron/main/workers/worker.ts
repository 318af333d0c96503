import type { JobId, LeaseEpoch, WorkerId } from '../../../shared/ids.ts';
import type { ToWorker } from '../../../shared/ipc/worker-protocol.ts';
import type { Pace } from '../../../shared/job/pace.ts';
import type { WorkerSummary } from '../../../shared/job/schema.ts';
import type { AttemptEnding } from '../queue/queue.ts';
import type { WorkerProcess } from './worker-process.ts';

/** A worker's right to one job. */
export interface Lease {
  readonly jobId: JobId;
  readonly epoch: LeaseEpoch;
}

/** A lease that a live worker holds. */
export interface HeldLease extends Lease {
  /** The job was sent to the worker. Until then it is made ready in main, and the worker's end is none of its doing. */
  given: boolean;
}

/**
 * What a worker may do: `open` takes jobs, `draining` finishes those that it has, `condemned` was ended by main and may
 * still have messages on their way: none of them counts any more.
 */
export type WorkerPhase = 'open' | 'draining' | 'condemned';

/** The live facts of one worker process; the supervisor makes it, the dispatcher keeps it. */
export interface Worker {
  readonly slot: number;
  readonly id: WorkerId;
  readonly pid: number;
  readonly process: WorkerProcess;
  readonly startedAt: number;
  readonly temporaryDir: string;
  readonly restarts: number;
  /** How many jobs it may run at once. */
  concurrency: number;
  phase: WorkerPhase;
  /** The one job for whose sake the worker is ended; its neighbours did nothing wrong. Null = all may be to blame. */
  blamed: JobId | null;
  ready: boolean;
  /** Wall clock of the last beat, for show; null before the first. */
  beatAt: number | null;
  /** Monotonic time of the last sign of life, for judging. */
  seenAt: number;
  rssBytes: number;
  /** Share of one core since the heartbeat before. */
  cpu: number;
  loopDelayMs: number;
  /** Null while it runs as many jobs as it may. */
  pace: Pace | null;
  jobsDone: number;
  jobsFailed: number;
  readonly leases: Map<JobId, HeldLease>;
  /** Ends that it told in this turn of the event loop and that are not settled yet; their leases are held no more. */
  readonly ends: AttemptEnding[];
  /** Tokens of its open browsers. */
  readonly browsers: Set<string>;
}

type Birth =
  | 'slot'
  | 'id'
  | 'pid'
  | 'process'
  | 'startedAt'
  | 'temporaryDir'
  | 'restarts'
  | 'concurrency'
  | 'seenAt';

/** A worker that has just come up: it is not ready yet and has nothing. */
export function newWorker(birth: Pick<Worker, Birth>): Worker {
  return {
    ...birth,
    phase: 'open',
    blamed: null,
    ready: false,
    beatAt: null,
    rssBytes: 0,
    cpu: 0,
    loopDelayMs: 0,
    pace: null,
    jobsDone: 0,
    jobsFailed: 0,
    leases: new Map(),
    ends: [],
    browsers: new Set(),
  };
}

/** The lease when the worker holds it; undefined when it holds none of that job, or one of another attempt. */
export function heldLease(worker: Worker, { jobId, epoch }: Lease): HeldLease | undefined {
  const lease = worker.leases.get(jobId);
  return lease?.epoch === epoch ? lease : undefined;
}

/** Takes the lease from the worker's list; one of another attempt stays. */
export function dropLease(worker: Worker, lease: Lease): void {
  if (heldLease(worker, lease) !== undefined) worker.leases.delete(lease.jobId);
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
    draining: worker.phase === 'draining',
    browsers: worker.browsers.size,
    rssBytes: worker.rssBytes,
    cpu: worker.cpu,
    loopDelayMs: worker.loopDelayMs,
    ...(worker.pace === null ? {} : { pace: worker.pace }),
    jobsDone: worker.jobsDone,
    jobsFailed: worker.jobsFailed,
    restarts: worker.restarts,
  };
}
