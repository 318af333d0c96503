import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { JobId, LeaseEpoch, WorkerId } from '../../shared/ids.ts';
import { type ClaimedJob, FromWorker, type ToWorker } from '../../shared/ipc/worker-protocol.ts';

type Message<K extends FromWorker['kind']> = Extract<FromWorker, { kind: K }>;

/** The browser that everything is measured in. */
export interface BenchBrowser {
  readonly executablePath: string;
  readonly sandbox: boolean;
}

/** Milliseconds after a cancel; `at` = when that was (performance.now). */
export interface CancelTimes {
  readonly at: number;
  readonly actionsStopped: number;
  readonly contextClosed: number;
  readonly ended: number;
}

/** One real worker, to which the benchmark is main: it gives jobs, and takes what they tell. */
export class ProductWorker {
  readonly #child: ChildProcess;
  readonly #ends = new Map<number, (result: Message<'finished'>['result']) => void>();
  readonly #seconds = new Map<number, () => void>();
  readonly #stages = new Map<number, (stage: Message<'cancelStage'>['stage']) => void>();
  readonly #waiting: ClaimedJob[] = [];
  readonly #exited: Promise<void>;
  #lastJob = 0;
  /** What the jobs told since the last look. */
  readonly told = { lines: 0, rows: 0, steps: 0 };

  /** @param temporaryDir where its browsers put their profiles */
  constructor(browser: BenchBrowser, concurrency: number, temporaryDir: string) {
    const script = fileURLToPath(new URL('./runner-worker-child.ts', import.meta.url));
    this.#child = fork(script, {
      serialization: 'advanced',
      env: { ...process.env, TMPDIR: temporaryDir, TEMP: temporaryDir, TMP: temporaryDir },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#exited = new Promise((resolve) => this.#child.once('exit', () => resolve()));
    this.#child.on('message', (message) => this.#hear(FromWorker.parse(message)));
    const { executablePath, sandbox } = browser;
    this.#post({
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

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Begins a job that stays; resolves when its first step is done, with a promise of its end. */
  async begin(flow: object): Promise<{ ended: Promise<number> }> {
    const jobId = this.#lastJob + 1;
    const there = new Promise<void>((resolve) => this.#seconds.set(jobId, resolve));
    const ended = this.run(flow);
    await Promise.race([there, ended]);
    return { ended };
  }

  /** Runs one job to its end, as often as the worker gives it back because it takes fewer at once, and gives the milliseconds from giving it to hearing of its end. */
  async run(flow: object): Promise<number> {
    const job = this.#jobOf(flow);
    const from = performance.now();
    let result = await this.#give(job);
    while (result.kind === 'released') result = await this.#give(job);
    if (result.kind !== 'completed') throw new Error(`a job of the product ended: ${JSON.stringify(result)}`);
    return performance.now() - from;
  }

  /** Lets a job reach its second step and what else is waited for, and cancels it. Gives what ended when, ms after that. */
  async cancel(flow: object, ready: () => Promise<void>): Promise<CancelTimes> {
    const job = this.#jobOf(flow);
    const { jobId, epoch } = job;
    const there = new Promise<void>((resolve) => this.#seconds.set(jobId, resolve));
    const ended = this.#give(job);
    await Promise.race([there, ended]);
    await ready();
    const at = performance.now();
    const times = { at, actionsStopped: Number.NaN, contextClosed: Number.NaN, ended: Number.NaN };
    this.#stages.set(jobId, (stage) => {
      times[stage === 'actions_stopped' ? 'actionsStopped' : 'contextClosed'] = performance.now() - at;
    });
    this.#post({ kind: 'cancel', jobId, epoch });
    const result = await ended;
    if (result.kind !== 'cancelled') throw new Error(`a job to cancel ended: ${JSON.stringify(result)}`);
    return { ...times, ended: performance.now() - at };
  }

  #jobOf(flow: object): ClaimedJob {
    return {
      jobId: JobId.parse(++this.#lastJob),
      epoch: LeaseEpoch.parse(1),
      attempt: 1,
      flow,
      inputs: {},
      secrets: [],
      row: null,
      env: {},
      headed: false,
      profile: null,
      artifactsDir: '/nowhere',
    };
  }

  #give(job: ClaimedJob): Promise<Message<'finished'>['result']> {
    const ended = new Promise<Message<'finished'>['result']>((resolve) => this.#ends.set(job.jobId, resolve));
    this.#waiting.push(job);
    this.#post({ kind: 'nudge' });
    return ended;
  }

  async stop(): Promise<void> {
    this.#post({ kind: 'stop' });
    await this.#exited;
  }

  #post(message: ToWorker): void {
    this.#child.send(message);
  }

  #hear(message: FromWorker): void {
    switch (message.kind) {
      case 'ask':
        return this.#post({ kind: 'jobs', jobs: this.#waiting.splice(0, message.slots) });
      case 'data': {
        this.told.lines += message.lines.length;
        this.told.rows += message.rows.length;
        this.told.steps += message.steps.length;
        const { jobId, epoch, batch } = message;
        if (message.steps.some(({ path }) => path === '2')) this.#seconds.get(jobId)?.();
        return this.#post({ kind: 'ack', jobId, epoch, batch });
      }
      case 'browserStarting':
        return this.#post({ kind: 'browserAllowed', browser: message.browser });
      case 'cancelStage':
        return this.#stages.get(message.jobId)?.(message.stage);
      case 'finished':
        this.#ends.get(message.jobId)?.(message.result);
        this.#ends.delete(message.jobId);
        return;
      case 'note':
        process.stderr.write(`${message.message}\n`);
        return;
      default:
    }
  }
}
