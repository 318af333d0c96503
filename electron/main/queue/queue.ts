import type { FlowId, JobId, WorkerId } from '../../../shared/ids.ts';
import type { BulkAction, FlowLimits, SiteRule } from '../../../shared/job/demands.ts';
import type { JobError } from '../../../shared/job/error.ts';
import type { ResumeFrom, ResumeOutcome } from '../../../shared/job/own-rows.ts';
import type { StateCounts } from '../../../shared/job/schema.ts';
import { Attempts } from './attempts.ts';
import { Dependencies } from './dependencies.ts';
import { Effects, jobReader, type ReadJob } from './effects.ts';
import { insertJobs } from './enqueue.ts';
import { Gates } from './gates.ts';
import { JobEvents } from './job-events.ts';
import { LeaseClock } from './lease-clock.ts';
import { unmarkDeleted } from './marks.ts';
import { nextOwnRows, type OwnRow } from './own-rows.ts';
import { QueueProfiles } from './profiles.ts';
import type { Publisher } from './publisher.ts';
import { Recorder } from './recorder.ts';
import { settingsOver } from './settings-over.ts';
import { SQL } from './sql.ts';
import { stageSentence } from './stage-sentence.ts';
import { compile, type Statements } from './statements.ts';
import { Tally } from './tally.ts';
import { type Transact, transactions } from './transaction.ts';
import type {
  AttemptEnding,
  CancelStage,
  Claim,
  Enqueued,
  FinishOutcome,
  JobEdit,
  JobQueueDeps,
  Lease,
  NewJob,
  QueueSettings,
  Reclaimed,
  RecordData,
} from './types.ts';
import { Wishes } from './wishes.ts';

export type {
  AttemptEnding,
  CancelStage,
  Claim,
  Enqueued,
  FinishOutcome,
  JobEdit,
  JobQueueDeps,
  Lease,
  NewJob,
  QueueSettings,
  Reclaimed,
  RecordData,
} from './types.ts';

/**
 * The queue: the only writer of jobs, attempts, events and what attempts bring.
 *
 * A job is pending until a worker claims it. The claim gives the worker a lease, which the heartbeats renew, and an epoch, which
 * names the attempt in every write. An attempt ends when its worker says so, or when the lease runs out, or when its worker or
 * the app ends; then the job completes, fails, is cancelled, parks, or goes back to pending. Only the first of these finds the
 * lease still there; a later one changes nothing and is told so.
 *
 * Every method is synchronous, does its change in one transaction with the event and the attempt of it, and publishes after
 * the commit.
 */
export class JobQueue {
  /** What becomes of profiles, as far as jobs wait for them. */
  readonly profiles: QueueProfiles;
  readonly #transact: Transact;
  readonly #statements: Statements;
  readonly #events: JobEvents;
  readonly #attempts: Attempts;
  readonly #recorder: Recorder;
  readonly #gates: Gates;
  readonly #dependencies: Dependencies;
  readonly #wishes: Wishes;
  readonly #tally: Tally;
  readonly #publisher: Publisher;
  readonly #clock: LeaseClock;
  readonly #readJob: ReadJob;
  readonly #settings: QueueSettings;
  #paused: boolean;

  constructor({ db, clock, random, publisher, settings, sql }: JobQueueDeps) {
    this.#settings = settingsOver(settings);
    this.#statements = compile(db, sql ?? SQL);
    this.#transact = transactions(db);
    this.#events = new JobEvents(this.#statements);
    this.#gates = new Gates(this.#statements);
    this.#dependencies = new Dependencies(this.#statements, this.#events);
    const parts = {
      statements: this.#statements,
      events: this.#events,
      gates: this.#gates,
      dependencies: this.#dependencies,
    };
    this.#attempts = new Attempts({
      ...parts,
      random,
      settings: this.#settings,
    });
    this.#recorder = new Recorder(this.#statements);
    this.#wishes = new Wishes(parts);
    this.profiles = new QueueProfiles({
      statements: this.#statements,
      gates: this.#gates,
      change: (act) => this.#change(act),
    });
    this.#tally = new Tally(this.#statements);
    this.#publisher = publisher;
    this.#readJob = jobReader(db);
    this.#clock = new LeaseClock(clock, (jumpMs) => this.#moveTimes(jumpMs));
    this.#paused = this.#statements.getPaused.get() === 'true';
  }

  /**
   * Queues jobs, all or none. Gives their numbers in order; a job that its key says is there already gets that one's number.
   * @throws AppError 'not_found' or 'invalid_input' for a job to come after that is not there or will not complete
   */
  enqueue(jobs: readonly NewJob[]): Enqueued {
    const deps = {
      statements: this.#statements,
      gates: this.#gates,
      dependencies: this.#dependencies,
      wishes: this.#wishes,
    };
    return this.#change((effects, now) => insertJobs(deps, effects, jobs, now));
  }

  /** Takes up to `slots` jobs for a worker: the most urgent that may run. None while the queue is paused. */
  claim(workerId: WorkerId, slots: number): Claim[] {
    if (this.#paused || slots < 1) return [];
    return this.#change((effects, now) => this.#attempts.claim(effects, workerId, slots, now));
  }

  /** A worker's heartbeat: its leases get their full time again. Says which are lost and which are to stop. */
  renew(workerId: WorkerId, leases: readonly Lease[]): { lost: Lease[]; cancelAsked: Lease[] } {
    return this.#change((effects, now) => {
      const lost: Lease[] = [];
      const cancelAsked: Lease[] = [];
      for (const { jobId, epoch } of leases) {
        const lease = { jobId, epoch };
        const row = this.#statements.renew.get({ ...lease, workerId, now, leaseMs: this.#settings.leaseMs });
        if (row === undefined) lost.push(lease);
        else effects.changed(jobId);
        if (row !== undefined && row.cancel_asked_at !== null) cancelAsked.push(lease);
      }
      return { lost, cancelAsked };
    });
  }

  /** The work is done; when a cancel was asked, the job ends cancelled. False = the lease is lost, nothing changed. */
  complete(lease: Lease, result: Record<string, unknown>, failedRows: number): boolean {
    return this.#finish(lease, { kind: 'completed', result, failedRows });
  }

  /** The attempt failed: the job is tried again, fails, parks or ends cancelled. False = the lease is lost. */
  fail(lease: Lease, error: JobError): boolean {
    return this.#finish(lease, { kind: 'failed', error });
  }

  /** The attempt was stopped as asked. False = the lease is lost. */
  confirmCancel(lease: Lease): boolean {
    return this.#finish(lease, { kind: 'cancelled' });
  }

  /** The worker gives the job back unfinished; the attempt does not count. False = the lease is lost. */
  release(lease: Lease): boolean {
    return this.#finish(lease, { kind: 'released' });
  }

  /** Nobody is signed in in the job's profile; the attempt does not count. False = the lease is lost. */
  needLogin(lease: Lease, reason: string): boolean {
    return this.#finish(lease, { kind: 'needsLogin', reason });
  }

  /** Ends one attempt and claims the next jobs in one transaction. The claim goes on when the lease was lost. */
  finishAndClaim(
    workerId: WorkerId,
    lease: Lease,
    outcome: FinishOutcome,
    slots: number,
  ): { accepted: boolean; claims: Claim[] } {
    const { accepted, claims } = this.finishManyAndClaim(workerId, [{ lease, outcome }], slots);
    return { accepted: accepted[0] === true, claims };
  }

  /** Ends several attempts and claims the next jobs, all in one transaction. Says of each end whether it was accepted. */
  finishManyAndClaim(
    workerId: WorkerId,
    ends: readonly AttemptEnding[],
    slots: number,
  ): { accepted: boolean[]; claims: Claim[] } {
    return this.#change((effects, now) => {
      const accepted = ends.map(({ lease, outcome }) => this.#attempts.finish(effects, lease, outcome, now));
      const claims = this.#paused || slots < 1 ? [] : this.#attempts.claim(effects, workerId, slots, now);
      return { accepted, claims };
    });
  }

  /** Name of the profile that an attempt of a worker may leave its state in; null = none (any more), or the job is to stop. */
  heldProfile(workerId: WorkerId, { jobId, epoch }: Lease): string | null {
    return this.#statements.heldProfile.get({ workerId, jobId, epoch }) ?? null;
  }

  /** The next rows that an attempt walks over, after this number; none when there are none, or the lease is lost. */
  nextOwnRows(lease: Lease, after: number): OwnRow[] {
    return nextOwnRows(this.#statements, lease, after);
  }

  /** Keeps what an attempt reports; sent twice it counts once. False = the lease is lost, nothing was kept. */
  record(lease: Lease, data: RecordData): boolean {
    return this.#change((effects, now) => this.#recorder.record(effects, lease, data, now));
  }

  /** Keeps what the sites had in the browser of a failed attempt (sealed JSON) with its checkpoint; false = there is none. */
  keepBrowserState({ jobId, epoch }: Lease, browser: string): boolean {
    const { putBrowserState } = this.#statements;
    return this.#transact(() => putBrowserState.get({ jobId, epoch, browser }) !== undefined);
  }

  /** A stage of stopping was reached, `afterMs` after the request. False = the lease is lost. */
  cancelStage({ jobId, epoch }: Lease, stage: CancelStage, afterMs: number): boolean {
    return this.#change((effects, now) => {
      const row = this.#statements.touch.get({ jobId, epoch });
      if (row === undefined) return false;
      this.#events.append(jobId, row, 'cancel_stage', now, stageSentence(stage, afterMs));
      effects.activity(jobId, 'detail', row.rev);
      return true;
    });
  }

  /** Cancels a waiting or parked job, or asks a running one to stop. @throws AppError 'not_found' */
  cancel(jobId: JobId): 'cancelled' | 'asked' | 'already_ended' {
    return this.#change((effects, now) => this.#wishes.cancel(effects, jobId, now));
  }

  /** Queues an ended or parked job again with fresh retries, where wanted with other inputs. @throws AppError 'not_found' */
  retry(jobId: JobId, edit: JobEdit = {}): 'queued' | 'not_ended' {
    return this.#change((effects, now) => this.#wishes.retry(effects, jobId, now, edit));
  }

  /** Queues an ended or parked job to go on where it failed, or with its failed rows alone. @throws AppError 'not_found' */
  resume(jobId: JobId, from: ResumeFrom): ResumeOutcome {
    return this.#change((effects, now) => this.#wishes.resume(effects, jobId, from, now));
  }

  /** Lets a job that waits for its time or for other jobs run now; false when it does not. @throws AppError 'not_found' */
  runNow(jobId: JobId): boolean {
    return this.#change((effects, now) => this.#wishes.runNow(effects, jobId, now));
  }

  /** Changes a job that waits; false when it does not, and nothing was changed. @throws AppError 'not_found' */
  edit(jobId: JobId, edit: JobEdit): boolean {
    return this.#change((effects, now) => this.#wishes.edit(effects, jobId, edit, now));
  }

  /** Lets a waiting job wait until then (epoch milliseconds); false when it does not wait. @throws AppError 'not_found' */
  snooze(jobId: JobId, until: number): boolean {
    return this.#change((effects, now) => this.#wishes.snooze(effects, jobId, until, now));
  }

  /** Does the same to many jobs in one transaction. Gives how many it changed: those that are gone or that it does not fit stay. */
  applyToMany(jobIds: readonly JobId[], action: BulkAction): number {
    return this.#change(
      (effects, now) =>
        jobIds.filter((jobId) => {
          if (this.#statements.facts.get({ jobId }) === undefined) return false;
          if (this.#statements.isDeleted.get({ jobId }) !== undefined) return false;
          return this.#wishes.apply(effects, jobId, action, now);
        }).length,
    );
  }

  /**
   * Brings a portion of the jobs back that were deleted together, as far as they are not removed yet. Gives how many that were; fewer
   * than `most` = that was all.
   */
  undelete(batch: number, most: number): number {
    return this.#change((effects, now) => unmarkDeleted(this.#statements, effects, { batch, most, now }));
  }

  /** Pauses a flow, or limits how many of its jobs run at once. What runs goes on. @throws AppError 'not_found' */
  setFlowLimits(flowId: FlowId, limits: Partial<FlowLimits>): void {
    this.#changeGates(() => this.#gates.setFlow(flowId, limits));
  }

  /** The rules of sites, by name. */
  siteRules(): SiteRule[] {
    return this.#gates.siteRules();
  }

  setSiteRule(rule: SiteRule): void {
    this.#changeGates(() => this.#gates.putSite(rule));
  }

  removeSiteRule(site: string): void {
    this.#changeGates(() => this.#gates.removeSite(site));
  }

  /** Takes back every job whose lease has run out. */
  reclaimExpired(): Reclaimed[] {
    const seconds = Math.round(this.#settings.leaseMs / 1000);
    return this.#reclaim({ by: 'expired' }, 'lease_expired', `No heartbeat for ${seconds} s.`);
  }

  /** Takes back every job of one worker: at once when its process ended. */
  reclaimWorker(workerId: WorkerId, outcome: 'worker_died' | 'lease_expired', detail: string): Reclaimed[] {
    return this.#reclaim({ by: 'worker', workerId }, outcome, detail);
  }

  /** Takes back every running job: at the start of the app, when nobody of the run before is left. */
  reclaimAll(): Reclaimed[] {
    return this.#reclaim({ by: 'all' }, 'app_restarted', 'The app was restarted.');
  }

  /** Makes waiting jobs claimable whose time has come or whose gate has opened. Gives the time of the next one, or null. */
  promoteDue(): number | null {
    return this.#change((effects, now) => {
      this.#attempts.promoteDue(effects, now);
      const times = [this.#statements.nextDue.get({}) ?? null, this.#gates.nextOpening(now)];
      const known = times.filter((time) => time !== null);
      return known.length === 0 ? null : Math.min(...known);
    });
  }

  /** While paused nothing is claimed; what runs goes on. Survives a restart. */
  setPaused(paused: boolean): void {
    this.#change(
      (effects) => {
        this.#statements.setPaused.run(JSON.stringify(paused));
        if (!paused) effects.wake();
      },
      () => {
        this.#paused = paused;
      },
    );
    this.#publisher.emit('pausedChanged', paused);
  }

  isPaused(): boolean {
    return this.#paused;
  }

  /** How many jobs stand in each shown state. Costs the same with ten jobs and with a million. */
  counts(): StateCounts {
    return this.#tally.counts(this.#clock.now());
  }

  /** Writes a limit, takes it in force, and lets those go on that it no longer holds. */
  #changeGates(write: () => void): void {
    this.#change(
      (effects) => {
        write();
        effects.wake();
      },
      () => this.#gates.reload(),
    );
    this.promoteDue();
  }

  #finish(lease: Lease, outcome: FinishOutcome): boolean {
    return this.#change((effects, now) => this.#attempts.finish(effects, lease, outcome, now));
  }

  #reclaim(...[which, reason, detail]: ReclaimArguments): Reclaimed[] {
    return this.#change((effects, now) => this.#attempts.reclaim(effects, which, reason, detail, now));
  }

  /** One change: the time, the transaction, `committed` when it is safe on disk, and then the news of it. */
  #change<T>(change: (effects: Effects, now: number) => T, committed?: () => void): T {
    const now = this.#clock.now();
    const effects = new Effects();
    const value = this.#transact(() => change(effects, now));
    committed?.();
    effects.publish(this.#tally, this.#publisher, this.#readJob, now);
    return value;
  }

  /** The wall clock jumped: leases and the waits of retries keep the time they had left. */
  #moveTimes(jumpMs: number): void {
    this.#transact(() => {
      this.#statements.shiftLeases.all({ jumpMs });
      this.#statements.shiftRetries.run({ jumpMs });
    });
  }
}

type ReclaimArguments = [
  which: Parameters<Attempts['reclaim']>[1],
  reason: Parameters<Attempts['reclaim']>[2],
  detail: string,
];
