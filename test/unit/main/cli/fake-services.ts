import { createInterrupts, type InterruptSource } from '../../../../electron/main/cli/interrupts.ts';
import type { CliOutput } from '../../../../electron/main/cli/output.ts';
import type { CommandContext, LogPlace, Services } from '../../../../electron/main/cli/services.ts';
import type { Clock } from '../../../../shared/clock.ts';
import { AppError } from '../../../../shared/errors.ts';
import { FlowId, JobId, LeaseEpoch, WorkerId } from '../../../../shared/ids.ts';
import type { Check, EnqueueInput, LogHit, LogSearchInput } from '../../../../shared/ipc/contract.ts';
import type { ExportInput, ExportResult } from '../../../../shared/ipc/reader-protocol.ts';
import type { JobError } from '../../../../shared/job/error.ts';
import type { StoredFailure } from '../../../../shared/job/failure.ts';
import type { ResumeFrom, ResumeOutcome } from '../../../../shared/job/own-rows.ts';
import type { JobDetail, JobEvent, LogLine, StepRecord } from '../../../../shared/job/schema.ts';
import type { JobState } from '../../../../shared/job/state.ts';

/** Short waits end as soon as nothing else is to do; long ones (backstops, limits) only when the test says so. */
export function quickClock(): Clock & { fireLong(): void } {
  const long = new Set<() => void>();
  let now = 1000;
  return {
    now: () => now++,
    monotonic: () => now,
    setTimer(ms, fn) {
      if (ms >= 1000) {
        long.add(fn);
        return { dispose: () => void long.delete(fn) };
      }
      const timer = setImmediate(fn);
      return { dispose: () => clearImmediate(timer) };
    },
    fireLong() {
      for (const fn of [...long]) {
        long.delete(fn);
        fn();
      }
    },
  };
}

/** Keeps what was printed, line by line. */
export function keptOutput(): CliOutput & { readonly outLines: string[]; readonly errLines: string[] } {
  const outLines: string[] = [];
  const errLines: string[] = [];
  return {
    outLines,
    errLines,
    out: (line) => void outLines.push(line),
    err: (line) => void errLines.push(line),
    drained: () => Promise.resolve(),
  };
}

export const AN_ERROR: JobError = {
  category: 'TimeoutError',
  message: 'The button did not come.',
  mend: 'Look whether the page has changed.',
  step: '2',
  url: 'http://127.0.0.1/x',
};

/** A job detail that the test moves along. */
export class FakeJob {
  readonly id: JobId;
  detail: JobDetail;
  readonly lines: LogLine[] = [];

  constructor(number: number) {
    this.id = JobId.parse(number);
    this.detail = emptyDetail(this.id);
    this.event('queued', 'pending');
  }

  event(kind: JobEvent['kind'], to: JobState, detail = ''): this {
    const { events, attempts, job } = this.detail;
    const at = 1000 + events.length * 10;
    events.push({ id: events.length + 1, at, kind, to, attempt: attempts.at(-1)?.attempt ?? 0, detail });
    this.detail = { ...this.detail, job: { ...job, state: to } };
    return this;
  }

  claim(): this {
    const number = this.detail.attempts.length + 1;
    this.detail.attempts.push({
      epoch: LeaseEpoch.parse(number),
      attempt: number,
      workerId: WorkerId.parse(1),
      workerSlot: 1,
      startedAt: 1000,
      finishedAt: null,
      outcome: 'processing',
      error: null,
      rowCount: 0,
    });
    this.detail = { ...this.detail, job: { ...this.detail.job, startedAt: 1000, attempt: number } };
    return this.event('claimed', 'processing');
  }

  step(seq: number, state: StepRecord['state'], at = 1012): this {
    const epoch = LeaseEpoch.parse(this.detail.attempts.length);
    const step: StepRecord = {
      epoch,
      seq,
      path: String(seq + 1),
      action: 'goto',
      title: `Open page ${seq + 1}`,
      target: '',
      candidate: null,
      state,
      startedAt: at,
      finishedAt: state === 'running' ? null : at + 400,
      error: null,
    };
    const others = this.detail.steps.filter((one) => one.seq !== seq || one.epoch !== epoch);
    this.detail = { ...this.detail, steps: [...others, step] };
    return this;
  }

  log(seq: number, message: string, level: LogLine['level'] = 'INFO', at = 1013): this {
    const epoch = LeaseEpoch.parse(this.detail.attempts.length);
    this.lines.push({ epoch, seq, at, level, step: '1', message, metadata: null });
    return this;
  }

  rows(name: string, rows: number): this {
    const { job } = this.detail;
    this.detail = {
      ...this.detail,
      job: { ...job, rowCount: rows },
      datasets: [{ name, rows, columns: ['a'] }],
    };
    return this;
  }

  artifact(name: string, path: string): this {
    const { artifacts } = this.detail;
    const epoch = LeaseEpoch.parse(this.detail.attempts.length);
    artifacts.push({
      id: artifacts.length + 1,
      epoch,
      kind: 'screenshot',
      name,
      path,
      bytes: 3,
      step: '1',
      at: 1014,
    });
    return this;
  }

  end(state: 'completed' | 'failed' | 'cancelled' | 'parked', error: JobError | null = null): this {
    this.event(state, state);
    this.detail = { ...this.detail, job: { ...this.detail.job, error, completedAt: 2000 } };
    return this;
  }
}

/** Services over jobs that the test moves; `onEnqueue` says what happens once they are queued. */
export class FakeServices implements Services {
  readonly jobs = new Map<number, FakeJob>();
  readonly artifactsDir: string = '/data/artifacts';
  readonly imported: string[] = [];
  readonly enqueued: EnqueueInput[] = [];
  /** Jobs that ask a person now, and what they were answered. */
  readonly asking = new Set<JobId>();
  readonly answered: string[] = [];
  readonly cancelled: number[] = [];
  readonly exported: ExportInput[] = [];
  readonly searched: LogSearchInput[] = [];
  /** The job that stands already for every key. */
  standing: FakeJob | null = null;
  logHits: { hits: LogHit[]; complete: boolean } = { hits: [], complete: true };
  paused = false;
  checks: Check[] = [];
  exportError: Error | null = null;
  onEnqueue: (jobs: readonly FakeJob[]) => void = () => undefined;
  onCancel: (job: FakeJob) => void = () => undefined;
  #watchers = new Set<(id: JobId) => void>();

  add(number: number): FakeJob {
    const job = new FakeJob(number);
    this.jobs.set(number, job);
    return job;
  }

  changed(job: FakeJob): void {
    for (const watcher of [...this.#watchers]) watcher(job.id);
  }

  get watcherCount(): number {
    return this.#watchers.size;
  }

  importFlow(_fileName: string, text: string): ReturnType<Services['importFlow']> {
    this.imported.push(text);
    const flow = {
      id: FlowId.parse(1),
      name: 'books',
      description: '',
      version: 1,
      stepCount: 1,
      inputs: {},
      headless: true,
      isExample: false,
      paused: false,
      maxRunning: null,
      tags: [],
      createdAt: 1,
      updatedAt: 1,
    };
    return { ok: true, flow };
  }

  enqueue(input: EnqueueInput): { ids: JobId[]; skipped: JobId[] } {
    this.enqueued.push(input);
    const jobs = (input.rows ?? [null]).map(() => this.standing ?? this.add(this.jobs.size + 1));
    setImmediate(() => this.onEnqueue(jobs));
    const skipped = this.standing === null ? [] : [this.standing.id];
    return { ids: jobs.map((job) => job.id), skipped };
  }

  listJobs(): ReturnType<Services['listJobs']> {
    return { jobs: [...this.jobs.values()].map((job) => job.detail.job), now: 3000, hasMore: false };
  }

  getJob(id: JobId): JobDetail {
    return structuredClone(this.#job(id).detail);
  }

  /** What a failed step left behind, by job. */
  readonly failures = new Map<JobId, StoredFailure>();

  getFailure(id: JobId): StoredFailure | null {
    return this.failures.get(id) ?? null;
  }

  cancelJob(id: JobId): 'cancelled' | 'asked' | 'already_ended' {
    const job = this.#job(id);
    this.cancelled.push(id);
    if (job.detail.job.state === 'completed') return 'already_ended';
    this.onCancel(job);
    return job.detail.job.state === 'cancelled' ? 'cancelled' : 'asked';
  }

  resumed: string[] = [];
  resumeJob(id: JobId, from: ResumeFrom): ResumeOutcome {
    this.resumed.push(`${id} ${from}`);
    const { state } = this.getJob(id).job;
    if (state === 'pending' || state === 'processing') return 'not_ended';
    return state === 'completed' ? 'nothing_kept' : 'queued';
  }

  sheet: readonly (readonly string[])[] = [];
  readSheet(): Promise<readonly (readonly string[])[]> {
    return Promise.resolve(this.sheet);
  }

  retryJob(id: JobId): 'queued' | 'not_ended' {
    return this.#job(id).detail.job.state === 'processing' ? 'not_ended' : 'queued';
  }

  answerJob(id: JobId, text: string): void {
    this.#job(id);
    if (!this.asking.has(id)) throw new AppError('conflict', `Job #${id} asks nothing now.`);
    this.answered.push(text);
  }

  logLines(id: JobId, after: LogPlace, limit: number): LogLine[] {
    const later = (line: LogLine): boolean =>
      line.epoch > after.epoch || (line.epoch === after.epoch && line.seq > after.seq);
    return this.#job(id).lines.filter(later).slice(0, limit);
  }

  lastLogLines(id: JobId, limit: number): LogLine[] {
    return this.#job(id).lines.slice(-limit);
  }

  watchJobs(onChange: (id: JobId) => void): { dispose(): void } {
    this.#watchers.add(onChange);
    return { dispose: () => void this.#watchers.delete(onChange) };
  }

  isQueuePaused(): boolean {
    return this.paused;
  }

  searchLogs(input: LogSearchInput): ReturnType<Services['searchLogs']> {
    this.searched.push(input);
    return Promise.resolve(this.logHits);
  }

  exportRows(input: ExportInput): Promise<ExportResult> {
    if (this.exportError !== null) return Promise.reject(this.exportError);
    this.exported.push(input);
    const nothing = { escapedCells: 0, escaped: [], shortenedCells: 0, shortened: [] };
    return Promise.resolve({ path: input.path, rows: 64, columns: ['a'], ...nothing });
  }

  runChecks(): Promise<Check[]> {
    return Promise.resolve(this.checks);
  }

  #job(id: number): FakeJob {
    const job = this.jobs.get(id);
    if (job === undefined) throw new AppError('not_found', `There is no job #${id}.`);
    return job;
  }
}

export interface FakeContext extends CommandContext {
  readonly services: FakeServices;
  readonly output: ReturnType<typeof keptOutput>;
  readonly interrupts: InterruptSource;
  readonly clock: ReturnType<typeof quickClock>;
}

export function fakeContext(cwd = '/work', services = new FakeServices()): FakeContext {
  return {
    services,
    clock: quickClock(),
    cwd,
    output: keptOutput(),
    interrupts: createInterrupts(),
    version: '1.2.3',
    staysOpen: false,
  };
}

function emptyDetail(id: JobId): JobDetail {
  return {
    job: {
      id,
      rev: 1,
      flowId: FlowId.parse(1),
      flowName: 'books',
      flowVersion: 1,
      state: 'pending',
      priority: 0,
      headed: false,
      runAt: 1000,
      waitsFor: null,
      createdAt: 1000,
      startedAt: null,
      completedAt: null,
      attempt: 0,
      maxRetries: 3,
      retryCount: 0,
      cancelAskedAt: null,
      beatAt: null,
      workerSlot: null,
      stepsDone: 0,
      stepsTotal: 1,
      stepTitle: null,
      rowCount: 0,
      failedRows: 0,
      artifactCount: 0,
      error: null,
      subtitle: '',
    },
    inputs: {},
    row: null,
    result: null,
    attempts: [],
    events: [],
    steps: [],
    artifacts: [],
    datasets: [],
    uniqueKey: null,
    profile: null,
    site: null,
    after: [],
    before: [],
  };
}
