import type { JobQueue } from '../../queue/queue.ts';
import type { BrowserLedger } from '../../registry/browsers.ts';
import type { WorkerSamples } from '../../registry/worker-samples.ts';
import type { WorkerRegistry } from '../../registry/workers.ts';
import type { SettingsService } from '../../settings/settings-service.ts';
import type { Supervisor } from '../../workers/supervisor.ts';
import { workersNow } from '../workers-now.ts';
import type { CallsOf } from './part.ts';

/** So many lives of workers are told of: weeks, when none dies early. */
const LIVES = 100;

interface Needs {
  readonly settings: Pick<SettingsService, 'keep'>;
  readonly queue: Pick<JobQueue, 'isPaused' | 'setPaused'>;
  readonly supervisor: Pick<Supervisor, 'list' | 'health' | 'configure' | 'drain' | 'startMissing'>;
  readonly ledger: Pick<BrowserLedger, 'openOnes'>;
  readonly registry: Pick<WorkerRegistry, 'history'>;
  readonly samples: Pick<WorkerSamples, 'since'>;
}

/** The workers, and the queue that they take from. */
export function workerCalls(core: Needs): CallsOf<'workers' | 'queue'> {
  const { settings, queue, supervisor, registry, samples } = core;
  return {
    'workers.list': () => workersNow(core),
    'workers.configure': (size) => {
      // Kept first: what is in force after a restart is what was asked for.
      settings.keep([
        ['workers', size.workers],
        ['jobsPerWorker', size.jobsPerWorker],
      ]);
      return supervisor.configure(size);
    },
    'workers.drain': ({ slot, afterwards }) => ({ draining: supervisor.drain(slot, afterwards) }),
    'workers.start': () => supervisor.startMissing(),
    'workers.history': ({ since }) => ({
      samples: samples.since(since),
      lives: registry.history(LIVES),
    }),
    'queue.get': () => ({ paused: queue.isPaused() }),
    'queue.setPaused': ({ paused }) => {
      queue.setPaused(paused);
      return { paused: queue.isPaused() };
    },
  };
}
