import type { Clock, Disposable } from '../../shared/clock.ts';
import type {
  FromWorker,
  WorkerArtifact,
  WorkerLogLine,
  WorkerStep,
} from '../../shared/ipc/worker-protocol.ts';
import type { FailureDetail } from '../../shared/job/failure.ts';
import type { RowData } from '../../shared/job/schema.ts';

type DataMessage = Extract<FromWorker, { kind: 'data' }>;
type Row = DataMessage['rows'][number];
/** One batch without the names of its attempt. */
export type OutboxBatch = Omit<DataMessage, 'kind' | 'jobId' | 'epoch' | 'stepsTotal'>;
type RowEnd = NonNullable<DataMessage['rowEnds']>[number];
type Checkpoint = NonNullable<DataMessage['checkpoint']>;
export type UnnumberedLine = Omit<WorkerLogLine, 'seq'>;

/** What one batch holds at most. */
export const MAX_ROWS = 1000;
export const MAX_LINES = 500;
export const MAX_STEPS = 500;
/** Lines beyond these unsent ones are left out and counted. */
export const MAX_UNSENT_LINES = 5000;
/** The next own row waits while more than these ended ones are unsent. */
export const MAX_ROW_ENDS = 200;
/** `rows()` waits while more than these are unsent. */
export const ROWS_WATERMARK = 2000;
/** So long a single item waits for company. */
export const FLUSH_MS = 50;

/**
 * Everything an attempt tells, on its way to main: batched, in order, with credit.
 *
 * It is `idle` (nothing unsent), `gathering` (a timer runs), or `waiting` (a batch is sent and not acknowledged).
 * At most one batch is unacknowledged, so a flood slows its own source: rows make their step wait, log lines
 * beyond MAX_UNSENT_LINES are left out with one line that counts them. Steps, rows and artifacts are never left out.
 * Only `flush` sends; only `acked` ends the waiting. After `silence` nothing leaves any more.
 */
export class Outbox {
  readonly #clock: Clock;
  readonly #send: (batch: OutboxBatch) => void;
  /** By `seq`, in the order in which they were first told. */
  readonly #steps = new Map<number, WorkerStep>();
  #lines: WorkerLogLine[] = [];
  #rowsUnsent: Row[] = [];
  #artifacts: WorkerArtifact[] = [];
  #failures: FailureDetail[] = [];
  #once: string | null = null;
  /** Each with the number of rows that must have gone before it. */
  #rowEnds: { readonly end: RowEnd; readonly kept: number }[] = [];
  /** The newest one alone counts. */
  #checkpoints: Checkpoint[] = [];
  /** The own row whose steps run now. */
  #origin: number | undefined;
  #hasCheckpoint = false;
  /** The batch that carried the last announcement. */
  #onceBatch: number | null = null;
  #lastAcked = -1;
  #lineSeq = 0;
  #rowSeq = 0;
  #suppressed = 0;
  #nextBatch = 0;
  #unacked: number | null = null;
  #timer: Disposable | null = null;
  #silent = false;
  /** Called after every acknowledgement, and once more when silenced. */
  #waiters: (() => void)[] = [];

  constructor(clock: Clock, send: (batch: OutboxBatch) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  /** The newest state of a step run; states of one batch fold into one. */
  step(step: WorkerStep): void {
    this.#steps.set(step.seq, step);
    this.#schedule();
  }

  /** Resolves when not too many steps are unsent, so that a loop without pauses cannot fill the memory. */
  async roomForSteps(): Promise<void> {
    await this.#until(() => this.#steps.size <= MAX_STEPS);
  }

  line(line: UnnumberedLine): void {
    if (this.#lines.length >= MAX_UNSENT_LINES) this.#suppressed++;
    else {
      this.#tellSuppressed(line.at);
      this.#lines.push({ ...line, seq: this.#lineSeq++ });
    }
    this.#schedule();
  }

  artifact(artifact: WorkerArtifact): void {
    this.#artifacts.push(artifact);
    this.#schedule();
  }

  /** What is known of a step's failure; the artifacts that it names were told before. */
  failure(detail: FailureDetail): void {
    this.#failures.push(detail);
    this.#schedule();
  }

  /** Keeps rows in order; resolves when there is room for more. */
  async rows(dataset: string, rows: readonly RowData[]): Promise<void> {
    const origin = this.#origin === undefined ? {} : { origin: this.#origin };
    for (const data of rows) this.#rowsUnsent.push({ dataset, seq: this.#rowSeq++, data, ...origin });
    this.#schedule();
    await this.#until(() => this.#rowsUnsent.length <= ROWS_WATERMARK);
  }

  /** From now on rows are brought by this own row of the job. */
  beginOwnRow(number: number): void {
    this.#origin = number;
  }

  /** An own row has ended; it goes out with the last of what it brought, or after it, and with a checkpoint behind it. */
  endOwnRow(end: RowEnd, checkpoint: Omit<Checkpoint, 'kept'>): void {
    this.#rowEnds.push({ end, kept: this.#rowSeq });
    this.checkpoint(checkpoint);
  }

  /** From here the job can go on: what was brought so far stays. */
  checkpoint(checkpoint: Omit<Checkpoint, 'kept'>): void {
    this.#hasCheckpoint = true;
    const before = this.#checkpoints.filter(({ kept }) => kept < this.#rowSeq);
    this.#checkpoints = [...before, { ...checkpoint, kept: this.#rowSeq }];
    this.#schedule();
  }

  /** True when there was a place from which the job can go on. */
  get hasCheckpoint(): boolean {
    return this.#hasCheckpoint;
  }

  /** Resolves when not too many ended rows are unsent. */
  async roomForRowEnds(): Promise<void> {
    await this.#until(() => this.#rowEnds.length <= MAX_ROW_ENDS);
  }

  /** Says that the `once` step at this path is about to run; resolves when that is safe on disk. */
  async announceOnce(path: string): Promise<void> {
    await this.#until(() => this.#once === null);
    this.#once = path;
    this.#onceBatch = null;
    this.#flush();
    await this.#until(() => this.#onceBatch !== null && this.#lastAcked >= this.#onceBatch);
  }

  /** Main has the batch on disk. */
  acked(batch: number): void {
    if (batch !== this.#unacked) return;
    this.#unacked = null;
    this.#lastAcked = batch;
    if (this.#hasUnsent()) this.#flush();
    this.#wake();
  }

  /** Resolves when everything is sent and acknowledged. */
  async drained(): Promise<void> {
    this.#flush();
    await this.#until(() => !this.#hasUnsent() && this.#unacked === null);
  }

  /** Forgets what is unsent and sends nothing more: the lease is gone. */
  silence(): void {
    this.#silent = true;
    this.#timer?.dispose();
    this.#wake();
  }

  #hasUnsent(): boolean {
    const files = this.#artifacts.length + this.#failures.length;
    const unsent = this.#steps.size + this.#lines.length + this.#rowsUnsent.length + files;
    const marks = this.#rowEnds.length + this.#checkpoints.length;
    return unsent + marks > 0 || this.#suppressed > 0 || this.#once !== null;
  }

  #schedule(): void {
    if (this.#silent || this.#unacked !== null) return;
    const full = this.#lines.length >= MAX_LINES || this.#rowsUnsent.length >= MAX_ROWS;
    if (full || this.#steps.size >= MAX_STEPS) this.#flush();
    else this.#timer ??= this.#clock.setTimer(FLUSH_MS, () => this.#flush());
  }

  #flush(): void {
    this.#timer?.dispose();
    this.#timer = null;
    if (this.#silent || this.#unacked !== null || !this.#hasUnsent()) return;
    if (this.#lines.length < MAX_LINES) this.#tellSuppressed(this.#clock.now());
    const batch: OutboxBatch = {
      batch: this.#nextBatch++,
      steps: this.#takeSteps(),
      lines: this.#lines.splice(0, MAX_LINES),
      rows: this.#rowsUnsent.splice(0, MAX_ROWS),
      artifacts: this.#artifacts.splice(0),
      ...this.#takeMarks(),
      ...(this.#failures.length === 0 ? {} : { failures: this.#failures.splice(0) }),
      // The announcement goes last: what came before it is on disk with it.
      once: this.#isAllTaken() ? this.#once : null,
    };
    if (batch.once !== null) {
      this.#once = null;
      this.#onceBatch = batch.batch;
    }
    this.#unacked = batch.batch;
    this.#send(batch);
  }

  #isAllTaken(): boolean {
    return this.#lines.length + this.#rowsUnsent.length + this.#steps.size + this.#rowEnds.length === 0;
  }

  /** The ends and the newest checkpoint for which every row has been taken by now. */
  #takeMarks(): Pick<OutboxBatch, 'rowEnds' | 'checkpoint'> {
    const sent = this.#rowsUnsent[0]?.seq ?? this.#rowSeq;
    const isReady = ({ kept }: { readonly kept: number }): boolean => kept <= sent;
    const rowEnds = this.#rowEnds.filter(isReady);
    this.#rowEnds = this.#rowEnds.slice(rowEnds.length);
    const checkpoint = this.#checkpoints.findLast(isReady);
    this.#checkpoints = this.#checkpoints.filter((each) => !isReady(each));
    return {
      ...(rowEnds.length === 0 ? {} : { rowEnds: rowEnds.map(({ end }) => end) }),
      ...(checkpoint === undefined ? {} : { checkpoint }),
    };
  }

  #takeSteps(): WorkerStep[] {
    const steps = [...this.#steps.values()].slice(0, MAX_STEPS);
    for (const { seq } of steps) this.#steps.delete(seq);
    return steps;
  }

  /** Puts the count of left-out lines where they would have stood. */
  #tellSuppressed(at: number): void {
    if (this.#suppressed === 0) return;
    const message = `… ${this.#suppressed} lines suppressed: they came faster than they could be kept.`;
    this.#suppressed = 0;
    this.#lines.push({ seq: this.#lineSeq++, at, level: 'WARN', step: null, message, metadata: null });
  }

  async #until(done: () => boolean): Promise<void> {
    while (!this.#silent && !done()) await new Promise<void>((resolve) => this.#waiters.push(resolve));
  }

  #wake(): void {
    for (const wake of this.#waiters.splice(0)) wake();
  }
}
