import { basename } from 'node:path';
import { assertNever } from '../../../shared/assert.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { AttemptResult, ClaimedJob, FromWorker } from '../../../shared/ipc/worker-protocol.ts';
import type { CheckpointState } from '../../../shared/job/own-rows.ts';
import { profileFacts } from '../../../shared/job/profile-facts.ts';
import type { ProfileState } from '../../../shared/job/profile-state.ts';
import type { LogLevel } from '../../../shared/job/schema.ts';
import type { LiveHub } from '../live/live-hub.ts';
import type { AttemptEnding, Claim, JobQueue, RecordData } from '../queue/queue.ts';
import type { BrowserLedger } from '../registry/browsers.ts';
import type { WorkerRegistry } from '../registry/workers.ts';
import type { TrialDesk } from '../trial/trial-desk.ts';
import { settleEnds } from './settle-ends.ts';
import { dropLease, heldLease, type Lease, post, type Worker } from './worker.ts';

export interface DispatcherDeps {
  readonly queue: JobQueue;
  readonly workers: WorkerRegistry;
  readonly ledger: BrowserLedger;
  readonly clock: Clock;
  /** Makes a claim ready to run: opens secrets, starts the practice site where it is asked for. */
  readonly prepare: (claim: Claim) => Promise<ClaimedJob>;
  /** Keeps the state that an attempt leaves in its profile. */
  readonly saveProfile: (name: string, state: ProfileState) => void;
  /** What of a checkpoint may stand in the database: sealed where it holds secrets. */
  readonly checkpointText?: (state: CheckpointState, secret: boolean) => string;
  /** The same for what the sites keep in a browser. */
  readonly browserStateText?: (state: ProfileState) => string;
  readonly note: (level: LogLevel, source: string, message: string) => void;
  /** Hears how running jobs stand and what is seen of them; absent = nobody looks. */
  readonly live?: Pick<LiveHub, 'changed' | 'seen'>;
  /** Hears what trials answer; absent = nobody asks. */
  readonly trials?: Pick<TrialDesk, 'answered'>;
  /** Something that the screens show of a worker has changed. */
  readonly changed: () => void;
}

type Message<K extends FromWorker['kind']> = Extract<FromWorker, { kind: K }>;

/**
 * Turns what workers say into calls of the queue. Every write carries its lease, so a stale one changes nothing.
 *
 * Ends wait until the question for the next jobs comes, another message, or the end of the turn of the event loop: so an end and
 * the claim after it, or the ends of several jobs, are one transaction.
 */
export class Dispatcher {
  readonly #deps: DispatcherDeps;

  constructor(deps: DispatcherDeps) {
    this.#deps = deps;
  }

  /** Handles one parsed message of one live worker. What a condemned one still says counts no more. */
  handle(worker: Worker, message: FromWorker): void {
    if (worker.phase === 'condemned') return;
    worker.seenAt = this.#deps.clock.monotonic();
    if (message.kind === 'live' || message.kind === 'view') return this.#look(worker, message);
    if (message.kind === 'trialAnswer') return this.#trialAnswer(worker, message);
    if (message.kind !== 'finished' && message.kind !== 'ask') this.settle(worker);
    switch (message.kind) {
      case 'ready':
        worker.ready = true;
        return this.#beatSeen(worker);
      case 'ask':
        return this.#give(worker, message.slots);
      case 'beat':
        return this.#beat(worker, message);
      case 'data':
        return this.#record(worker, message);
      case 'cancelStage':
        this.#deps.queue.cancelStage(message, message.stage, message.afterMs);
        return;
      case 'profileState':
        return this.#keepProfile(worker, message);
      case 'failureState':
        return this.#keepBrowserState(worker, message);
      case 'wantRows':
        return this.#giveRows(worker, message);
      case 'finished':
        dropLease(worker, message);
        worker.ends.push({ lease: plain(message), outcome: message.result });
        return;
      case 'browserStarting':
        this.#deps.ledger.starting(message.browser, worker.id, message.profileDir);
        worker.browsers.add(message.browser);
        post(worker, { kind: 'browserAllowed', browser: message.browser });
        return this.#deps.changed();
      case 'browserStarted':
        return this.#deps.ledger.started(message.browser, message.pid);
      case 'browserClosed':
        this.#deps.ledger.closed(message.browser);
        worker.browsers.delete(message.browser);
        return this.#deps.changed();
      case 'note':
        return this.#deps.note(message.level, `W${worker.slot}`, message.message);
      default:
        assertNever(message);
    }
  }

  /**
   * Writes the ends down that wait for it.
   * @throws when one of them cannot be written down; the others are
   */
  settle(worker: Worker): void {
    if (worker.ends.length > 0) this.#settleAndClaim(worker, 0);
  }

  #give(worker: Worker, slots: number): void {
    const free = worker.phase === 'open' ? Math.min(slots, worker.concurrency - worker.leases.size) : 0;
    const claims = this.#settleAndClaim(worker, Math.max(0, free));
    if (claims.length === 0) return post(worker, { kind: 'jobs', jobs: [] });
    for (const claim of claims) worker.leases.set(claim.jobId, { ...plain(claim), given: false });
    this.#deps.changed();
    this.#prepareAll(worker, claims).catch((error: unknown) => {
      // The jobs are still leased: when the lease ends they return.
      this.#deps.note('ERROR', `W${worker.slot}`, `jobs could not be handed over: ${String(error)}`);
    });
  }

  async #prepareAll(worker: Worker, claims: readonly Claim[]): Promise<void> {
    const prepared = await Promise.all(claims.map((claim) => this.#prepareOne(worker, claim)));
    const jobs = prepared.filter((job) => job !== null).filter((job) => this.#handOver(worker, job));
    post(worker, { kind: 'jobs', jobs });
  }

  /** True when the worker is to get the job. It may have been cancelled, or the worker told to end, while it was made ready. */
  #handOver(worker: Worker, job: ClaimedJob): boolean {
    const lease = heldLease(worker, job);
    if (lease === undefined) return false;
    if (worker.phase !== 'open') {
      this.#finish(worker, lease, { kind: 'released' });
      return false;
    }
    lease.given = true;
    return true;
  }

  /** A job that cannot be made ready fails with the reason; the others go on. */
  async #prepareOne(worker: Worker, claim: Claim): Promise<ClaimedJob | null> {
    try {
      return await this.#deps.prepare(claim);
    } catch (error) {
      if (heldLease(worker, claim) === undefined) return null;
      const message = error instanceof Error ? error.message : String(error);
      const mend = 'Mend what the sentence names, then retry the job.';
      this.#finish(worker, claim, { kind: 'failed', error: { category: 'UnknownError', message, mend } });
      return null;
    }
  }

  /** Nothing of this is written down: it comes often, and ends with its attempt. */
  #look(worker: Worker, message: Message<'live'> | Message<'view'>): void {
    if (heldLease(worker, message) === undefined) return;
    if (message.kind === 'live') return this.#deps.live?.changed(plain(message), message.state);
    if (message.view.kind === 'picture') post(worker, { kind: 'pictureTaken', ...plain(message) });
    this.#deps.live?.seen(message.jobId, message.view);
  }

  #trialAnswer(worker: Worker, { jobId, epoch, ask, answer }: Message<'trialAnswer'>): void {
    if (heldLease(worker, { jobId, epoch }) !== undefined) this.#deps.trials?.answered(jobId, ask, answer);
  }

  #beat(worker: Worker, beat: Message<'beat'>): void {
    worker.rssBytes = beat.rssBytes;
    worker.cpu = beat.cpu;
    worker.loopDelayMs = beat.loopDelayMs;
    worker.pace = beat.pace ?? null;
    const { lost, cancelAsked } = this.#deps.queue.renew(worker.id, beat.jobs);
    for (const lease of lost) this.#lose(worker, lease);
    // The push of a cancel may have been missed: a beat says it again.
    for (const lease of cancelAsked) post(worker, { kind: 'cancel', ...plain(lease) });
    this.#beatSeen(worker);
    this.#keepSample(worker, beat.browsers);
  }

  #keepSample(worker: Worker, browsers: number): void {
    const { id, cpu, rssBytes, loopDelayMs, leases, jobsDone, jobsFailed } = worker;
    const jobs = leases.size;
    this.#deps.workers.sample({
      workerId: id,
      cpu,
      rssBytes,
      loopDelayMs,
      jobs,
      browsers,
      jobsDone,
      jobsFailed,
    });
  }

  #beatSeen(worker: Worker): void {
    worker.beatAt = this.#deps.clock.now();
    const { jobsDone, jobsFailed } = worker;
    this.#deps.workers.beat(worker.id, worker.leases.size > 0 ? 'busy' : 'idle', { jobsDone, jobsFailed });
    this.#deps.changed();
  }

  #record(worker: Worker, data: Message<'data'>): void {
    if (this.#deps.queue.record(data, { ...toRecord(data), ...this.#checkpointOf(worker, data) })) {
      return post(worker, { kind: 'ack', ...plain(data), batch: data.batch });
    }
    this.#lose(worker, data);
  }

  /** A checkpoint that cannot be sealed is not kept: the job goes on without it. */
  #checkpointOf(worker: Worker, { checkpoint, jobId }: Message<'data'>): Pick<RecordData, 'checkpoint'> {
    const { checkpointText } = this.#deps;
    if (checkpoint === undefined || checkpointText === undefined) return {};
    const { state, secret, ...place } = checkpoint;
    try {
      return { checkpoint: { ...place, state: checkpointText(state, secret) } };
    } catch (error) {
      this.#deps.note(
        'WARN',
        `W${worker.slot}`,
        `no checkpoint of job #${jobId} is kept: ${reasonOf(error)}`,
      );
      return {};
    }
  }

  #keepBrowserState(worker: Worker, message: Message<'failureState'>): void {
    try {
      const text = this.#deps.browserStateText?.(message.state);
      if (text !== undefined) this.#deps.queue.keepBrowserState(plain(message), text);
    } catch (error) {
      const source = `W${worker.slot}`;
      this.#deps.note('WARN', source, `the browser of job #${message.jobId} is not kept: ${reasonOf(error)}`);
    }
  }

  /** Rows that cannot be read fail the attempt with the reason: nothing runs on half of them. */
  #giveRows(worker: Worker, message: Message<'wantRows'>): void {
    const lease = plain(message);
    if (heldLease(worker, lease) === undefined) return this.#lose(worker, lease);
    try {
      const rows = this.#deps.queue.nextOwnRows(lease, message.after);
      post(worker, { kind: 'ownRows', ...lease, rows });
    } catch (error) {
      const mend = 'Queue the rows anew.';
      const told = `The rows of the job cannot be read: ${reasonOf(error)}`;
      this.#finish(worker, lease, {
        kind: 'failed',
        error: { category: 'UnknownError', message: told, mend },
      });
      post(worker, { kind: 'leaseLost', ...lease });
    }
  }

  /** A state that cannot be kept takes nothing from the job: its work is done. The profile stays as it was. */
  #keepProfile(worker: Worker, message: Message<'profileState'>): void {
    const name = this.#deps.queue.heldProfile(worker.id, message);
    const source = `W${worker.slot}`;
    if (name === null) {
      return this.#deps.note('WARN', source, `a late profile state of job #${message.jobId} was dropped`);
    }
    try {
      this.#deps.saveProfile(name, message.state);
      this.#deps.queue.profiles.kept(worker.id, message, profileFacts(message.state));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#deps.note(
        'ERROR',
        source,
        `the profile “${name}” of job #${message.jobId} was not saved: ${reason}`,
      );
    }
  }

  #settleAndClaim(worker: Worker, slots: number): readonly Claim[] {
    const ends = worker.ends.splice(0);
    const settled = settleEnds(this.#deps.queue, worker.id, ends, slots);
    for (const [at, end] of ends.entries()) this.#tellEnd(worker, end, settled.ends[at]);
    for (const end of settled.ends) if (typeof end === 'object') throw end.failure;
    return settled.claims ?? this.#deps.queue.claim(worker.id, slots);
  }

  /** An end was written down, or refused because the lease was lost; of one that failed there is nothing to tell. */
  #tellEnd(worker: Worker, { lease, outcome }: AttemptEnding, accepted: unknown): void {
    if (accepted === true) return this.#count(worker, outcome.kind);
    if (accepted !== false) return;
    this.#deps.note('WARN', `W${worker.slot}`, `a late result of job #${lease.jobId} was dropped`);
    this.#lose(worker, lease);
  }

  /** Ends an attempt that its worker has not told the end of. */
  #finish(worker: Worker, lease: Lease, result: AttemptResult): void {
    const { accepted } = this.#deps.queue.finishAndClaim(worker.id, plain(lease), result, 0);
    dropLease(worker, lease);
    if (accepted) this.#count(worker, result.kind);
    this.#deps.changed();
  }

  #count(worker: Worker, kind: AttemptResult['kind']): void {
    if (kind === 'completed') worker.jobsDone += 1;
    if (kind === 'failed') worker.jobsFailed += 1;
    this.#deps.changed();
  }

  /** A cancel came before the worker was given the job: it ends here and now. */
  cancelBeforeStart(worker: Worker, lease: Lease): void {
    this.#finish(worker, lease, { kind: 'cancelled' });
  }

  /** The queue took these leases back: whoever still holds one is told, and its slot is free again. */
  leasesEnded(workers: Iterable<Worker>, leases: readonly Lease[]): void {
    for (const worker of workers) {
      for (const lease of leases) if (heldLease(worker, lease) !== undefined) this.#lose(worker, lease);
    }
    this.#deps.changed();
  }

  #lose(worker: Worker, lease: Lease): void {
    dropLease(worker, lease);
    post(worker, { kind: 'leaseLost', ...plain(lease) });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function plain(lease: Lease): Lease {
  return { jobId: lease.jobId, epoch: lease.epoch };
}

/** A file name from a worker may only name a file inside its attempt's folder. */
function toRecord(data: Message<'data'>): RecordData {
  const artifacts = data.artifacts
    .filter(({ file }) => basename(file) === file && file !== '.' && file !== '..' && !file.includes('\\'))
    .map(({ file, ...artifact }) => ({ ...artifact, path: `${data.jobId}/${data.epoch}/${file}` }));
  const { stepsTotal, steps, lines, rows, failures = [], once, rowEnds } = data;
  return { stepsTotal, steps, lines, rows, artifacts, failures, once, rowEnds };
}
