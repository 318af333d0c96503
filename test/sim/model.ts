import { copyFileSync } from 'node:fs';
import { openDatabase, type WritableDb } from '../../electron/database/open.ts';
import { FlowStore } from '../../electron/main/flows/flow-store.ts';
import { Publisher } from '../../electron/main/queue/publisher.ts';
import { type Claim, JobQueue, type Lease, type NewJob } from '../../electron/main/queue/queue.ts';
import type { QueueSql } from '../../electron/main/queue/sql.ts';
import { Sweeper } from '../../electron/main/queue/sweeper.ts';
import { WorkerRegistry } from '../../electron/main/registry/workers.ts';
import type { JobId, WorkerId } from '../../shared/ids.ts';
import { RetryPolicy } from '../../shared/job/retry.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { SeededRandom } from '../support/seeded-random.ts';
import { tempFolder } from '../support/temp-db.ts';

export const SLOTS = 3;
export const LEASE_MS = 30_000;
export const MAX_CRASHES = 3;

/** What the simulation believes, without a look at the database. */
export interface Model {
  readonly jobs: JobId[];
  /** The lease that rightly holds each running job, with the monotonic time of its last renewal. */
  readonly current: Map<JobId, Lease & { renewedAt: number }>;
  /** What each worker thinks it holds; it may be wrong. */
  readonly held: Lease[][];
  /** Every lease that was ever given out. */
  readonly everGiven: Lease[];
  /** Ended jobs exactly as they were when they ended. */
  readonly ended: Map<JobId, string>;
  /** Every job as it was when its history was last looked at. */
  readonly checked: Map<JobId, string>;
  /** Jobs whose once-only step began since a person last queued them. */
  readonly once: Set<JobId>;
  /** Leases whose attempt had an accepted end. */
  readonly finished: Set<string>;
  /** Jobs that completed once, ever; and those that ended once, however. */
  readonly completed: Set<JobId>;
  readonly everEnded: Set<JobId>;
  /** Jobs that a person let run without those that they come after. */
  readonly waived: Set<JobId>;
  /** Jobs that a person cancelled: nothing but a person brings them back. */
  readonly cancelled: Set<JobId>;
  /** Nobody is signed in in the profile. */
  loginNeeded: boolean;
  /** When a job on the site was last claimed, wall clock. */
  siteStartedAt: number;
  /** Monotonic time before which no lease may be judged: the machine has slept. */
  judgedFrom: number;
  paused: boolean;
}

/** A second flow, a profile, a site and a key, of which some jobs make use. */
export const PROFILE = 'shop';
export const SITE = 'shop.example.com';
export const KEY = 'orders';

export function newModel(): Model {
  return {
    jobs: [],
    current: new Map(),
    held: Array.from({ length: SLOTS }, () => []),
    everGiven: [],
    ended: new Map(),
    checked: new Map(),
    once: new Set(),
    finished: new Set(),
    completed: new Set(),
    everEnded: new Set(),
    waived: new Set(),
    cancelled: new Set(),
    loginNeeded: false,
    siteStartedAt: 0,
    judgedFrom: 0,
    paused: false,
  };
}

export function leaseName({ jobId, epoch }: Lease): string {
  return `${jobId}:${epoch}`;
}

/** True when a write with this lease must be accepted. */
export function isCurrent(model: Model, lease: Lease): boolean {
  return model.current.get(lease.jobId)?.epoch === lease.epoch;
}

/** The system under test: the real SQL on a real file, with workers that are only names. */
export class Real {
  readonly clock = new FakeClock();
  readonly #file: string;
  readonly #sql: QueueSql | undefined;
  db: WritableDb;
  queue: JobQueue;
  sweeper: Sweeper;
  /** What the last sweep took back. */
  reclaimed: readonly Lease[] = [];
  workers: WorkerId[];
  readonly flows: readonly Pick<NewJob, 'flowId' | 'flowVersionId'>[];

  constructor(file: string, sql?: QueueSql) {
    this.#file = file;
    this.#sql = sql;
    this.db = this.#open();
    this.flows = ['Simulated', 'Another'].map((name) => savedFlow(this.db, this.clock, name));
    this.queue = this.#newQueue();
    this.sweeper = this.#newSweeper();
    this.workers = this.#register();
  }

  /** @param flow which of the flows */
  job(changes: Partial<NewJob> & Pick<NewJob, 'priority' | 'runAt'> & { max: number; flow: number }): NewJob {
    const { max, flow, ...rest } = changes;
    const ofFlow = this.flows[flow];
    if (ofFlow === undefined) throw new Error(`there is no flow ${flow}`);
    return {
      ...ofFlow,
      inputs: {},
      row: null,
      subtitle: '',
      headed: false,
      retry: RetryPolicy.parse({ max }),
      stepsTotal: 1,
      ...rest,
    };
  }

  /** Main is killed and starts again on the same file: nothing is closed before the new one is open. */
  restart(): void {
    const before = this.db;
    this.db = this.#open();
    before.close();
    this.queue = this.#newQueue();
    this.sweeper = this.#newSweeper();
    this.workers = this.#register();
  }

  close(): void {
    this.db.close();
  }

  #open(): WritableDb {
    const db = openDatabase(this.#file);
    // The simulation kills processes and not the power: waiting for the disk would prove nothing.
    db.pragma('synchronous = OFF');
    return db;
  }

  #newQueue(): JobQueue {
    return new JobQueue({
      db: this.db,
      clock: this.clock,
      random: new SeededRandom(),
      publisher: new Publisher((error) => {
        throw error;
      }),
      settings: { leaseMs: LEASE_MS, maxCrashes: MAX_CRASHES },
      ...(this.#sql === undefined ? {} : { sql: this.#sql }),
    });
  }

  /** Its rounds are commands of the simulation, so a round is never late. */
  #newSweeper(): Sweeper {
    return new Sweeper({
      queue: this.queue,
      clock: this.clock,
      sweepMs: Number.MAX_SAFE_INTEGER,
      leaseMs: LEASE_MS,
      onReclaimed: (leases) => {
        this.reclaimed = leases;
      },
      onError: (error) => {
        throw error;
      },
    });
  }

  #register(): WorkerId[] {
    const registry = new WorkerRegistry(this.db, this.clock);
    registry.markAllOffline();
    return Array.from({ length: SLOTS }, (_, index) => registry.register(index + 1, 1000 + index));
  }
}

/** Takes note of what a worker was given. */
export function noteClaims(model: Model, real: Real, slot: number, claims: readonly Claim[]): void {
  for (const { jobId, epoch } of claims) {
    const lease = { jobId, epoch };
    model.current.set(jobId, { ...lease, renewedAt: real.clock.monotonic() });
    model.held[slot]?.push(lease);
    model.everGiven.push(lease);
  }
}

/** A saved empty database to start each run from; making one anew costs more than the run. */
export function template(): { fresh: () => string; remove: () => void } {
  const { folder, file, remove } = tempFolder();
  openDatabase(file).close();
  let runs = 0;
  return {
    fresh() {
      runs += 1;
      const copy = `${folder}/run-${runs}.db`;
      copyFileSync(file, copy);
      return copy;
    },
    remove,
  };
}

function savedFlow(db: WritableDb, clock: FakeClock, name: string): Pick<NewJob, 'flowId' | 'flowVersionId'> {
  const { summary, versionId } = new FlowStore(db, clock).save({ name, steps: [] });
  return { flowId: summary.id, flowVersionId: versionId };
}
