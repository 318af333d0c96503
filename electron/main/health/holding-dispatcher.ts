import type { FromWorker } from '../../../shared/ipc/worker-protocol.ts';
import { Dispatcher, type DispatcherDeps } from '../workers/dispatcher.ts';
import { dropLease, post, type Worker } from '../workers/worker.ts';
import type { DataWatch } from './data-watch.ts';

/** A message that could not be taken in yet. */
interface Held {
  readonly worker: Worker;
  readonly message: FromWorker;
}

/**
 * A dispatcher that outlives a full disk. While the data file cannot be written, workers are given nothing, and what they report is
 * kept here in its order: nothing is acknowledged before it is safe on disk, so each job has one batch here at most. `goOn` takes
 * it all in. A worker notices nothing but that its answers come late.
 */
export class HoldingDispatcher extends Dispatcher {
  readonly #watch: Pick<DataWatch, 'isHolding' | 'took'>;
  readonly #clock: DispatcherDeps['clock'];
  readonly #held: Held[] = [];

  constructor(deps: DispatcherDeps, watch: Pick<DataWatch, 'isHolding' | 'took'>) {
    super(deps);
    this.#watch = watch;
    this.#clock = deps.clock;
  }

  /** How many reports wait. */
  get held(): number {
    return this.#held.length;
  }

  override handle(worker: Worker, message: FromWorker): void {
    if (this.#watch.isHolding()) return this.#hold(worker, message);
    // The question for jobs takes the ends of attempts along; every other message is preceded by `settle`.
    const ends = message.kind === 'ask' ? [...worker.ends] : [];
    try {
      super.handle(worker, message);
    } catch (error) {
      if (!this.#watch.took(error)) throw error;
      this.#holdEnds(worker, ends);
      this.#hold(worker, message);
    }
  }

  override settle(worker: Worker): void {
    if (this.#watch.isHolding()) return this.#holdEnds(worker, worker.ends.splice(0));
    const ends = [...worker.ends];
    try {
      super.settle(worker);
    } catch (error) {
      if (!this.#watch.took(error)) throw error;
      this.#holdEnds(worker, ends);
    }
  }

  /** The data file can be written again: takes in what waits, in its order, until it cannot be written once more. */
  goOn(): void {
    const waiting = this.#held.splice(0);
    const workers = new Set<Worker>();
    let taken = 0;
    while (taken < waiting.length && !this.#watch.isHolding()) {
      const next = waiting[taken++];
      if (next === undefined) continue;
      workers.add(next.worker);
      this.#takeIn(next);
    }
    // What could not be taken in stands there again; the rest follows it.
    this.#held.push(...waiting.slice(taken));
    for (const worker of workers) this.settle(worker);
  }

  /** What a worker finished counts, even when it has ended since. */
  #takeIn({ worker, message }: Held): void {
    if (message.kind !== 'finished') return this.handle(worker, message);
    const { jobId, epoch, result } = message;
    dropLease(worker, message);
    worker.ends.push({ lease: { jobId, epoch }, outcome: result });
  }

  #holdEnds(worker: Worker, ends: Worker['ends']): void {
    for (const { lease, outcome } of ends) {
      const { jobId, epoch } = lease;
      this.#held.push({ worker, message: { kind: 'finished', jobId, epoch, result: outcome } });
    }
  }

  #hold(worker: Worker, message: FromWorker): void {
    if (worker.phase === 'condemned') return;
    worker.seenAt = this.#clock.monotonic();
    switch (message.kind) {
      case 'ask':
        return post(worker, { kind: 'jobs', jobs: [] });
      case 'note':
      case 'live':
      case 'view':
      case 'trialAnswer':
        return super.handle(worker, message);
      case 'ready':
        worker.ready = true;
        return;
      case 'beat':
        // A sign of life; the leases are renewed with the first beat after.
        worker.beatAt = this.#clock.now();
        return;
      default:
        this.#held.push({ worker, message });
    }
  }
}
