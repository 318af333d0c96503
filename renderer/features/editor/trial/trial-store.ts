import { createStore, type StoreApi } from 'zustand';
import { type Clock, type Disposable, systemClock } from '../../../../shared/clock.ts';
import { toWire } from '../../../../shared/errors.ts';
import type { InputValue } from '../../../../shared/flow/input.ts';
import type { FlowId, JobId } from '../../../../shared/ids.ts';
import type { AppContract } from '../../../../shared/ipc/contract.ts';
import type { Client } from '../../../../shared/ipc/define.ts';
import type { StoredFailure } from '../../../../shared/job/failure.ts';
import type { JobSummary, RowData, StepRecord } from '../../../../shared/job/schema.ts';
import type { TrialRun, TrialState } from '../../../../shared/live/trial.ts';
import { lastSeq } from './step-ends.ts';

/** The rows that the newest run brought last. */
export interface RowsPreview {
  readonly dataset: string;
  readonly rows: readonly RowData[];
  readonly total: number;
}

/** A trial as the panel shows it; how its steps stand is told by the live store. */
export interface Trial {
  /** Null = nothing was run yet. */
  readonly jobId: JobId | null;
  readonly isStarting: boolean;
  readonly job: JobSummary | null;
  readonly steps: readonly StepRecord[];
  /** The newest run began behind this step run. */
  readonly runAfter: number;
  readonly failure: StoredFailure | null;
  readonly preview: RowsPreview | null;
  /** Why the last wish was not done. */
  readonly fault: string | null;
}

export interface StartWish {
  readonly flowId: FlowId | null;
  readonly text: string;
  readonly run: TrialRun;
  readonly inputs: Record<string, InputValue>;
}

export interface TrialStore {
  readonly store: StoreApi<Trial>;
  /** Ends the trial that is there, and begins another one in a new browser. */
  start(wish: StartWish): Promise<void>;
  /** Runs the draft as it is now in the open page. */
  rerun(text: string, run: TrialRun): Promise<void>;
  /** Ends the trial: at once while it waits, else as a job is stopped. */
  stop(): Promise<void>;
  /** A run is over: what it brought, and why it failed. */
  runEnded(state: TrialState): Promise<void>;
  /** Nothing is followed any more, and nothing runs on that nobody sees. */
  close(): void;
}

const NOTHING: Trial = {
  jobId: null,
  isStarting: false,
  job: null,
  steps: [],
  runAfter: -1,
  failure: null,
  preview: null,
  fault: null,
};
/** Steps are read anew at most so often. */
const READ_MS = 200;
const PREVIEW_ROWS = 20;

/** @param clock for the pace in which steps are read */
export function createTrialStore(client: Client<AppContract>, clock: Clock = systemClock): TrialStore {
  const store = createStore<Trial>(() => NOTHING);
  let unfollow = (): void => undefined;
  let timer: Disposable | null = null;
  let isClosed = false;

  const isCurrent = (jobId: JobId): boolean => !isClosed && store.getState().jobId === jobId;
  const read = async (jobId: JobId): Promise<void> => {
    const { job, steps } = await client.call('jobs.get', { id: jobId });
    if (isCurrent(jobId)) store.setState({ job, steps });
  };
  const readSoon = (jobId: JobId): void => {
    timer ??= clock.setTimer(READ_MS, () => {
      timer = null;
      void read(jobId).catch(() => undefined);
    });
  };
  const follow = (jobId: JobId): void => {
    unfollow();
    unfollow = client.subscribe('job.activity', { id: jobId }, () => readSoon(jobId));
    readSoon(jobId);
  };
  /** Does something, and keeps the sentence that says why it was not done. */
  const wanted = async (work: () => Promise<void>): Promise<void> => {
    store.setState({ fault: null });
    try {
      await work();
    } catch (error) {
      if (!isClosed) store.setState({ fault: sentenceOf(error) });
    }
  };
  const end = async (jobId: JobId): Promise<void> => {
    try {
      await client.call('trial.end', { jobId });
    } catch {
      // It does not wait: then it is stopped like every job.
      await client.call('jobs.cancel', { id: jobId });
    }
  };
  const isOpen = ({ jobId, job }: Trial): boolean =>
    jobId !== null && (job === null || job.state === 'processing' || job.state === 'pending');

  return {
    store,
    start: (wish) =>
      wanted(async () => {
        const before = store.getState();
        store.setState({ ...NOTHING, isStarting: true });
        try {
          if (before.jobId !== null && isOpen(before)) await end(before.jobId);
          const { jobId } = await client.call('trial.start', wish);
          if (isClosed) return await end(jobId);
          store.setState({ jobId });
          follow(jobId);
        } finally {
          store.setState({ isStarting: false });
        }
      }),
    rerun: (text, run) =>
      wanted(async () => {
        const { jobId, steps } = store.getState();
        if (jobId === null) return;
        await client.call('trial.rerun', { jobId, text, run });
        if (isCurrent(jobId)) store.setState({ runAfter: lastSeq(steps), failure: null, preview: null });
      }),
    stop: () =>
      wanted(async () => {
        const { jobId } = store.getState();
        if (jobId !== null) await end(jobId);
      }),
    async runEnded({ outcome, datasets }) {
      const { jobId } = store.getState();
      if (jobId === null) return;
      const newest = datasets.at(-1);
      const [failed, preview] = await Promise.all([
        outcome === 'failed' ? client.call('jobs.failure', { id: jobId }).catch(() => null) : null,
        newest === undefined ? null : readPreview(client, jobId, newest).catch(() => null),
        read(jobId).catch(() => undefined),
      ]);
      if (isCurrent(jobId)) store.setState({ failure: failed?.failure ?? null, preview });
    },
    close() {
      const state = store.getState();
      isClosed = true;
      unfollow();
      timer?.dispose();
      if (state.jobId !== null && isOpen(state)) void end(state.jobId).catch(() => undefined);
    },
  };
}

/** The rows that a run brought stand at the end: those of the runs before are in front of them. */
async function readPreview(
  client: Client<AppContract>,
  jobId: JobId,
  { name, rows }: TrialState['datasets'][number],
): Promise<RowsPreview> {
  const { total } = await client.call('rows.page', { jobId, dataset: name, limit: 1 });
  const offset = Math.max(0, total - rows);
  const page = await client.call('rows.page', { jobId, dataset: name, offset, limit: PREVIEW_ROWS });
  return { dataset: name, rows: page.rows, total: rows };
}

function sentenceOf(error: unknown): string {
  const { message, faults = [] } = toWire(error);
  const [first] = faults;
  if (first === undefined) return message;
  return `${message} ${first.path === '' ? '' : `${first.path}: `}${first.message}`;
}
