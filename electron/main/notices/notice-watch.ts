import type { Disposable } from '../../../shared/clock.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { BulkProgress } from '../../../shared/job/demands.ts';
import type { ProfileSummary } from '../../../shared/job/profile.ts';
import type { JobSummary } from '../../../shared/job/schema.ts';
import type { LiveChange } from '../../../shared/live/live-state.ts';
import type { Publisher } from '../queue/publisher.ts';
import { BatchWatch } from './batch-watch.ts';
import type { News } from './notice-center.ts';

export interface NoticeWatchDeps {
  readonly publisher: Pick<Publisher, 'on'>;
  readonly live: { onChanged(listener: (change: LiveChange) => void): Disposable };
  readonly bulk: { onProgress(listener: (progress: BulkProgress) => void): Disposable };
  readonly profiles: { list(): readonly ProfileSummary[] };
  /** The name of a job's flow. */
  readonly nameOf: (id: JobId) => string;
  readonly add: (news: News) => void;
}

/** So many jobs are remembered as told. */
const REMEMBERED = 5_000;

/** Finds out what a person is to be told, each thing once. */
export class NoticeWatch {
  readonly #deps: NoticeWatchDeps;
  readonly #batches: BatchWatch;
  readonly #subscriptions: Disposable[];
  /** Which end, or which question, of a job was told last. */
  readonly #told = new Map<JobId, string>();
  #needLogin: ReadonlySet<string>;
  #failed = 0;

  constructor(deps: NoticeWatchDeps) {
    this.#deps = deps;
    this.#batches = new BatchWatch(({ jobs, completed, failed }) =>
      deps.add({ kind: 'batch', jobId: null, name: '', detail: '', count: jobs, completed, failed }),
    );
    this.#needLogin = namesInNeed(deps.profiles.list());
    this.#subscriptions = [
      deps.publisher.on('jobChanged', (job) => this.#jobChanged(job)),
      deps.publisher.on('profilesChanged', () => this.#profilesChanged()),
      deps.live.onChanged((change) => this.#liveChanged(change)),
      deps.bulk.onProgress((progress) => this.#bulkProgress(progress)),
    ];
  }

  /** How often a job failed for good since the app started. */
  get failedSinceStart(): number {
    return this.#failed;
  }

  /** A person queued these together. */
  started(ids: readonly JobId[]): void {
    this.#batches.started(ids);
  }

  dispose(): void {
    for (const each of this.#subscriptions) each.dispose();
  }

  #jobChanged(job: JobSummary): void {
    this.#batches.jobChanged(job);
    const { id, state, flowName, error } = job;
    if (state !== 'failed' && state !== 'parked') return;
    if (!this.#isNew(id, `${state} ${job.attempt} ${job.completedAt ?? job.startedAt}`)) return;
    if (state === 'failed') this.#failed += 1;
    const kind = state === 'failed' ? 'failed' : 'needsPerson';
    this.#deps.add({ kind, jobId: id, name: flowName, detail: error?.message ?? '' });
  }

  #liveChanged({ jobId, epoch, state }: LiveChange): void {
    if (state === null || (state.phase !== 'asking' && state.phase !== 'held')) return;
    if (!this.#isNew(jobId, `${state.phase} ${epoch} ${state.since}`)) return;
    const detail = state.question?.text ?? state.held?.error.message ?? '';
    this.#deps.add({ kind: 'needsPerson', jobId, name: this.#deps.nameOf(jobId), detail });
  }

  #profilesChanged(): void {
    const now = namesInNeed(this.#deps.profiles.list());
    const before = this.#needLogin;
    this.#needLogin = now;
    for (const name of now)
      if (!before.has(name)) this.#deps.add({ kind: 'needsLogin', jobId: null, name, detail: '' });
  }

  #bulkProgress({ state, changed, total }: BulkProgress): void {
    if (state !== 'done' || total < 2) return;
    this.#deps.add({ kind: 'bulk', jobId: null, name: '', detail: '', count: total, completed: changed });
  }

  #isNew(id: JobId, what: string): boolean {
    if (this.#told.get(id) === what) return false;
    this.#told.delete(id);
    this.#told.set(id, what);
    const [oldest] = this.#told.keys();
    if (this.#told.size > REMEMBERED && oldest !== undefined) this.#told.delete(oldest);
    return true;
  }
}

function namesInNeed(profiles: readonly ProfileSummary[]): ReadonlySet<string> {
  return new Set(profiles.filter(({ loginNeededAt }) => loginNeededAt !== null).map(({ name }) => name));
}
