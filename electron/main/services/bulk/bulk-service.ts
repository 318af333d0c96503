import type { Disposable } from '../../../../shared/clock.ts';
import type { BulkProgress } from '../../../../shared/job/demands.ts';
import { type BulkDeps, BulkOperation, type BulkRequest } from './operation.ts';

/** So many operations that are over are remembered, for who asks late. */
const KEPT = 20;

/** Does one thing to many jobs, a few at a time, while everything else goes on. */
export class BulkService implements Disposable {
  readonly #deps: BulkDeps;
  /** By number, so in the order of their starts. */
  readonly #operations = new Map<number, BulkOperation>();
  readonly #listeners = new Set<(progress: BulkProgress) => void>();
  #lastId = 0;

  constructor(deps: BulkDeps) {
    this.#deps = deps;
  }

  /** Starts an operation and gives its number; it goes on by itself. */
  start(request: BulkRequest): number {
    this.#lastId += 1;
    const id = this.#lastId;
    this.#operations.set(id, new BulkOperation(id, request, this.#deps, (progress) => this.#tell(progress)));
    return id;
  }

  /** What was changed stays changed. False = it was over, or there is no such operation. */
  stop(id: number): boolean {
    return this.#operations.get(id)?.stop() ?? false;
  }

  /** Those that run and the last ones that are over, in the order of their starts. */
  list(): BulkProgress[] {
    return [...this.#operations.values()].map(({ progress }) => progress);
  }

  /** Calls `listener` with every progress from now on; the last one of an operation says how it ended. */
  onProgress(listener: (progress: BulkProgress) => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  /** Stops every operation: after that nothing is changed any more. */
  dispose(): void {
    for (const operation of this.#operations.values()) operation.stop();
    this.#listeners.clear();
  }

  #tell(progress: BulkProgress): void {
    if (progress.state !== 'running') this.#forgetOldest();
    for (const listener of this.#listeners) listener(progress);
  }

  #forgetOldest(): void {
    const over = this.list().filter(({ state }) => state !== 'running');
    for (const { id } of over.slice(0, -KEPT)) this.#operations.delete(id);
  }
}
