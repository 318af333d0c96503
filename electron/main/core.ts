import { join } from 'node:path';
import { type Disposable, systemClock } from '../../shared/clock.ts';
import type { FlowId } from '../../shared/ids.ts';
import type { Notice } from '../../shared/notices/notice.ts';
import { systemRandom } from '../../shared/random.ts';
import { closeDatabase, openDatabase, type WritableDb } from '../database/open.ts';
import { dataFaultOf } from '../database/unusable.ts';
import { PlaceWishes } from './background/place-wishes.ts';
import type { BrowserService } from './browsers/browser-service.ts';
import { hasDisplay } from './browsers/has-display.ts';
import { workerBrowsers } from './browsers/installed.ts';
import { listProcesses } from './browsers/process-table.ts';
import { killBrowser, Reaper } from './browsers/reaper.ts';
import { systemBrowsers } from './browsers/system-browsers.ts';
import { type Checkpointer, startCheckpointer } from './checkpointer.ts';
import type { ConsoleMirror } from './console-mirror.ts';
import { DraftStore } from './flows/draft-store.ts';
import { FlowStore } from './flows/flow-store.ts';
import { DataWatch } from './health/data-watch.ts';
import { HoldingDispatcher } from './health/holding-dispatcher.ts';
import { judgedQueue } from './health/judged-queue.ts';
import { seal, tryWrite } from './health/try-write.ts';
import { LiveHub } from './live/live-hub.ts';
import { LiveService } from './live/live-service.ts';
import type { NoticeCenter } from './notices/notice-center.ts';
import type { NoticeWatch } from './notices/notice-watch.ts';
import { noticesOver } from './notices/notices-over.ts';
import type { DataPaths } from './paths.ts';
import { type PowerMonitor, PowerWatch } from './power/power-watch.ts';
import { ProfileService } from './profiles/profile-service.ts';
import { ProfileStore } from './profiles/profile-store.ts';
import { Publisher } from './queue/publisher.ts';
import { JobQueue } from './queue/queue.ts';
import { Sweeper } from './queue/sweeper.ts';
import { createReaderClient, type ReaderClient } from './reader-client.ts';
import { utilityReader } from './reader-process.ts';
import { BrowserLedger } from './registry/browsers.ts';
import { WorkerSamples } from './registry/worker-samples.ts';
import { WorkerRegistry } from './registry/workers.ts';
import { type KeyStore, Vault } from './secrets/vault.ts';
import { BulkService } from './services/bulk/bulk-service.ts';
import { checkpointSeals } from './services/checkpoints.ts';
import { claimPreparer } from './services/claim-preparer.ts';
import { clearWorkerFolders } from './services/clear-leftovers.ts';
import { Deletions } from './services/deletions.ts';
import { saveExamples } from './services/examples.ts';
import { countJobs, walkJobs } from './services/find-jobs.ts';
import { JobService } from './services/job-service.ts';
import { Practice } from './services/practice.ts';
import { inForce, putInForce } from './settings/in-force.ts';
import { SettingsService } from './settings/settings-service.ts';
import { TrialDesk } from './trial/trial-desk.ts';
import { removeTrialFiles } from './trial/trial-files.ts';
import { TrialKeeper } from './trial/trial-keeper.ts';
import { TrialService } from './trial/trial-service.ts';
import { TrialStore } from './trial/trial-store.ts';
import { Supervisor } from './workers/supervisor.ts';
import { utilityWorkers } from './workers/worker-process.ts';

export interface CoreOptions {
  readonly paths: DataPaths;
  /** Folder of the built processes (`out`), absolute. */
  readonly built: string;
  /** Folder of the example flows, absolute. */
  readonly examples: string;
  readonly mirror: ConsoleMirror;
  readonly keyStore: KeyStore;
  readonly power: PowerMonitor;
}

/** The app without its window: the queue, its workers and what they need. */
export interface Core {
  readonly paths: DataPaths;
  readonly db: WritableDb;
  readonly queue: JobQueue;
  readonly flows: FlowStore;
  readonly drafts: DraftStore;
  /** The flow that "Run the sample" queues. */
  readonly sampleId: FlowId;
  readonly jobs: JobService;
  readonly bulk: BulkService;
  readonly registry: WorkerRegistry;
  readonly samples: WorkerSamples;
  readonly publisher: Publisher;
  readonly profiles: ProfileService;
  readonly supervisor: Supervisor;
  /** The browsers of this computer, and their installation. */
  readonly browsers: BrowserService;
  readonly ledger: BrowserLedger;
  readonly reader: ReaderClient;
  readonly vault: Vault;
  /** How the running jobs stand, and who looks at them. */
  readonly liveHub: LiveHub;
  /** What persons want of running jobs. */
  readonly live: LiveService;
  /** Trial runs of drafts. */
  readonly trials: TrialService;
  /** Knows whether the data file can be worked with. */
  readonly dataWatch: DataWatch;
  readonly settings: SettingsService;
  /** What a person was told lately. */
  readonly notices: NoticeCenter;
  readonly noticeWatch: NoticeWatch;
  /** Where the window is asked to go. */
  readonly places: PlaceWishes;
  /** Lets every notice be shown by the system too. */
  tellBySystem(tell: (notice: Notice) => void): Disposable;
  /** Hears of every change that the screens show of a worker. */
  onWorkersChanged(listener: () => void): () => void;
  /** Starts the workers, after the browsers that an earlier run left behind have been ended. */
  start(): Promise<void>;
  /** Gives running jobs their time, then ends everything; safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Builds the services of one data folder and returns to the queue what an earlier run left in the middle.
 * No worker runs before `start`.
 * Throws AppError `unavailable` with one sentence when the data cannot be opened.
 */
export function createCore(options: CoreOptions): Core {
  const { database } = options.paths;
  const db = openDatabase(database);
  try {
    return coreOver(db, options);
  } catch (error) {
    db.close();
    throw dataFaultOf(database, error) ?? error;
  }
}

function coreOver(db: WritableDb, options: CoreOptions): Core {
  const { paths, built, mirror } = options;
  const [clock, random] = [systemClock, systemRandom];
  const settings = new SettingsService(db, process.env);
  const { queueSettings, retrySettings, poolSettings, sweepSettings } = inForce(settings);
  const note = mirror.note;
  const dataWatch = new DataWatch({
    file: paths.database,
    clock,
    tryWrite: () => tryWrite(db, clock.now()),
    seal: () => seal(db),
    note: mirror.note,
  });
  const publisher = new Publisher((error) => {
    if (!dataWatch.took(error)) mirror.note('ERROR', 'publisher', String(error));
  });
  const trialStore = new TrialStore(db, clock);
  removeTrialFiles(paths.artifacts, trialStore.sweep(), note);
  const queue = new JobQueue({ db, clock, random, publisher, settings: queueSettings });
  const registry = new WorkerRegistry(db, clock);
  const samples = new WorkerSamples(db, clock);
  const ledger = new BrowserLedger(db, clock);
  const flows = new FlowStore(db, clock);
  const vault = new Vault(paths.vaultKey, options.keyStore);
  const profileStore = new ProfileStore(paths.profiles, vault);
  const practice = new Practice();
  const reaper = new Reaper({
    ledger,
    listProcesses: () => listProcesses(process.platform),
    kill: killBrowser,
  });
  const workerListeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of workerListeners) listener();
  };
  const practiceUrl = () => practice.url();
  const prepare = claimPreparer({
    db,
    vault,
    profiles: profileStore,
    trials: trialStore,
    artifacts: paths.artifacts,
    practiceUrl,
  });
  const saveProfile = profileStore.save.bind(profileStore);
  const seals = checkpointSeals(vault);
  const liveHub = new LiveHub((jobId, message) => supervisor.tell(jobId, message));
  const trialDesk = new TrialDesk((jobId, message) => supervisor.tell(jobId, message), clock);
  const dispatcher = new HoldingDispatcher(
    {
      queue,
      workers: registry,
      ledger,
      clock,
      prepare,
      saveProfile,
      ...seals,
      live: liveHub,
      trials: trialDesk,
      note,
      changed,
    },
    dataWatch,
  );
  const spawn = utilityWorkers(join(built, 'worker', 'index.cjs'));
  const { temporary } = paths;
  const supervisor: Supervisor = new Supervisor(
    { spawn, dispatcher, queue, registry, reaper, clock, random, temporary, note, changed },
    poolSettings({
      browsers: workerBrowsers(process.env, process.platform),
      sandbox: !(process.platform === 'linux' && process.getuid?.() === 0),
    }),
  );
  const { browsers, installer } = systemBrowsers({
    built,
    temporary,
    note,
    use: (paths) => supervisor.useBrowsers(paths),
  });
  const sweeper = new Sweeper(
    sweepSettings({
      queue: judgedQueue(queue, dataWatch),
      clock,
      onReclaimed: (leases) => supervisor.leasesEnded(leases),
      onError: (error) => {
        if (!dataWatch.took(error)) note('ERROR', 'sweeper', String(error));
      },
    }),
  );
  settings.onChange(putInForce({ supervisor, sweeper }));
  const power = new PowerWatch({ monitor: options.power, judges: [sweeper, supervisor], clock, note });
  const reader = createReaderClient({
    fork: utilityReader(join(built, 'reader', 'index.cjs')),
    clock,
    databasePath: paths.database,
    parentPid: process.pid,
  });

  const bulk = new BulkService({
    clock,
    apply: (ids, action) => queue.applyToMany(ids, action),
    // A walk over everything that matches is the reader's work.
    find: (filter) => walkJobs({ reader }, filter),
    count: (filter) => countJobs({ queue, reader }, filter),
  });

  const deletions = new Deletions({
    db,
    clock,
    artifacts: paths.artifacts,
    onError: (error) => {
      if (!dataWatch.took(error)) note('ERROR', 'deletions', String(error));
    },
  });

  publisher.on('wake', () => supervisor.nudge());
  const trialKeeper = new TrialKeeper(queue, trialStore);
  publisher.on('jobChanged', (job) => {
    if (job.state === 'processing') return;
    liveHub.ended(job.id);
    trialDesk.ended(job.id);
    trialKeeper.changed(job);
  });
  publisher.on('cancelAsked', (jobId, epoch) => supervisor.cancel(jobId, epoch));
  publisher.on('lines', (jobId, lines) => {
    for (const line of lines) mirror.line(jobId, line);
  });

  dataWatch.onChange(({ state }) => {
    if (state !== 'ok') return;
    // Every lease has its full time again for a heartbeat.
    sweeper.resume();
    dispatcher.goOn();
    supervisor.nudge();
  });

  // Only one process works on a data folder, so whoever was at work is gone.
  queue.reclaimAll();
  trialKeeper.endAll();
  registry.markAllOffline('app_restarted');
  const profiles = new ProfileService({
    db,
    queue,
    flows,
    store: profileStore,
    clock,
    hasWindow: () => hasDisplay(process.env, process.platform),
  });
  profiles.adopt();
  const told = noticesOver({ db, clock, publisher, live: liveHub, bulk, profiles });
  const sampleId = saveExamples(flows, options.examples, note);

  let checkpointer: Checkpointer | undefined;
  dataWatch.onChange(({ state }) => {
    // Nothing is written on top of what may be wrong.
    if (state === 'damaged') void checkpointer?.stop();
  });

  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    try {
      told.noticeWatch.dispose();
      told.notices.dispose();
      bulk.dispose();
      dataWatch.tolerate(() => trialKeeper.endAll());
      deletions.dispose();
      power.stop();
      sweeper.stop();
      await installer.close();
      // What cannot be written down is not worth waiting for: it runs again at the next start.
      await supervisor.stop(dataWatch.isHolding() ? 0 : settings.values.quitGraceMs);
      // A browser that was just ending may have written into a folder while that was removed.
      await clearWorkerFolders(temporary).catch((error: unknown) =>
        note('WARN', 'supervisor', `temporary folders are left until the next start: ${String(error)}`),
      );
      dataWatch.stop();
      dataWatch.tolerate(() => registry.markAllOffline('stopped'));
      reader.dispose();
      await practice.stop();
      await checkpointer?.stop();
    } finally {
      closeDatabase(db);
    }
  };
  const clearOldRun = async (): Promise<void> => {
    try {
      const ended = await reaper.reapAll();
      await clearWorkerFolders(temporary);
      if (ended > 0) note('WARN', 'reaper', `ended ${ended} browsers that an earlier run left behind`);
    } catch (error) {
      // That something stays behind is no reason to do no work.
      note('ERROR', 'reaper', `an earlier run could not be cleaned up after: ${String(error)}`);
    }
  };
  const jobs = new JobService({
    db,
    queue,
    flows,
    vault,
    clock,
    retry: retrySettings,
  });
  return {
    paths,
    db,
    queue,
    flows,
    drafts: new DraftStore(db, clock),
    sampleId,
    jobs,
    bulk,
    registry,
    samples,
    publisher,
    profiles,
    supervisor,
    browsers,
    ledger,
    reader,
    vault,
    liveHub,
    live: new LiveService(liveHub),
    trials: new TrialService({ queue, jobs, flows, store: trialStore, desk: trialDesk }),
    dataWatch,
    settings,
    ...told,
    places: new PlaceWishes(),
    onWorkersChanged(listener) {
      workerListeners.add(listener);
      return () => workerListeners.delete(listener);
    },
    async start() {
      await clearOldRun();
      if (stopped !== undefined) return;
      checkpointer = startCheckpointer(join(built, 'checkpointer', 'index.cjs'), paths.database, (error) =>
        note('WARN', 'checkpointer', `ended, so that commits copy the log themselves: ${String(error)}`),
      );
      power.start();
      deletions.start();
      sweeper.start();
      supervisor.start();
    },
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}
