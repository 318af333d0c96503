import type { Disposable } from '../../../shared/clock.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { ToWorker } from '../../../shared/ipc/worker-protocol.ts';
import type { LiveChange, LiveState } from '../../../shared/live/live-state.ts';
import type { LiveView, ViewWish } from '../../../shared/live/live-view.ts';
import type { LiveWish } from '../../../shared/live/live-wish.ts';
import type { Lease } from '../workers/worker.ts';

/** Sends a message to the worker that runs the job; false = none does. */
export type TellWorker = (jobId: JobId, message: (lease: Lease) => ToWorker) => boolean;

interface Viewer {
  readonly wish: ViewWish;
  readonly onView: (view: LiveView) => void;
}

/** A job that somebody looks at; the newest of each kind is kept for who comes later. */
interface Watched {
  readonly viewers: Set<Viewer>;
  readonly newest: Map<LiveView['kind'], LiveView>;
  /** What its worker was told; null = nothing, or that nobody looks. */
  told: ViewWish | null;
}

/**
 * How the running jobs stand, and who looks at them. It keeps nothing on disk: a state lives as long as its attempt. A worker is
 * told to send pictures only while somebody looks, and only as many and as wide as the most eager viewers want.
 */
export class LiveHub {
  readonly #tellWorker: TellWorker;
  readonly #states = new Map<JobId, LiveChange>();
  readonly #watched = new Map<JobId, Watched>();
  readonly #listeners = new Set<(change: LiveChange) => void>();

  constructor(tellWorker: TellWorker) {
    this.#tellWorker = tellWorker;
  }

  /** Every running job that has told how it stands. */
  list(): LiveChange[] {
    return [...this.#states.values()];
  }

  /** How the job stands; null = it does not run. */
  stateOf(jobId: JobId): LiveState | null {
    return this.#states.get(jobId)?.state ?? null;
  }

  onChanged(listener: (change: LiveChange) => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  /** A worker tells how an attempt of its own stands. */
  changed({ jobId, epoch }: Lease, state: LiveState): void {
    const isNew = this.#states.get(jobId)?.epoch !== epoch;
    this.#tell({ jobId, epoch, state });
    if (isNew) this.#renew(jobId);
  }

  /** A worker sends what is seen of its job. */
  seen(jobId: JobId, view: LiveView): void {
    const watched = this.#watched.get(jobId);
    if (watched === undefined) return;
    watched.newest.set(view.kind, view);
    for (const { onView } of watched.viewers) onView(view);
  }

  /** The job does not run any more. */
  ended(jobId: JobId): void {
    const known = this.#states.get(jobId);
    if (known !== undefined) this.#tell({ ...known, state: null });
    const watched = this.#watched.get(jobId);
    if (watched !== undefined) watched.told = null;
  }

  /** Follows what is seen of a job, also over several attempts. */
  watch(jobId: JobId, wish: ViewWish, onView: (view: LiveView) => void): Disposable {
    const watched = this.#watched.get(jobId) ?? { viewers: new Set(), newest: new Map(), told: null };
    this.#watched.set(jobId, watched);
    const viewer = { wish, onView };
    watched.viewers.add(viewer);
    for (const view of watched.newest.values()) onView(view);
    this.#tellWish(jobId, watched);
    return { dispose: () => this.#leave(jobId, watched, viewer) };
  }

  /** Passes on what a person wants; false = the job does not run. */
  wish(jobId: JobId, wish: LiveWish): boolean {
    return this.#tellWorker(jobId, (lease) => ({ kind: 'wish', ...lease, wish }));
  }

  #leave(jobId: JobId, watched: Watched, viewer: Viewer): void {
    if (!watched.viewers.delete(viewer)) return;
    if (watched.viewers.size === 0) this.#watched.delete(jobId);
    this.#tellWish(jobId, watched);
  }

  /** Another attempt begins: what was seen of the one before is old, and its worker knows of no viewer. */
  #renew(jobId: JobId): void {
    const watched = this.#watched.get(jobId);
    if (watched === undefined) return;
    watched.newest.clear();
    watched.told = null;
    this.#tellWish(jobId, watched);
  }

  #tellWish(jobId: JobId, watched: Watched): void {
    const wish = mostOf([...watched.viewers]);
    if (wish?.fps === watched.told?.fps && wish?.width === watched.told?.width) return;
    const isTold = this.#tellWorker(jobId, (lease) =>
      wish === null ? { kind: 'unwatch', ...lease } : { kind: 'watch', ...lease, ...wish },
    );
    watched.told = isTold ? wish : null;
  }

  #tell(change: LiveChange): void {
    if (change.state === null) this.#states.delete(change.jobId);
    else this.#states.set(change.jobId, change);
    for (const listener of this.#listeners) listener(change);
  }
}

/** What satisfies every viewer; null = there is none. */
function mostOf(viewers: readonly Viewer[]): ViewWish | null {
  return viewers.reduce<ViewWish | null>(
    (most, { wish }) =>
      most === null
        ? wish
        : { fps: Math.max(most.fps, wish.fps), width: most.width > wish.width ? most.width : wish.width },
    null,
  );
}
