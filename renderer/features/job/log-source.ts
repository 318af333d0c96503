import { toWire, type WireError } from '../../../shared/errors.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { Batch, Client } from '../../../shared/ipc/define.ts';
import type { LogLine } from '../../../shared/job/schema.ts';
import { compareLines, LOG_CAPACITY, type LogBuffer } from './log-buffer.ts';

const FIRST_PAGE = 500;
const GAP_PAGE = 2000;

/**
 * Fills a log buffer: the last page first, then the tail as it is written. A gap in the stream is read from the
 * database, so no line is lost or doubled; a gap longer than the buffer starts it again at the end.
 */
export class LogSource {
  readonly #client: Client<AppContract>;
  readonly #jobId: JobId;
  readonly #buffer: LogBuffer;
  readonly #onError: (error: WireError | null) => void;
  #unsubscribe: (() => void) | null = null;
  #readingOlder = false;
  /** Goes up with every start and stop: an answer to an earlier one is dropped. */
  #run = 0;

  constructor(
    client: Client<AppContract>,
    jobId: JobId,
    buffer: LogBuffer,
    onError: (error: WireError | null) => void,
  ) {
    this.#client = client;
    this.#jobId = jobId;
    this.#buffer = buffer;
    this.#onError = onError;
  }

  /** Reads the end of the log and follows it. Also the way back after the reader was far from the end. */
  async start(): Promise<void> {
    this.stop();
    const run = this.#run;
    try {
      const page = await this.#client.call('logs.page', { jobId: this.#jobId, limit: FIRST_PAGE });
      if (run !== this.#run) return;
      this.#buffer.reset(page.lines, page.hasMore);
      this.#follow(run);
      this.#onError(null);
    } catch (error) {
      if (run === this.#run) this.#onError(toWire(error));
    }
  }

  /**
   * Reads the lines around one of them. Where more follow than were read, the end is not followed before `start`, so that
   * there never is a hole between the lines held.
   */
  async startAt(at: Pick<LogLine, 'epoch' | 'seq'>): Promise<void> {
    this.stop();
    const run = this.#run;
    const jobId = this.#jobId;
    try {
      const before = { epoch: at.epoch, seq: at.seq + 1 };
      const after = { epoch: at.epoch, seq: at.seq };
      const [older, newer] = await Promise.all([
        this.#client.call('logs.page', { jobId, before, limit: FIRST_PAGE }),
        this.#client.call('logs.page', { jobId, after, limit: FIRST_PAGE }),
      ]);
      if (run !== this.#run) return;
      this.#buffer.resetAway([...older.lines, ...newer.lines], older.hasMore, newer.hasMore);
      if (!newer.hasMore) this.#follow(run);
      this.#onError(null);
    } catch (error) {
      if (run === this.#run) this.#onError(toWire(error));
    }
  }

  /** Reads the page before the first line held; a second call while one is under way does nothing. */
  async readOlder(): Promise<void> {
    const { lines, hasOlder } = this.#buffer.snapshot();
    const first = lines[0];
    if (first === undefined || !hasOlder || this.#readingOlder) return;
    this.#readingOlder = true;
    const run = this.#run;
    try {
      const before = { epoch: first.epoch, seq: first.seq };
      const page = await this.#client.call('logs.page', { jobId: this.#jobId, before, limit: FIRST_PAGE });
      if (run === this.#run) this.#buffer.prepend(page.lines, page.hasMore);
    } catch (error) {
      if (run === this.#run) this.#onError(toWire(error));
    } finally {
      this.#readingOlder = false;
    }
  }

  /** Ends the tail; may be called twice, and `start` may follow. */
  stop(): void {
    this.#run += 1;
    this.#unsubscribe?.();
    this.#unsubscribe = null;
  }

  #follow(run: number): void {
    const last = this.#buffer.snapshot().lines.at(-1);
    const after = last === undefined ? {} : { after: { epoch: last.epoch, seq: last.seq } };
    this.#unsubscribe = this.#client.subscribe('logs.tail', { jobId: this.#jobId, ...after }, (batch) =>
      this.#apply(run, batch),
    );
  }

  /** The promise holds the stream's credit: the next batch comes when the gap before this one is closed. */
  async #apply(run: number, batch: Batch<LogLine>): Promise<void> {
    if (run !== this.#run) return;
    if (batch.gap > LOG_CAPACITY) return this.#buffer.reset(batch.items, true);
    if (batch.gap > 0 && this.#buffer.snapshot().unheld === 0) await this.#closeGap(run, batch.items[0]);
    if (run === this.#run) this.#buffer.append(batch.items);
  }

  async #closeGap(run: number, until: LogLine | undefined): Promise<void> {
    let last = this.#buffer.snapshot().lines.at(-1);
    try {
      while (last !== undefined) {
        const after = { epoch: last.epoch, seq: last.seq };
        const page = await this.#client.call('logs.page', { jobId: this.#jobId, after, limit: GAP_PAGE });
        if (run !== this.#run) return;
        this.#buffer.append(page.lines);
        const reached = page.lines.at(-1);
        if (reached === undefined || !page.hasMore) return;
        if (until !== undefined && compareLines(reached, until) >= 0) return;
        last = reached;
      }
    } catch (error) {
      if (run === this.#run) this.#onError(toWire(error));
    }
  }
}
