import { dirname, join } from 'node:path';
import { getDetail } from '../../../electron/database/queries.ts';
import { Reaper } from '../../../electron/main/browsers/reaper.ts';
import { createConsoleMirror } from '../../../electron/main/console-mirror.ts';
import { FlowStore } from '../../../electron/main/flows/flow-store.ts';
import { ProfileStore } from '../../../electron/main/profiles/profile-store.ts';
import { Sweeper } from '../../../electron/main/queue/sweeper.ts';
import { BrowserLedger } from '../../../electron/main/registry/browsers.ts';
import { WorkerSamples } from '../../../electron/main/registry/worker-samples.ts';
import { Vault } from '../../../electron/main/secrets/vault.ts';
import { claimPreparer } from '../../../electron/main/services/claim-preparer.ts';
import { JobService } from '../../../electron/main/services/job-service.ts';
import { Settings } from '../../../electron/main/settings/settings.ts';
import { Dispatcher } from '../../../electron/main/workers/dispatcher.ts';
import { Supervisor } from '../../../electron/main/workers/supervisor.ts';
import { Worker } from '../../../electron/worker/worker.ts';
import { parseFlow } from '../../../shared/flow/parse.ts';
import type { JobId } from '../../../shared/ids.ts';
import { EnqueueInput } from '../../../shared/ipc/contract.ts';
import type { JobDetail, LogLevel } from '../../../shared/job/schema.ts';
import { PlayedBrowsers } from '../../support/played-browsers.ts';
import { PlayedProcess, untilQuiet } from '../../support/played-process.ts';
import { type QueueBench, queueBench } from '../../support/queue-bench.ts';
import { SeededRandom } from '../../support/seeded-random.ts';

/** The page that most flows here open; it answers at once. */
export const PAGE = { action: 'goto', url: 'https://shop.example/' };

/** What every worker says that it needs of the machine. */
export const VITALS = { rssBytes: 50_000_000, cpu: 0.25, loopDelayMs: 3 };

const NO_KEY_STORE = {
  isEncryptionAvailable: () => false,
  encryptString: () => Buffer.alloc(0),
  decryptString: () => '',
};

type Note = (level: LogLevel, source: string, message: string) => void;

/**
 * The app without a window, without Electron and without browsers: all else is what the app itself runs on, wired as it wires it, with
 * the settings of a new user. The workers are real ones; only their processes are played.
 */
export class AppBench {
  readonly settings: Settings;
  readonly bench: QueueBench;
  readonly browsers = new PlayedBrowsers();
  /** Lines on the console. */
  readonly console: string[] = [];
  readonly supervisor: Supervisor;
  readonly samples: WorkerSamples;
  readonly ledger: BrowserLedger;
  /** The artifacts folder. */
  readonly artifacts: string;
  readonly #jobs: JobService;
  readonly #flows: FlowStore;
  readonly #sweeper: Sweeper;
  readonly #processes: PlayedProcess[] = [];
  #flowsSaved = 0;
  #disposed = false;

  /** @param changed settings that a person has set */
  constructor(changed: Partial<Settings> = {}) {
    this.settings = Settings.parse(changed);
    const { leaseMs, maxCrashes, maxRetries, retryBackoffMs, retryJitter } = this.settings;
    this.bench = queueBench({ settings: { leaseMs, maxCrashes } });
    const { db, clock, queue, registry, file } = this.bench;
    // The two workers of the queue's own bench are not of this app.
    registry.markAllOffline('not of this app');
    this.artifacts = join(dirname(file), 'artifacts');
    this.ledger = new BrowserLedger(db, clock);
    this.samples = new WorkerSamples(db, clock);
    this.#flows = new FlowStore(db, clock);
    const vault = new Vault(join(dirname(file), 'vault.json'), NO_KEY_STORE);
    const retry = { max: maxRetries, backoffMs: retryBackoffMs, jitter: retryJitter };
    this.#jobs = new JobService({ db, queue, flows: this.#flows, vault, clock, retry });
    const mirror = createConsoleMirror((line) => this.console.push(line), 'DEBUG');
    this.supervisor = this.#newSupervisor(vault, mirror.note);
    this.#sweeper = this.#newSweeper(mirror.note);
    const { publisher } = this.bench;
    publisher.on('wake', () => this.supervisor.nudge());
    publisher.on('cancelAsked', (jobId, epoch) => this.supervisor.cancel(jobId, epoch));
    publisher.on('lines', (jobId, lines) => {
      for (const line of lines) mirror.line(jobId, line);
    });
  }

  /** Every process that was ever started, in order. */
  get processes(): readonly PlayedProcess[] {
    return this.#processes;
  }

  /** The newest process in a slot. */
  worker(slot: number): PlayedProcess {
    const process = this.#processes.findLast((each) => each.slot === slot);
    if (process === undefined) throw new Error(`no worker was started in slot ${slot}`);
    return process;
  }

  /** Starts the workers and waits until they have asked for jobs. */
  async start(): Promise<void> {
    this.#sweeper.start();
    this.supervisor.start();
    await this.quiet();
  }

  /** Saves a flow with these steps and other parts, and queues one job of it. */
  run(steps: readonly unknown[], parts: object = {}, request: object = {}): JobId {
    this.#flowsSaved += 1;
    const parsed = parseFlow({ runwright: 1, name: `Flow ${this.#flowsSaved}`, steps, ...parts });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
    const flowId = this.#flows.save(parsed.flow).summary.id;
    const [id] = this.#jobs.enqueue(EnqueueInput.parse({ flowId, ...request })).ids;
    if (id === undefined) throw new Error('nothing was queued');
    return id;
  }

  detail(id: JobId): JobDetail {
    return getDetail(this.bench.db, id);
  }

  /** The stored state of each job. */
  states(ids: readonly JobId[]): string[] {
    return ids.map((id) => this.detail(id).job.state);
  }

  /** Lets so many milliseconds pass on the clock. */
  pass(ms: number): Promise<void> {
    return this.bench.clock.advanceAsync(ms, () => this.quiet());
  }

  /** Lets what is under way go on, while no time passes. */
  quiet(): Promise<void> {
    return untilQuiet(() => this.#processes);
  }

  /** Lets time pass until the job has ended, a minute at most. */
  async ended(id: JobId): Promise<JobDetail> {
    for (let waitedMs = 0; waitedMs < 60_000; waitedMs += 100) {
      await this.pass(100);
      const detail = this.detail(id);
      if (detail.job.completedAt !== null) return detail;
    }
    throw new Error(`job ${id} did not end`);
  }

  /** Begins to end the app as a person's quit does. Gives what says whether it has ended. */
  quit(): { ended: boolean } {
    const quit = { ended: false };
    this.#sweeper.stop();
    void this.supervisor.stop(this.settings.quitGraceMs).then(() => {
      quit.ended = true;
      if (!this.#disposed) this.bench.registry.markAllOffline('stopped');
    });
    return quit;
  }

  dispose(): void {
    this.#disposed = true;
    this.#sweeper.stop();
    for (const process of this.#processes) process.freeze();
    this.bench.dispose();
  }

  #newSupervisor(vault: Vault, note: Note): Supervisor {
    const { db, clock, queue, registry, file } = this.bench;
    const { ledger, artifacts, browsers } = this;
    const random = new SeededRandom();
    const changed = (): void => undefined;
    const profiles = new ProfileStore(join(dirname(file), 'profiles'), vault);
    const practiceUrl = async (): Promise<string> => 'http://127.0.0.1:4000';
    const prepare = claimPreparer({ db, vault, profiles, artifacts, practiceUrl });
    const saveProfile = profiles.save.bind(profiles);
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
    const reaper = new Reaper({ ledger, listProcesses: async () => [], kill: () => undefined });
    const { workers, jobsPerWorker, pollMs, heartbeatMs, leaseMs, cancelGraceMs } = this.settings;
    return new Supervisor(
      {
        spawn: (slot, _temporary, events) => {
          const process = new PlayedProcess(slot, clock, events, (around) => {
            const vitals = { take: () => VITALS };
            return new Worker({ ...around, random, vitals, launch: browsers.launch });
          });
          this.#processes.push(process);
          return process;
        },
        dispatcher,
        queue,
        registry,
        reaper,
        clock,
        random,
        temporary: join(dirname(file), 'tmp'),
        note,
        changed,
      },
      {
        workers,
        jobsPerWorker,
        pollMs,
        heartbeatMs,
        deadMs: leaseMs,
        cancelGraceMs,
        browsers: { headless: '/bin/chromium', headed: '/bin/chromium' },
        sandbox: true,
      },
    );
  }

  #newSweeper(note: Note): Sweeper {
    const { queue, clock } = this.bench;
    const { sweepMs, leaseMs } = this.settings;
    return new Sweeper({
      queue,
      clock,
      sweepMs,
      leaseMs,
      onReclaimed: (leases) => this.supervisor.leasesEnded(leases),
      onError: (error) => note('ERROR', 'sweeper', String(error)),
    });
  }
}
