import type { WritableDb } from '../../../electron/database/open.ts';
import { CLAIMABLE } from '../../../electron/database/place.ts';
import {
  type AttemptEnding,
  type Claim,
  type FinishOutcome,
  JobQueue,
  type JobQueueDeps,
  type Lease,
  type Reclaimed,
  type RecordData,
} from '../../../electron/main/queue/queue.ts';
import type { JobId, WorkerId } from '../../../shared/ids.ts';

/** A job as it stands right after its claim. */
export interface Claimed {
  readonly id: JobId;
  readonly epoch: number;
  readonly worker: WorkerId;
  readonly priority: number;
  readonly runAt: number;
  readonly startedAt: number;
  readonly flowId: number;
  readonly profile: string | null;
  readonly site: string | null;
}

/** What main said of one lease, over all restarts. */
interface Told {
  readonly claimed: Claimed;
  /** Rows that it has taken in. */
  rows: number;
  /** The end that it accepted. */
  end: FinishOutcome | null;
}

/** The memory of the test: it outlives main, and knows from main's answers alone what has become of each lease. */
export class Watch {
  readonly leases = new Map<string, Told>();
  readonly running = new Map<JobId, Claimed>();
  /** What was not as it must be. Kept and not thrown, because main outlives whatever is thrown at it. */
  readonly faults: string[] = [];
  mostRunning = 0;
  /** Whoever is left behind has no better place than any that was taken; a job that a gate lets go may come too late for that. */
  isOrderStrict = true;
  /** Hears of each claim, when everything that runs is known. */
  onClaim: (claimed: Claimed) => void = () => undefined;

  /** @param left place of the most urgent claimable job that was left behind, or null */
  claimed(rows: readonly Claimed[], left: number | null): void {
    for (const row of rows) {
      const name = nameOf(row.id, row.epoch);
      this.must(!this.running.has(row.id), () => `job ${row.id} ran already when it was given to somebody`);
      this.must(!this.leases.has(name), () => `the lease ${name} was given twice`);
      this.leases.set(name, { claimed: row, rows: 0, end: null });
      this.running.set(row.id, row);
      this.onClaim(row);
    }
    this.mostRunning = Math.max(this.mostRunning, this.running.size);
    if (left !== null && this.isOrderStrict) this.#mostUrgentFirst(rows, left);
  }

  /** Main says whether it accepted an end: it must, exactly when this lease runs. */
  ended({ jobId, epoch }: Lease, outcome: FinishOutcome, accepted: boolean): void {
    const name = nameOf(jobId, epoch);
    this.must(accepted === this.#isRunning(jobId, epoch), () => `${outcome.kind} of ${name}: ${accepted}`);
    if (!accepted) return;
    const told = this.told(jobId, epoch);
    this.must(told.end === null, () => `${name} ended twice`);
    told.end = outcome;
    this.running.delete(jobId);
  }

  kept({ jobId, epoch }: Lease, rows: number, accepted: boolean): void {
    this.must(
      accepted === this.#isRunning(jobId, epoch),
      () => `rows of ${nameOf(jobId, epoch)}: ${accepted}`,
    );
    if (accepted) this.told(jobId, epoch).rows += rows;
  }

  /** Main took jobs back by itself. */
  takenBack(jobs: readonly Reclaimed[]): void {
    for (const { jobId, epoch } of jobs) {
      this.must(
        this.#isRunning(jobId, epoch),
        () => `${nameOf(jobId, epoch)} was taken back and did not run`,
      );
      this.running.delete(jobId);
    }
  }

  /** As an assertion, without its cost: it is asked half a million times. */
  must(holds: boolean, otherwise: () => string): void {
    if (!holds) this.faults.push(otherwise());
  }

  told(jobId: number, epoch: number): Told {
    const told = this.leases.get(nameOf(jobId, epoch));
    if (told === undefined) throw new Error(`lease ${nameOf(jobId, epoch)} was never given`);
    return told;
  }

  /** The rule of ageing: a point of priority is worth a minute of waiting. */
  #mostUrgentFirst(taken: readonly Claimed[], left: number): void {
    const last = Math.max(...taken.map(({ runAt, priority }) => runAt - priority * 60_000));
    this.must(left >= last, () => `a job at ${left} was left behind for one at ${last}`);
  }

  #isRunning(jobId: JobId, epoch: number): boolean {
    return this.running.get(jobId)?.epoch === epoch;
  }
}

function nameOf(jobId: number, epoch: number): string {
  return `${jobId}:${epoch}`;
}

/** The queue that tells the watch what it answers. */
export class WatchedQueue extends JobQueue {
  readonly #watch: Watch;
  readonly #statements: ReturnType<typeof compile>;

  constructor(deps: JobQueueDeps, watch: Watch) {
    super(deps);
    this.#watch = watch;
    this.#statements = compile(deps.db);
  }

  override claim(workerId: WorkerId, slots: number): Claim[] {
    return this.#claimed(super.claim(workerId, slots));
  }

  override finishManyAndClaim(
    workerId: WorkerId,
    ends: readonly AttemptEnding[],
    slots: number,
  ): { accepted: boolean[]; claims: Claim[] } {
    const answer = super.finishManyAndClaim(workerId, ends, slots);
    for (const [at, { lease, outcome }] of ends.entries()) {
      this.#watch.ended(lease, outcome, answer.accepted[at] === true);
    }
    this.#claimed(answer.claims);
    return answer;
  }

  override release(lease: Lease): boolean {
    const accepted = super.release(lease);
    this.#watch.ended(lease, { kind: 'released' }, accepted);
    return accepted;
  }

  override record(lease: Lease, data: RecordData): boolean {
    const accepted = super.record(lease, data);
    this.#watch.kept(lease, data.rows.length, accepted);
    return accepted;
  }

  override reclaimExpired(): Reclaimed[] {
    return this.#takeBack(super.reclaimExpired());
  }

  override reclaimWorker(
    workerId: WorkerId,
    outcome: 'worker_died' | 'lease_expired',
    detail: string,
  ): Reclaimed[] {
    return this.#takeBack(super.reclaimWorker(workerId, outcome, detail));
  }

  override reclaimAll(): Reclaimed[] {
    return this.#takeBack(super.reclaimAll());
  }

  #claimed(claims: Claim[]): Claim[] {
    const rows = claims.map(({ jobId }) => {
      const row = this.#statements.claimed.get(jobId);
      if (row === undefined) throw new Error(`job ${jobId} was claimed and does not run`);
      return row;
    });
    if (rows.length > 0) this.#watch.claimed(rows, this.#statements.bestPlace.get() ?? null);
    return claims;
  }

  #takeBack(jobs: Reclaimed[]): Reclaimed[] {
    this.#watch.takenBack(jobs);
    return jobs;
  }
}

function compile(db: WritableDb) {
  return {
    claimed: db.prepare<[JobId], Claimed>(
      `SELECT id, lease_epoch AS epoch, worker_id AS worker, priority, run_at AS runAt, started_at AS startedAt,
              flow_id AS flowId, profile, site
         FROM job WHERE id = ? AND state = 'processing'`,
    ),
    bestPlace: db.prepare<[], number | null>(`SELECT min(place) FROM job WHERE ${CLAIMABLE}`).pluck(),
  };
}
