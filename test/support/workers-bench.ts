import { dirname, join } from 'node:path';
import { getDetail } from '../../electron/database/queries.ts';
import type { ProcessInfo } from '../../electron/main/browsers/process-table.ts';
import { Reaper } from '../../electron/main/browsers/reaper.ts';
import type { Claim, QueueSettings } from '../../electron/main/queue/queue.ts';
import { BrowserLedger } from '../../electron/main/registry/browsers.ts';
import { Dispatcher } from '../../electron/main/workers/dispatcher.ts';
import { Supervisor, type SupervisorSettings } from '../../electron/main/workers/supervisor.ts';
import type { JobId } from '../../shared/ids.ts';
import type { ClaimedJob } from '../../shared/ipc/worker-protocol.ts';
import type { ProfileState } from '../../shared/job/profile-state.ts';
import type { JobDetail } from '../../shared/job/schema.ts';
import { FakeSpawn, type FakeWorkerProcess } from './fake-worker-process.ts';
import { type QueueBench, queueBench } from './queue-bench.ts';
import { SeededRandom } from './seeded-random.ts';
import { settle } from './settle.ts';

export const BENCH_SETTINGS: SupervisorSettings = {
  workers: 2,
  jobsPerWorker: 5,
  pollMs: 1_000,
  heartbeatMs: 10_000,
  deadMs: 30_000,
  cancelGraceMs: 5_000,
  browsers: { headless: '/bin/chromium', headed: null },
  sandbox: true,
};

export interface WorkersBenchOptions {
  readonly settings?: Partial<SupervisorSettings>;
  readonly queue?: Partial<QueueSettings>;
  readonly prepare?: (claim: Claim) => Promise<ClaimedJob>;
  /** Hears of each job that is to be made ready; it is ready when `go` is called. */
  readonly hold?: (go: () => void) => void;
}

/** The supervisor and the dispatcher over the real queue on a real file; only the processes are played. */
export interface WorkersBench extends QueueBench {
  readonly workers: FakeSpawn;
  readonly supervisor: Supervisor;
  readonly dispatcher: Dispatcher;
  readonly ledger: BrowserLedger;
  /** Processes of the machine, as the reaper sees them. */
  readonly processes: ProcessInfo[];
  readonly killed: number[];
  readonly notes: string[];
  /** The states that were kept, by the name of the profile; a name that is set to an error refuses. */
  readonly profiles: Map<string, ProfileState | Error>;
  /** How often the screens were told that something of the workers changed. */
  readonly changes: () => number;
  /** From now on the list of processes never comes. */
  hangReaper(): void;
  /** Lets the newest process of a slot come up and say that it is ready. */
  up(slot: number): FakeWorkerProcess;
  /** The worker asks; gives the jobs that it is sent. */
  ask(process: FakeWorkerProcess, slots?: number): Promise<ClaimedJob[]>;
  detail(id: JobId): JobDetail;
  /** State, crashes and attempt number of a job as they stand in the file. */
  facts(id: JobId): { state: string; crashes: number; attempt: number };
}

export function workersBench(options: WorkersBenchOptions = {}): WorkersBench {
  const bench = queueBench(options.queue === undefined ? {} : { settings: options.queue });
  const { db, clock, queue, registry, publisher } = bench;
  const [workers, ledger] = [new FakeSpawn(), new BrowserLedger(db, clock)];
  const [processes, killed, notes]: [ProcessInfo[], number[], string[]] = [[], [], []];
  const note = (level: string, source: string, message: string): void => {
    notes.push(`${level} ${source} ${message}`);
  };
  let changes = 0;
  const changed = (): void => {
    changes += 1;
  };
  const profiles: WorkersBench['profiles'] = new Map();
  const saveProfile = (name: string, state: ProfileState): void => {
    const refusal = profiles.get(name);
    if (refusal instanceof Error) throw refusal;
    profiles.set(name, state);
  };
  const prepare = options.prepare ?? prepareWhen(options.hold ?? ((go) => go()));
  const dispatcher = new Dispatcher({
    queue,
    workers: registry,
    ledger,
    clock,
    prepare,
    saveProfile,
    note,
    changed,
  });
  let hangs = false;
  const reaper = new Reaper({
    ledger,
    listProcesses: () => (hangs ? new Promise(() => undefined) : Promise.resolve(processes)),
    kill: (pid) => void killed.push(pid),
  });
  const random = new SeededRandom();
  const temporary = join(dirname(bench.file), 'tmp');
  const { spawn } = workers;
  const supervisor = new Supervisor(
    { spawn, dispatcher, queue, registry, reaper, clock, random, temporary, note, changed },
    { ...BENCH_SETTINGS, ...options.settings },
  );
  publisher.on('wake', () => supervisor.nudge());
  publisher.on('cancelAsked', (jobId, epoch) => supervisor.cancel(jobId, epoch));
  return {
    ...bench,
    workers,
    supervisor,
    dispatcher,
    ledger,
    processes,
    killed,
    notes,
    profiles,
    changes: () => changes,
    hangReaper() {
      hangs = true;
    },
    up(slot) {
      const process = workers.of(slot);
      process.comeUp();
      process.say({ kind: 'ready' });
      return process;
    },
    async ask(process, slots = 5) {
      const before = process.all('jobs').length;
      process.say({ kind: 'ask', slots });
      await settle();
      return process
        .all('jobs')
        .slice(before)
        .flatMap(({ jobs }) => jobs);
    },
    detail: (id) => getDetail(db, id),
    facts: (id) =>
      db
        .prepare<[JobId], { state: string; crashes: number; attempt: number }>(
          'SELECT state, crash_count AS crashes, attempt FROM job WHERE id = ?',
        )
        .get(id) ?? { state: 'lost', crashes: 0, attempt: 0 },
  };
}

function prepareWhen(hold: (go: () => void) => void): (claim: Claim) => Promise<ClaimedJob> {
  return (claim) => new Promise((resolve) => hold(() => resolve(preparedJob(claim))));
}

/** A claim as a worker gets it. */
export function preparedJob(claim: Claim): ClaimedJob {
  return {
    jobId: claim.jobId,
    epoch: claim.epoch,
    attempt: claim.attempt,
    flow: claim.flowContent,
    inputs: claim.inputs,
    secrets: [],
    row: claim.row,
    env: {},
    headed: claim.headed,
    profile: claim.profile === null ? null : { name: claim.profile, state: null },
    artifactsDir: '/nowhere',
  };
}
