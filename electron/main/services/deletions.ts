import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, type Disposable, setRepeating, sleep } from '../../../shared/clock.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { WritableDb } from '../../database/open.ts';
import { prepareNamed } from '../../database/statement.ts';
import { KEPT_MS } from '../queue/marks.ts';

export interface DeletionDeps {
  readonly db: WritableDb;
  readonly clock: Clock;
  /** The artifacts folder. */
  readonly artifacts: string;
  onError(error: unknown): void;
}

const LOOK_MS = 2000;
/** Rows that one transaction removes: some 2 ms. */
const PORTION = 500;
/** What a job brought, in tables that may hold many rows of it; the rest goes with the job itself. */
const PARTS = [
  ['job_log', 'epoch, seq'],
  ['result_row', 'epoch, dataset, seq'],
  ['job_step', 'epoch, seq'],
  ['job_row', 'number'],
] as const;

/** Removes for good what was deleted and can no longer be undone: files first, then rows in portions, the job itself last. */
export class Deletions implements Disposable {
  readonly #deps: DeletionDeps;
  readonly #next;
  readonly #parts;
  readonly #remove;
  #repeating: Disposable | undefined;
  #isBusy = false;
  #isStopped = false;

  constructor(deps: DeletionDeps) {
    const { db } = deps;
    this.#deps = deps;
    this.#next = prepareNamed<JobId>(
      db,
      'SELECT job_id FROM job_deletion WHERE at <= @before ORDER BY job_id LIMIT 1',
      { pluck: true },
    );
    this.#parts = PARTS.map(([table, key]) =>
      db.prepare<[JobId, JobId, number]>(
        `DELETE FROM ${table} WHERE job_id = ? AND (${key}) IN (SELECT ${key} FROM ${table} WHERE job_id = ? LIMIT ?)`,
      ),
    );
    this.#remove = prepareNamed<never>(
      db,
      'DELETE FROM job WHERE id = @jobId AND EXISTS (SELECT 1 FROM job_deletion WHERE job_id = @jobId)',
    );
  }

  /** What an earlier run did not finish is finished too. */
  start(): void {
    this.#repeating = setRepeating(this.#deps.clock, LOOK_MS, () => void this.removeDue());
  }

  dispose(): void {
    this.#isStopped = true;
    this.#repeating?.dispose();
  }

  /** Removes what is due; gives how many jobs that were. */
  async removeDue(): Promise<number> {
    if (this.#isBusy) return 0;
    this.#isBusy = true;
    let removed = 0;
    try {
      while (!this.#isStopped) {
        const jobId = this.#next.get({ before: this.#deps.clock.now() - KEPT_MS });
        if (jobId === undefined) break;
        await this.#removeJob(jobId);
        removed += 1;
      }
    } catch (error) {
      this.#deps.onError(error);
    } finally {
      this.#isBusy = false;
    }
    return removed;
  }

  async #removeJob(jobId: JobId): Promise<void> {
    await rm(join(this.#deps.artifacts, String(jobId)), { recursive: true, force: true });
    for (const part of this.#parts) {
      while (!this.#isStopped && part.run(jobId, jobId, PORTION).changes === PORTION) await this.#breathe();
    }
    if (!this.#isStopped) this.#remove.run({ jobId });
    await this.#breathe();
  }

  #breathe(): Promise<void> {
    return sleep(this.#deps.clock, 0);
  }
}
