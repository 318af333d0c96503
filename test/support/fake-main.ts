import { Worker, type WorkerDeps } from '../../electron/worker/worker.ts';
import { systemClock } from '../../shared/clock.ts';
import { JobId, LeaseEpoch, WorkerId } from '../../shared/ids.ts';
import { type ClaimedJob, FromWorker, type ToWorker } from '../../shared/ipc/worker-protocol.ts';
import { systemRandom } from '../../shared/random.ts';
import { testChromium } from './chromium.ts';

type Message<K extends FromWorker['kind']> = Extract<FromWorker, { kind: K }>;

/**
 * Main's side of the worker protocol for one real worker in this process: parses everything the worker sends,
 * gives it the queued jobs, acknowledges batches and allows browsers.
 */
export class FakeMain {
  readonly heard: FromWorker[] = [];
  readonly worker: Worker;
  readonly exited: Promise<number>;
  readonly #waiting: ClaimedJob[] = [];
  readonly #listeners = new Set<() => void>();

  /** @param launch starts the worker's browsers; as the product does when it is not given */
  constructor(launch?: WorkerDeps['launch']) {
    let exit: (code: number) => void = () => undefined;
    this.exited = new Promise((resolve) => {
      exit = resolve;
    });
    this.worker = new Worker({
      // As over a real port: a copy, later.
      send: (message) => {
        const copy: unknown = structuredClone(message);
        queueMicrotask(() => this.#hear(FromWorker.parse(copy)));
      },
      clock: systemClock,
      random: systemRandom,
      vitals: { take: () => ({ rssBytes: process.memoryUsage.rss(), cpu: 0, loopDelayMs: 0 }) },
      exit,
      ...(launch === undefined ? {} : { launch }),
    });
  }

  init(concurrency = 5): void {
    const { executablePath, sandbox } = testChromium();
    this.post({
      kind: 'init',
      settings: {
        workerId: WorkerId.parse(1),
        slot: 1,
        concurrency,
        pollMs: 1000,
        heartbeatMs: 10_000,
        browsers: { headless: executablePath, headed: executablePath },
        sandbox,
      },
    });
  }

  post(message: ToWorker): void {
    this.worker.handle(structuredClone(message));
  }

  queue(job: ClaimedJob): void {
    this.#waiting.push(job);
    this.post({ kind: 'nudge' });
  }

  /** All messages of one kind so far. */
  all<K extends FromWorker['kind']>(kind: K): Message<K>[] {
    return this.heard.filter((message): message is Message<K> => message.kind === kind);
  }

  /** The first message that satisfies the test, now or later. */
  async next<K extends FromWorker['kind']>(
    kind: K,
    test: (message: Message<K>) => boolean,
  ): Promise<Message<K>> {
    for (;;) {
      const found = this.all(kind).find(test);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.#listeners.add(resolve));
    }
  }

  /** Runs a job to its end. */
  async run(job: ClaimedJob): Promise<Message<'finished'>['result']> {
    this.queue(job);
    return (await this.next('finished', ({ jobId }) => jobId === job.jobId)).result;
  }

  /** Stops the worker and waits for its exit. */
  async stop(): Promise<void> {
    this.post({ kind: 'stop' });
    await this.exited;
  }

  #hear(message: FromWorker): void {
    this.heard.push(message);
    if (message.kind === 'ask') {
      this.post({ kind: 'jobs', jobs: this.#waiting.splice(0, message.slots) });
    } else if (message.kind === 'data') {
      this.post({ kind: 'ack', jobId: message.jobId, epoch: message.epoch, batch: message.batch });
    } else if (message.kind === 'browserStarting') {
      this.post({ kind: 'browserAllowed', browser: message.browser });
    }
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }
}

let lastJob = 0;

/** A job as main would give it, with a new number. */
export function claimedJob(
  given: Partial<ClaimedJob> & Pick<ClaimedJob, 'flow' | 'artifactsDir'>,
): ClaimedJob {
  return {
    jobId: JobId.parse(++lastJob),
    epoch: LeaseEpoch.parse(1),
    attempt: 1,
    inputs: {},
    secrets: [],
    row: null,
    env: {},
    headed: false,
    profile: null,
    ...given,
  };
}
