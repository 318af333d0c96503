import type { Disposable } from '../../../shared/clock.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { ToWorker } from '../../../shared/ipc/worker-protocol.ts';
import type { LiveChange, LiveState } from '../../../shared/live/live-state.ts';
import type { LiveView } from '../../../shared/live/live-view.ts';
import type { LiveWish } from '../../../shared/live/live-wish.ts';
import type { Lease } from '../workers/worker.ts';

/** Sends a message to the worker that runs the job; false = none does. */
export type TellWorker = (jobId: JobId, message: (lease: Lease) => ToWorker) => boolean;

interface Viewer {
  readonly fps: number;
  readonly onView: (view: LiveView) => void;
}

/** A job that somebody looks at; the newest of each kind is kept for who comes later. */
interface Watched {
  readonly viewers: Set<Viewer>;
  readonly newest: Map<LiveView['kind'], LiveView>;
  /** Pictures a second that its worker was told; 0 = none, or a new attempt that was told nothing yet. */
  toldFps: number;
}

/**
 * How the running jobs stand, and who looks at them. It keeps nothing on disk: a state lives as long as its attempt. A worker is
 * told to send pictures only while somebody looks, and only as many as the most eager viewer wants.
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
    if (watched !== undefined) watched.toldFps = 0;
  }

  /** Follows what is seen of a job, also over several attempts. @param fps pictures a second at most */
  watch(jobId: JobId, fps: number, onView: (view: LiveView) => void): Disposable {
    const watched = this.#watched.get(jobId) ?? { viewers: new Set(), newest: new Map(), toldFps: 0 };
    this.#watched.set(jobId, watched);
    const viewer = { fps, onView };
    watched.viewers.add(viewer);
    for (const view of watched.newest.values()) onView(view);
    this.#tellFps(jobId, watched);
    return { dispose: () => this.#leave(jobId, watched, viewer) };
  }

  /** Passes on what a person wants; false = the job does not run. */
  wish(jobId: JobId, wish: LiveWish): boolean {
    return this.#tellWorker(jobId, (lease) => ({ kind: 'wish', ...lease, wish }));
  }

  #leave(jobId: JobId, watched: Watched, viewer: Viewer): void {
    if (!watched.viewers.delete(viewer)) return;
    if (watched.viewers.size === 0) this.#watched.delete(jobId);
    this.#tellFps(jobId, watched);
  }

  /** Another attempt begins: what was seen of the one before is old, and its worker knows of no viewer. */
  #renew(jobId: JobId): void {
    const watched = this.#watched.get(jobId);
    if (watched === undefined) return;
    watched.newest.clear();
    watched.toldFps = 0;
    this.#tellFps(jobId, watched);
  }

  #tellFps(jobId: JobId, watched: Watched): void {
    const fps = Math.max(0, ...[...watched.viewers].map((viewer) => viewer.fps));
    if (fps === watched.toldFps) return;
    const isTold = this.#tellWorker(jobId, (lease) =>
      fps === 0 ? { kind: 'unwatch', ...lease } : { kind: 'watch', ...lease, fps },
    );
    watched.toldFps = isTold ? fps : 0;
  }

  #tell(change: LiveChange): void {
    if (change.state === null) this.#states.delete(change.jobId);
    else this.#states.set(change.jobId, change);
    for (const listener of this.#listeners) listener(change);
  }
}
