import { closeDatabase, openDatabase, type WritableDb } from '../../electron/database/open.ts';
import { FlowStore } from '../../electron/main/flows/flow-store.ts';
import { Publisher } from '../../electron/main/queue/publisher.ts';
import { type Claim, JobQueue, type NewJob, type QueueSettings } from '../../electron/main/queue/queue.ts';
import type { QueueSql } from '../../electron/main/queue/sql.ts';
import { WorkerRegistry } from '../../electron/main/registry/workers.ts';
import type { JobId, WorkerId } from '../../shared/ids.ts';
import type { JobError } from '../../shared/job/error.ts';
import { RetryPolicy } from '../../shared/job/retry.ts';
import { FakeClock } from './fake-clock.ts';
import { SeededRandom } from './seeded-random.ts';
import { tempFolder } from './temp-db.ts';

/** A queue on a real file with a clock that stands still, one saved flow and two workers. */
export interface QueueBench {
  readonly file: string;
  readonly db: WritableDb;
  readonly clock: FakeClock;
  readonly publisher: Publisher;
  readonly queue: JobQueue;
  readonly registry: WorkerRegistry;
  readonly workerA: WorkerId;
  readonly workerB: WorkerId;
  /** What listeners threw. */
  readonly listenerErrors: unknown[];
  /** A job of the saved flow, with changes. */
  newJob(changes?: Partial<NewJob>): NewJob;
  /** Queues one job. */
  add(changes?: Partial<NewJob>): JobId;
  /** Closes the file and opens it anew with a new queue, as after a crash of the app. */
  reopen(): QueueBench;
  dispose(): void;
}

export interface QueueBenchOptions {
  readonly settings?: Partial<QueueSettings>;
  readonly sql?: QueueSql;
}

/** Makes a queue on a new file. */
export function queueBench(options: QueueBenchOptions = {}): QueueBench {
  const { file, remove } = tempFolder();
  return openBench(file, remove, new FakeClock(), options);
}

function openBench(
  file: string,
  remove: () => void,
  clock: FakeClock,
  options: QueueBenchOptions,
): QueueBench {
  const db = openDatabase(file);
  const listenerErrors: unknown[] = [];
  const publisher = new Publisher((error) => listenerErrors.push(error));
  const queue = new JobQueue({ db, clock, random: new SeededRandom(), publisher, ...options });
  const registry = new WorkerRegistry(db, clock);
  const flow = new FlowStore(db, clock).save({
    name: 'Books',
    steps: [{ action: 'goto', url: 'about:blank' }],
  });
  const newJob = (changes: Partial<NewJob> = {}): NewJob => ({
    flowId: flow.summary.id,
    flowVersionId: flow.versionId,
    inputs: { topic: 'poetry' },
    row: null,
    subtitle: 'poetry',
    priority: 0,
    runAt: clock.now(),
    headed: false,
    retry: RetryPolicy.parse({}),
    stepsTotal: 3,
    ...changes,
  });
  return {
    file,
    db,
    clock,
    publisher,
    queue,
    registry,
    workerA: registry.register(1, 1001),
    workerB: registry.register(2, 1002),
    listenerErrors,
    newJob,
    add(changes) {
      const [id] = queue.enqueue([newJob(changes)]).ids;
      if (id === undefined) throw new Error('nothing was queued');
      return id;
    },
    reopen() {
      db.close();
      return openBench(file, remove, clock, options);
    },
    dispose() {
      closeDatabase(db);
      remove();
    },
  };
}

/** Claims one job for worker A, which there must be. */
export function claimOne(bench: QueueBench): Claim {
  const [claim] = bench.queue.claim(bench.workerA, 1);
  if (claim === undefined) throw new Error('nothing was claimable');
  return claim;
}

/** A failure that is tried again. */
export const NETWORK_ERROR: JobError = {
  category: 'NetworkError',
  message: 'The site did not answer.',
  mend: 'Check the connection.',
};

/** A failure that is not tried again. */
export const LOGIN_ERROR: JobError = {
  category: 'AuthenticationError',
  message: 'The password was refused.',
  mend: 'Correct the password.',
};
