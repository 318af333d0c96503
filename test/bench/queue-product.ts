import { join } from 'node:path';
import { openDatabase } from '../../electron/database/open.ts';
import { logPage } from '../../electron/database/queries.ts';
import { startCheckpointer } from '../../electron/main/checkpointer.ts';
import { FlowStore } from '../../electron/main/flows/flow-store.ts';
import { Publisher } from '../../electron/main/queue/publisher.ts';
import { type Claim, type FinishOutcome, JobQueue, type NewJob } from '../../electron/main/queue/queue.ts';
import { WorkerRegistry } from '../../electron/main/registry/workers.ts';
import { systemClock } from '../../shared/clock.ts';
import { RetryPolicy } from '../../shared/job/retry.ts';
import { systemRandom } from '../../shared/random.ts';
import type { BenchJob, Contender, LogContender } from './queue-contender.ts';

const DONE: FinishOutcome = { kind: 'completed', result: {}, failedRows: 0 };

/** The product's queue as main runs it, with what only it has. */
export interface Product extends Contender {
  /** Completes the job held and claims the next, in one commit. */
  finishAndClaim(): void;
  readonly parts: ProductParts;
}

/** What the product's queue is made of. */
export type ProductParts = ReturnType<typeof openQueue>;

/** The product's log, with what main does besides writing lines. */
export interface ProductLog extends LogContender {
  readonly file: string;
  /** A heartbeat of a worker with five jobs; false when a lease was lost. */
  beat(): boolean;
}

/** Opens the product's queue in `folder`. */
export function openProduct(folder: string, name: string): Product {
  const parts = openQueue(join(folder, `${name}.db`));
  const { queue, worker, newJob } = parts;
  let held: readonly Claim[] = [];
  const next = (slots: number): void => {
    const ends = held.map((lease) => ({ lease, outcome: DONE }));
    const { accepted, claims } = queue.finishManyAndClaim(worker, ends, slots);
    if (accepted.includes(false)) throw new Error('an end was not accepted');
    held = claims;
  };
  return {
    enqueue(jobs) {
      queue.enqueue(jobs.map(newJob));
    },
    claim() {
      const [lease] = queue.claim(worker, 1);
      if (lease === undefined) throw new Error('the queue is empty');
      return () => {
        if (!queue.complete(lease, {}, 0)) throw new Error('an end was not accepted');
      };
    },
    finishAndClaim: () => next(1),
    batch: next,
    parts,
    close: parts.close,
  };
}

/** Opens the product's log in `folder`: lines go in as a worker's reports do. */
export function openProductLog(folder: string, jobs: number): ProductLog {
  const { file, db, queue, worker, newJob, close } = openQueue(join(folder, 'product-log.db'));
  queue.enqueue(Array.from({ length: jobs }, () => newJob({ priority: 0, runAt: Date.now(), inputs: {} })));
  const leases = new Map(queue.claim(worker, jobs).map((claim) => [Number(claim.jobId), claim]));
  const leaseOf = (job: number): Claim => {
    const lease = leases.get(job);
    if (lease === undefined) throw new Error(`job ${job} was not claimed`);
    return lease;
  };
  const beating = [...leases.values()].slice(0, 5);
  return {
    file,
    beat: () => queue.renew(worker, beating).lost.length === 0,
    append(job, lines) {
      const report = { stepsTotal: 1, steps: [], lines, rows: [], artifacts: [], once: null };
      if (!queue.record(leaseOf(job), report)) throw new Error('a report was not accepted');
    },
    lastLines: (job) => logPage(db, { jobId: leaseOf(job).jobId, limit: 500 }).lines.length,
    close,
  };
}

/** The thread that copies the log back, as the app has it. */
const CHECKPOINTER = join(import.meta.dirname, '..', '..', 'electron', 'checkpointer', 'index.ts');

function openQueue(file: string) {
  const db = openDatabase(file);
  const checkpointer = startCheckpointer(CHECKPOINTER, file, (error) => {
    throw error;
  });
  const close = (): void => {
    void checkpointer.stop();
    db.close();
  };
  const publisher = new Publisher((error) => {
    throw error;
  });
  const queue = new JobQueue({ db, clock: systemClock, random: systemRandom, publisher });
  const registry = new WorkerRegistry(db, systemClock);
  const worker = registry.register(1, process.pid);
  const flow = new FlowStore(db, systemClock).save({ name: 'Benchmark', steps: [] });
  const rest = {
    flowId: flow.summary.id,
    flowVersionId: flow.versionId,
    row: null,
    subtitle: '',
    headed: false,
    retry: RetryPolicy.parse({}),
    stepsTotal: 1,
  };
  const newJob = (job: BenchJob): NewJob => ({ ...rest, ...job });
  return { file, db, queue, registry, worker, newJob, close };
}
