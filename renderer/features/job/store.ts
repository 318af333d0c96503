import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Clock, Disposable } from '../../../shared/clock.ts';
import { toWire, type WireError } from '../../../shared/errors.ts';
import type { Candidate } from '../../../shared/flow/target.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { AppContract, ExportFormat } from '../../../shared/ipc/contract.ts';
import type { Client } from '../../../shared/ipc/define.ts';
import type { ResumeFrom } from '../../../shared/job/own-rows.ts';
import type { JobDetail, JobSummary } from '../../../shared/job/schema.ts';

/** A job that changes without pause is read at most this often. */
export const REREAD_MS = 150;

/** What an export came to. */
export type ExportNote =
  | { readonly kind: 'saved'; readonly path: string; readonly rows: number }
  | { readonly kind: 'failed'; readonly error: WireError };

export interface JobFacts {
  readonly detail: JobDetail | null;
  /** Why the job could not be read; what was read before stays. */
  readonly loadError: WireError | null;
  /** Goes up when rows were added. */
  readonly rowsRev: number;
  /** The action under way: its button waits. */
  readonly busy: 'cancel' | 'retry' | 'runNow' | 'resume' | 'export' | 'mend' | null;
  /** Why the last action did not do what was asked; the sentence stands until the next one. */
  readonly actionError: string | null;
  readonly exportNote: ExportNote | null;
  /** The version of the flow in which a step was mended from here: a retry runs the newest one then. */
  readonly mendedIn: number | null;
}

/** A candidate for a target of a step that failed. */
export interface Mend {
  /** Path of the step, and where it has the target. */
  readonly step: string;
  readonly at: string;
  readonly candidate: Candidate;
}

export interface JobStoreActions {
  readonly reload: () => Promise<void>;
  readonly cancel: () => Promise<void>;
  readonly retry: () => Promise<void>;
  /** Lets it go on instead of beginning anew. */
  readonly resume: (from: ResumeFrom) => Promise<void>;
  readonly exportFailedRows: () => Promise<void>;
  readonly runNow: () => Promise<void>;
  /** Lets jobs of the job's flow start again. */
  readonly resumeFlow: () => Promise<void>;
  /** Puts a candidate in front of the target, as the flow's next version, and offers to undo that. */
  readonly mend: (mend: Mend) => Promise<void>;
  readonly exportRows: (dataset: string, format: ExportFormat) => Promise<void>;
}

export interface JobStore extends JobStoreActions {
  readonly store: StoreApi<JobFacts>;
  /** Reads the job and follows it; ends with `dispose`. */
  readonly start: () => Disposable;
}

/** Says that the flow has a new version now, and how that is undone. */
export type TellMended = (version: number, undo: () => void) => void;

/**
 * One store a job. It keeps facts: the detail as read, and a newer header from `jobs.changed`.
 * The database is the truth and the streams are hints: activity only causes another read.
 */
export function createJobStore(
  client: Client<AppContract>,
  jobId: JobId,
  clock: Clock,
  tellMended: TellMended = () => undefined,
): JobStore {
  const store = createStore<JobFacts>(() => ({
    detail: null,
    loadError: null,
    rowsRev: 0,
    busy: null,
    actionError: null,
    exportNote: null,
    mendedIn: null,
  }));
  const reload = async (): Promise<void> => {
    try {
      const detail = await client.call('jobs.get', { id: jobId });
      store.setState((state) => ({ detail: keepNewerJob(detail, state.detail), loadError: null }));
    } catch (error) {
      store.setState({ loadError: toWire(error) });
    }
  };
  return {
    store,
    reload,
    start: () => follow(client, jobId, clock, store, reload),
    ...actions(client, jobId, store, tellMended),
  };
}

/** A read that was overtaken by `jobs.changed` may not turn the header back. */
function keepNewerJob(read: JobDetail, known: JobDetail | null): JobDetail {
  return known !== null && known.job.rev > read.job.rev ? { ...read, job: known.job } : read;
}

function follow(
  client: Client<AppContract>,
  jobId: JobId,
  clock: Clock,
  store: StoreApi<JobFacts>,
  reload: () => Promise<void>,
): Disposable {
  const reader = paced(clock, reload);
  reader.ask();
  const endActivity = client.subscribe('job.activity', { id: jobId }, ({ items }) => {
    if (items.some((item) => item.part === 'rows')) {
      store.setState((state) => ({ rowsRev: state.rowsRev + 1 }));
    }
    reader.ask();
  });
  const endChanged = client.subscribe('jobs.changed', {}, ({ items }) => {
    for (const job of items) if (job.id === jobId) applyHeader(store, job);
  });
  return {
    dispose() {
      endActivity();
      endChanged();
      reader.dispose();
    },
  };
}

function applyHeader(store: StoreApi<JobFacts>, job: JobSummary): void {
  store.setState((state) => {
    if (state.detail === null || state.detail.job.rev >= job.rev) return state;
    return { detail: { ...state.detail, job } };
  });
}

/** Runs `read` at once when asked, never twice at a time, and at most once every `REREAD_MS`. */
function paced(clock: Clock, read: () => Promise<void>): Disposable & { ask(): void } {
  let timer: Disposable | null = null;
  let reading = false;
  let asked = false;
  let disposed = false;
  const run = (): void => {
    asked = false;
    reading = true;
    void read().finally(() => {
      reading = false;
      if (disposed) return;
      timer = clock.setTimer(REREAD_MS, () => {
        timer = null;
        if (asked) run();
      });
    });
  };
  return {
    ask() {
      asked = true;
      if (!disposed && !reading && timer === null) run();
    },
    dispose() {
      disposed = true;
      timer?.dispose();
      timer = null;
    },
  };
}

function actions(
  client: Client<AppContract>,
  id: JobId,
  store: StoreApi<JobFacts>,
  tellMended: TellMended,
): Omit<JobStoreActions, 'reload'> {
  /** `act` gives a sentence when nothing was done. */
  const attempt = async (
    busy: NonNullable<JobFacts['busy']>,
    act: () => Promise<string | null>,
  ): Promise<void> => {
    if (store.getState().busy !== null) return;
    store.setState({ busy, actionError: null });
    try {
      store.setState({ actionError: await act() });
    } catch (error) {
      store.setState({ actionError: toWire(error).message });
    } finally {
      store.setState({ busy: null });
    }
  };
  return {
    cancel: () =>
      attempt('cancel', async () => {
        const { outcome } = await client.call('jobs.cancel', { id });
        return outcome === 'already_ended' ? 'Nothing to cancel: the job had just ended.' : null;
      }),
    retry: () =>
      attempt('retry', async () => {
        const flow = store.getState().mendedIn === null ? 'same' : 'newest';
        const { outcome } = await client.call('jobs.retry', { id, flow });
        return outcome === 'not_ended' ? 'Not retried: the job has not ended yet.' : null;
      }),
    resume: (from) =>
      attempt('retry', async () => {
        const { outcome } = await client.call('jobs.resume', { id, from });
        if (outcome === 'nothing_kept') return 'Not retried: there is nothing to go on with.';
        return outcome === 'not_ended' ? 'Not retried: the job has not ended yet.' : null;
      }),
    exportFailedRows: () =>
      attempt('export', async () => {
        store.setState({ exportNote: null });
        try {
          const { path, rows } = await client.call('rows.exportFailed', { jobId: id });
          if (path !== null) store.setState({ exportNote: { kind: 'saved', path, rows } });
        } catch (error) {
          store.setState({ exportNote: { kind: 'failed', error: toWire(error) } });
        }
        return null;
      }),
    runNow: () =>
      attempt('runNow', async () => {
        const { moved } = await client.call('jobs.runNow', { id });
        return moved ? null : 'Not moved: the job was no longer waiting.';
      }),
    resumeFlow: () =>
      attempt('resume', async () => {
        const flowId = store.getState().detail?.job.flowId;
        if (flowId !== undefined)
          await client.call('flows.setLimits', { id: flowId, limits: { paused: false } });
        return null;
      }),
    mend: ({ step, at, candidate }) =>
      attempt('mend', async () => {
        const job = store.getState().detail?.job;
        if (job === undefined) return null;
        const { flowId, flowVersion: version } = job;
        const wish = { id: flowId, version, step, at, candidate };
        const { flow, before } = await client.call('flows.useCandidate', wish);
        store.setState({ mendedIn: flow.version });
        const undo = (): Promise<void> =>
          attempt('mend', async () => {
            await client.call('flows.restore', { id: flowId, version: before, newest: flow.version });
            store.setState({ mendedIn: null });
            return null;
          });
        tellMended(flow.version, () => void undo());
        return null;
      }),
    exportRows: (dataset, format) =>
      attempt('export', async () => {
        store.setState({ exportNote: null });
        try {
          const { path, rows } = await client.call('rows.export', { jobId: id, dataset, format });
          if (path !== null) store.setState({ exportNote: { kind: 'saved', path, rows } });
        } catch (error) {
          store.setState({ exportNote: { kind: 'failed', error: toWire(error) } });
        }
        return null;
      }),
  };
}
