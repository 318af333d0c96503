import { JobLoop } from '../../../electron/worker/job-loop.ts';
import { LeaseKeeper } from '../../../electron/worker/lease-keeper.ts';
import type { RunningJob } from '../../../electron/worker/run-job.ts';
import { assertNever } from '../../../shared/assert.ts';
import type { ClaimedJob, ToWorker } from '../../../shared/ipc/worker-protocol.ts';
import type { Inside, Surroundings } from '../../support/played-process.ts';
import { LoadJob } from './job.ts';

const VITALS = { rssBytes: 1, cpu: 0, loopDelayMs: 0, browsers: 0 };

/** A worker with the real loop and the real heartbeat, whose jobs are played. */
export class LoadWorker implements Inside {
  /** It names no lease in its heartbeats and does not hear that one is lost: it goes on with work that is not its own any more. */
  isForgetful = false;
  readonly #around: Surroundings;
  readonly #loop: JobLoop;
  readonly #leases: LeaseKeeper;

  constructor(around: Surroundings) {
    const { clock, send } = around;
    this.#around = around;
    const start = (job: ClaimedJob): RunningJob => new LoadJob(job, around);
    this.#loop = new JobLoop({ clock, send, start });
    this.#leases = new LeaseKeeper(clock, send, () => ({
      jobs: this.isForgetful ? [] : this.#loop.leases,
      ...VITALS,
    }));
  }

  handle(message: ToWorker): void {
    switch (message.kind) {
      case 'init':
        this.#around.send({ kind: 'ready' });
        this.#leases.start(message.settings.heartbeatMs);
        return this.#loop.open(message.settings);
      case 'jobs':
        return this.#loop.jobs(message.jobs);
      case 'nudge':
        return this.#loop.nudge();
      case 'cancel':
        return this.#loop.cancel(message);
      case 'resize':
        return this.#loop.resize(message.concurrency);
      case 'leaseLost':
        return this.isForgetful ? undefined : this.#loop.leaseLost(message);
      case 'ack':
        return this.#loop.acked(message);
      case 'browserAllowed':
      case 'browsers':
      case 'tune':
      case 'ownRows':
      case 'watch':
      case 'unwatch':
      case 'pictureTaken':
      case 'wish':
      case 'trial':
        return;
      case 'drain':
        this.#loop.close();
        return void this.#end();
      case 'stop':
        this.#loop.releaseAll();
        return void this.#end();
      default:
        return assertNever(message);
    }
  }

  async #end(): Promise<void> {
    await this.#loop.empty();
    this.#leases.stop();
    this.#around.exit(0);
  }
}
