import { basename } from 'node:path';
import { assertNever } from '../../../shared/assert.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { AttemptResult, ClaimedJob, FromWorker } from '../../../shared/ipc/worker-protocol.ts';
import type { LogLevel } from '../../../shared/job/schema.ts';
import type { Claim, JobQueue, RecordData } from '../queue/queue.ts';
import type { BrowserLedger } from '../registry/browsers.ts';
import type { WorkerRegistry } from '../registry/workers.ts';
import { dropLease, heldLease, type Lease, post, type Worker } from './worker.ts';

export interface DispatcherDeps {
  readonly queue: JobQueue;
  readonly workers: WorkerRegistry;
  readonly ledger: BrowserLedger;
  readonly clock: Clock;
  /** Makes a claim ready to run: opens secrets, starts the practice site where it is asked for. */
  readonly prepare: (claim: Claim) => Promise<ClaimedJob>;
  readonly note: (level: LogLevel, source: string, message: string) => void;
  /** Something that the screens show of a worker has changed. */
  readonly changed: () => void;
}

type Message<K extends FromWorker['kind']> = Extract<FromWorker, { kind: K }>;

/** Turns what workers say into calls of the queue. Every write carries its lease, so a stale one changes nothing. */
export class Dispatcher {
  readonly #deps: DispatcherDeps;

  constructor(deps: DispatcherDeps) {
    this.#deps = deps;
  }

  /** Handles one parsed message of one live worker. What a condemned one still says counts no more. */
  handle(worker: Worker, message: FromWorker): void {
    if (worker.phase === 'condemned') return;
    worker.seenAt = this.#deps.clock.monotonic();
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
      case 'finished':
        return this.#finished(worker, message);
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

  #give(worker: Worker, slots: number): void {
    const free = worker.phase === 'open' ? Math.min(slots, worker.concurrency - worker.leases.size) : 0;
    const claims = free > 0 ? this.#deps.queue.claim(worker.id, free) : [];
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

  #beat(worker: Worker, beat: Message<'beat'>): void {
    worker.rssBytes = beat.rssBytes;
    const { lost, cancelAsked } = this.#deps.queue.renew(worker.id, beat.jobs);
    for (const lease of lost) this.#lose(worker, lease);
    // The push of a cancel may have been missed: a beat says it again.
    for (const lease of cancelAsked) post(worker, { kind: 'cancel', ...plain(lease) });
    this.#beatSeen(worker);
  }

  #beatSeen(worker: Worker): void {
    worker.beatAt = this.#deps.clock.now();
    const { jobsDone, jobsFailed } = worker;
    this.#deps.workers.beat(worker.id, worker.leases.size > 0 ? 'busy' : 'idle', { jobsDone, jobsFailed });
    this.#deps.changed();
  }

  #record(worker: Worker, data: Message<'data'>): void {
    if (this.#deps.queue.record(data, toRecord(data))) {
      return post(worker, { kind: 'ack', ...plain(data), batch: data.batch });
    }
    this.#lose(worker, data);
  }

  #finished(worker: Worker, message: Message<'finished'>): void {
    if (this.#finish(worker, message, message.result)) return;
    this.#deps.note('WARN', `W${worker.slot}`, `a late result of job #${message.jobId} was dropped`);
    this.#lose(worker, message);
  }

  /** Settles an attempt; false = the lease was lost and nothing changed. */
  #finish(worker: Worker, lease: Lease, result: AttemptResult): boolean {
    const accepted = this.#settle(lease, result);
    dropLease(worker, lease);
    if (accepted && result.kind === 'completed') worker.jobsDone += 1;
    if (accepted && result.kind === 'failed') worker.jobsFailed += 1;
    this.#deps.changed();
    return accepted;
  }

  #settle(lease: Lease, result: AttemptResult): boolean {
    const { queue } = this.#deps;
    switch (result.kind) {
      case 'completed':
        return queue.complete(lease, result.result, result.failedRows);
      case 'failed':
        return queue.fail(lease, result.error);
      case 'cancelled':
        return queue.confirmCancel(lease);
      case 'released':
        return queue.release(lease);
      default:
        return assertNever(result);
    }
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

function plain(lease: Lease): Lease {
  return { jobId: lease.jobId, epoch: lease.epoch };
}

/** A file name from a worker may only name a file inside its attempt's folder. */
function toRecord(data: Message<'data'>): RecordData {
  const artifacts = data.artifacts
    .filter(({ file }) => basename(file) === file && file !== '.' && file !== '..' && !file.includes('\\'))
    .map(({ file, ...artifact }) => ({ ...artifact, path: `${data.jobId}/${data.epoch}/${file}` }));
  const { stepsTotal, steps, lines, rows, once } = data;
  return { stepsTotal, steps, lines, rows, artifacts, once };
}
