import type { RunningJob } from '../../../electron/worker/run-job.ts';
import type { StopKind } from '../../../electron/worker/stopped.ts';
import type { Disposable } from '../../../shared/clock.ts';
import type { AttemptResult, ClaimedJob } from '../../../shared/ipc/worker-protocol.ts';
import type { Surroundings } from '../../support/played-process.ts';
import { FAILURE, Plan, REFUSAL, rowOf } from './plan.ts';

/** What a job needs to stop after a cancel. */
const STOP_MS = 30;

/**
 * One attempt that does what its plan says: half of its rows in the middle, the rest at its end, and it ends when main has them all.
 * Stopped, it ends a moment later, with the rows that it had sent.
 */
export class LoadJob implements RunningJob {
  readonly jobId: ClaimedJob['jobId'];
  readonly epoch: ClaimedJob['epoch'];
  readonly ended: Promise<void>;
  readonly #job: ClaimedJob;
  readonly #plan: Plan;
  readonly #around: Surroundings;
  readonly #end: () => void;
  #timer: Disposable;
  #batch = 0;
  #rowsSent = 0;
  /** The second half of its time runs, or is over. */
  #isOver = false;
  #isStopped = false;

  constructor(job: ClaimedJob, around: Surroundings) {
    this.jobId = job.jobId;
    this.epoch = job.epoch;
    this.#job = job;
    this.#plan = Plan.parse(job.inputs);
    this.#around = around;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.ended = promise;
    this.#end = resolve;
    this.#timer = around.clock.setTimer(this.#plan.ms / 2, () => this.#goOn());
  }

  acked(): void {
    if (!this.#isStopped) this.#goOn();
  }

  live(): void {}

  stop(kind: StopKind): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#timer.dispose();
    if (kind === 'leaseLost') return this.#end();
    const result: AttemptResult = { kind: kind === 'cancel' ? 'cancelled' : 'released' };
    this.#around.clock.setTimer(STOP_MS, () => this.#finish(result));
  }

  /** Half of the rows; when they are taken in and the time is over, the other half; when those are taken in, the end. */
  #goOn(): void {
    const { ms, rows } = this.#plan;
    const firstHalf = Math.floor(rows / 2);
    if (this.#rowsSent < firstHalf) return this.#send(firstHalf);
    if (!this.#isOver) {
      this.#isOver = true;
      this.#timer = this.#around.clock.setTimer(ms / 2, () => this.#goOn());
    } else if (this.#rowsSent < rows) this.#send(rows - this.#rowsSent);
    else this.#finish(this.#result());
  }

  #send(count: number): void {
    const { jobId, epoch } = this;
    const rows = Array.from({ length: count }, (_, index) => {
      const seq = this.#rowsSent + index;
      return { dataset: 'd', seq, data: rowOf(jobId, epoch, seq) };
    });
    this.#rowsSent += count;
    const nothing = { steps: [], lines: [], artifacts: [], once: null };
    this.#around.send({ kind: 'data', jobId, epoch, batch: this.#batch, stepsTotal: 1, ...nothing, rows });
    this.#batch += 1;
  }

  #result(): AttemptResult {
    const { fails, refused } = this.#plan;
    if (this.#job.attempt <= fails) return { kind: 'failed', error: FAILURE };
    if (refused) return { kind: 'failed', error: REFUSAL };
    return {
      kind: 'completed',
      result: { epoch: this.epoch, rows: this.#rowsSent },
      failedRows: 0,
    };
  }

  #finish(result: AttemptResult): void {
    const { jobId, epoch } = this;
    this.#around.send({ kind: 'finished', jobId, epoch, result });
    this.#end();
  }
}
