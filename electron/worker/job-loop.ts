import { type Clock, type Disposable, setRepeating } from '../../shared/clock.ts';
import type { ClaimedJob, FromWorker, ToWorker } from '../../shared/ipc/worker-protocol.ts';
import type { RunningJob } from './run-job.ts';

/** What concerns a job that somebody looks at. */
export type LiveMessage = Extract<
  ToWorker,
  { kind: 'watch' | 'unwatch' | 'pictureTaken' | 'wish' | 'trial' }
>;

type Message<K extends ToWorker['kind']> = Extract<ToWorker, { kind: K }>;

export interface JobLoopDeps {
  readonly send: (message: FromWorker) => void;
  readonly clock: Clock;
  readonly start: (job: ClaimedJob) => RunningJob;
}

/** An unanswered question is asked again after so many polls: main may have been busy, or the answer lost. */
const POLLS_UNTIL_ASKED_AGAIN = 10;

/**
 * Keeps the worker's slots filled. It is `open` (asks for jobs) or `closed` (runs what it has, takes no more).
 * While open it asks after every start, nudge and finished job, and every `pollMs` as a backstop; at most one question is
 * unanswered at a time, and it is for the free slots only, so that never more than `concurrency` jobs run.
 */
export class JobLoop {
  readonly #deps: JobLoopDeps;
  readonly #running = new Map<string, RunningJob>();
  #concurrency = 0;
  /** Fewer at once than it may, for now; null = as many as it may. */
  #pace: number | null = null;
  #open = false;
  #poll: Disposable | null = null;
  /** Polls since the unanswered question; null when none is unanswered. */
  #waited: number | null = null;
  #whenEmpty: (() => void)[] = [];

  constructor(deps: JobLoopDeps) {
    this.#deps = deps;
  }

  /** The leases that are held now. */
  get leases(): Pick<RunningJob, 'jobId' | 'epoch'>[] {
    return [...this.#running.values()].map(({ jobId, epoch }) => ({ jobId, epoch }));
  }

  /** How many jobs may run at once. */
  get concurrency(): number {
    return this.#concurrency;
  }

  /** How many run now. */
  get running(): number {
    return this.#running.size;
  }

  /** Begins to ask for jobs. */
  open({ concurrency, pollMs }: { concurrency: number; pollMs: number }): void {
    this.#concurrency = concurrency;
    this.#open = true;
    this.poll(pollMs);
    this.#ask();
  }

  /** From now on it asks by itself so often; changes nothing once it is closed. */
  poll(pollMs: number): void {
    if (!this.#open) return;
    this.#poll?.dispose();
    this.#poll = setRepeating(this.#deps.clock, pollMs, () => this.#polled());
  }

  nudge(): void {
    this.#ask();
  }

  /** From now on it runs up to so many jobs; what runs beyond that is finished, and nothing comes in its place. */
  resize(concurrency: number): void {
    this.#concurrency = concurrency;
    this.#ask();
  }

  /** Asks for jobs only while fewer than so many run; null = up to all that may run. */
  pace(jobs: number | null): void {
    this.#pace = jobs;
    this.#ask();
  }

  /** The answer to a question: starts the jobs; those that have no slot any more are given back. */
  jobs(jobs: readonly ClaimedJob[]): void {
    this.#waited = null;
    for (const job of jobs) {
      if (this.#open && this.#running.size < this.#concurrency) this.#begin(job);
      else this.#giveBack(job);
    }
    // A full answer means that there may be more.
    if (jobs.length > 0) this.#ask();
  }

  acked(ack: Message<'ack'>): void {
    this.#of(ack)?.acked(ack.batch);
  }

  /** The next rows of an attempt. */
  ownRows(given: Message<'ownRows'>): void {
    this.#of(given)?.ownRows?.(given.rows);
  }

  /** A person wants the job to end. */
  cancel(lease: Message<'cancel'>): void {
    this.#of(lease)?.stop('cancel');
  }

  /** A person looks at a job, or wants something of it. */
  live(message: LiveMessage): void {
    this.#of(message)?.live(message);
  }

  /** Another attempt holds the job: end without a word. */
  leaseLost(lease: Message<'leaseLost'>): void {
    this.#of(lease)?.stop('leaseLost');
  }

  /** Takes no more jobs. */
  close(): void {
    this.#open = false;
    this.#poll?.dispose();
    this.#poll = null;
  }

  /** Takes no more jobs and gives back what runs. */
  releaseAll(): void {
    this.close();
    for (const job of this.#running.values()) job.stop('release');
  }

  /** Settles when nothing runs. */
  async empty(): Promise<void> {
    while (this.#running.size > 0) await new Promise<void>((resolve) => this.#whenEmpty.push(resolve));
  }

  #polled(): void {
    if (this.#waited !== null && ++this.#waited >= POLLS_UNTIL_ASKED_AGAIN) this.#waited = null;
    this.#ask();
  }

  #ask(): void {
    const slots = Math.min(this.#concurrency, this.#pace ?? this.#concurrency) - this.#running.size;
    if (!this.#open || slots <= 0 || this.#waited !== null) return;
    this.#waited = 0;
    this.#deps.send({ kind: 'ask', slots });
  }

  #begin(job: ClaimedJob): void {
    const running = this.#deps.start(job);
    this.#running.set(keyOf(job), running);
    void running.ended.then(() => {
      this.#running.delete(keyOf(job));
      this.#ask();
      if (this.#running.size === 0) for (const resolve of this.#whenEmpty.splice(0)) resolve();
    });
  }

  #giveBack({ jobId, epoch }: ClaimedJob): void {
    this.#deps.send({ kind: 'finished', jobId, epoch, result: { kind: 'released' } });
  }

  #of(lease: Pick<RunningJob, 'jobId' | 'epoch'>): RunningJob | undefined {
    return this.#running.get(keyOf(lease));
  }
}

function keyOf({ jobId, epoch }: Pick<RunningJob, 'jobId' | 'epoch'>): string {
  return `${jobId}/${epoch}`;
}
