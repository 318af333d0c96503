import type * as z from 'zod';
import { type Clock, sleep } from '../../../../shared/clock.ts';
import { AppError } from '../../../../shared/errors.ts';
import { JobId } from '../../../../shared/ids.ts';
import type { BulkTarget, JobFilter } from '../../../../shared/ipc/contract.ts';
import type { BulkAction, BulkProgress } from '../../../../shared/job/demands.ts';
import { Pace } from './pace.ts';

type Filter = z.output<typeof JobFilter>;

export interface BulkDeps {
  readonly clock: Clock;
  /** Does the action to those of the jobs that it fits, in one transaction; gives how many were changed. */
  readonly apply: (ids: readonly JobId[], action: BulkAction) => number;
  /** A page of the jobs that match, newest first. */
  readonly find: (
    filter: Filter,
  ) => Promise<{ readonly jobs: readonly { readonly id: JobId }[]; readonly hasMore: boolean }>;
  /** How many jobs match. */
  readonly count: (filter: Pick<Filter, 'states' | 'text' | 'terms'>) => Promise<number>;
}

/** What is to be done to which jobs. */
export interface BulkRequest {
  readonly action: BulkAction;
  readonly target: BulkTarget;
}

const PAGE = 200;
/** Progress is told at most this often, and at the end. */
const TELL_EVERY_MS = 100;

/**
 * One bulk operation: running from its start, then done, stopped or failed for good. It walks from the newest job down by
 * number, so it meets every job once, whatever becomes of the jobs meanwhile. Between two portions main does other work.
 */
export class BulkOperation {
  readonly #deps: BulkDeps;
  readonly #request: BulkRequest;
  readonly #tell: (progress: BulkProgress) => void;
  readonly #pace = new Pace();
  readonly #halt = new AbortController();
  #progress: BulkProgress;
  #toldAt: number;

  /** @param tell hears of the progress; last of all of the end */
  constructor(id: number, request: BulkRequest, deps: BulkDeps, tell: (progress: BulkProgress) => void) {
    this.#deps = deps;
    this.#request = request;
    this.#tell = tell;
    this.#progress = {
      id,
      action: request.action,
      state: 'running',
      seen: 0,
      changed: 0,
      total: 0,
      message: '',
    };
    this.#toldAt = deps.clock.monotonic();
    void this.#run();
  }

  get progress(): BulkProgress {
    return this.#progress;
  }

  /** Nothing is changed from now on; what was changed stays so. False = it was over. */
  stop(): boolean {
    if (this.#progress.state !== 'running') return false;
    this.#end('stopped');
    this.#halt.abort();
    return true;
  }

  async #run(): Promise<void> {
    try {
      // The caller knows the number of the operation before the first job is touched.
      await this.#breathe();
      this.#tell(this.#progress);
      this.#change({ total: await this.#total() });
      for await (const page of this.#pages()) await this.#walk(page);
      this.#end('done');
    } catch (error) {
      this.#end('failed', sentence(error));
    }
  }

  async #walk(page: readonly JobId[]): Promise<void> {
    for (let at = 0; at < page.length; ) {
      // A stop while jobs were counted or a page was read: nothing of it is touched.
      this.#halt.signal.throwIfAborted();
      const { jobs } = this.#pace;
      this.#applyTo(page.slice(at, at + jobs));
      at += jobs;
      await this.#breathe();
    }
  }

  #applyTo(ids: readonly JobId[]): void {
    const { clock, apply } = this.#deps;
    const startedAt = clock.monotonic();
    const changed = apply(ids, this.#request.action);
    this.#pace.took(ids.length, clock.monotonic() - startedAt);
    const seen = this.#progress.seen + ids.length;
    const total = Math.max(this.#progress.total, seen);
    this.#change({ seen, total, changed: this.#progress.changed + changed });
  }

  #total(): number | Promise<number> {
    const { target } = this.#request;
    return target.kind === 'ids' ? numbers(target.ids).length : this.#deps.count(target.filter);
  }

  async *#pages(): AsyncGenerator<readonly JobId[]> {
    const { target } = this.#request;
    if (target.kind === 'ids') return yield numbers(target.ids);
    let before = JobId.parse(target.upTo + 1);
    while (!this.#halt.signal.aborted) {
      const { jobs, hasMore } = await this.#deps.find({ ...target.filter, before, limit: PAGE });
      yield jobs.map(({ id }) => id);
      const last = jobs.at(-1);
      if (last === undefined || !hasMore) return;
      before = last.id;
    }
  }

  /** Lets main do something else. Throws when the operation was stopped meanwhile. */
  #breathe(): Promise<void> {
    return sleep(this.#deps.clock, 0, this.#halt.signal);
  }

  #change(changes: Partial<BulkProgress>): void {
    if (this.#progress.state !== 'running') return;
    this.#progress = { ...this.#progress, ...changes };
    const now = this.#deps.clock.monotonic();
    if (now - this.#toldAt < TELL_EVERY_MS) return;
    this.#toldAt = now;
    this.#tell(this.#progress);
  }

  /** Only the first end counts: what goes wrong after a stop is nobody's concern. */
  #end(state: Exclude<BulkProgress['state'], 'running'>, message = ''): void {
    if (this.#progress.state !== 'running') return;
    const { seen, total } = this.#progress;
    this.#progress = { ...this.#progress, state, message, total: state === 'done' ? seen : total };
    this.#tell(this.#progress);
  }
}

/** Newest first, each once. */
function numbers(ids: readonly JobId[]): JobId[] {
  return [...new Set(ids)].sort((a, b) => b - a);
}

function sentence(error: unknown): string {
  if (error instanceof AppError) return error.message;
  return `Something went wrong inside Runwright: ${error instanceof Error ? error.message : String(error)}`;
}
