import { createStore, type StoreApi } from 'zustand';
import { toWire } from '../../../shared/errors.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { Client } from '../../../shared/ipc/define.ts';
import type { LiveChange, LiveState } from '../../../shared/live/live-state.ts';
import type { LiveWish } from '../../../shared/live/live-wish.ts';

/** How the running jobs stand. */
export interface LiveJobs {
  readonly jobs: ReadonlyMap<JobId, LiveState>;
}

export interface LiveStore {
  readonly store: StoreApi<LiveJobs>;
  start(): () => void;
  /** Gives null, or the sentence that says why it was not done. */
  wish(jobId: JobId, wish: LiveWish): Promise<string | null>;
}

/** @param onNeedsPerson is told of each job that begins to wait for a person by itself */
export function createLiveStore(
  client: Client<AppContract>,
  onNeedsPerson: (jobId: JobId, state: LiveState) => void,
): LiveStore {
  const store = createStore<LiveJobs>(() => ({ jobs: new Map() }));
  return {
    store,
    start: () =>
      client.subscribe('live.changed', {}, ({ items }) => {
        const before = store.getState().jobs;
        store.setState({ jobs: withChanges(before, items) });
        for (const { jobId, state } of items) {
          if (state !== null && asks(state) && !asks(before.get(jobId))) onNeedsPerson(jobId, state);
        }
      }),
    async wish(jobId, wish) {
      try {
        await client.call('live.wish', { jobId, wish });
        return null;
      } catch (error) {
        return sentenceOf(error);
      }
    },
  };
}

function asks(state: LiveState | undefined): boolean {
  return state?.phase === 'asking' || state?.phase === 'held';
}

function withChanges(
  before: ReadonlyMap<JobId, LiveState>,
  changes: readonly LiveChange[],
): ReadonlyMap<JobId, LiveState> {
  const jobs = new Map(before);
  for (const { jobId, state } of changes) {
    if (state === null) jobs.delete(jobId);
    else jobs.set(jobId, state);
  }
  return jobs;
}

function sentenceOf(error: unknown): string {
  const { message, faults = [] } = toWire(error);
  const [first] = faults;
  if (first === undefined) return message;
  return `${message} ${first.path === '' ? '' : `${first.path}: `}${first.message}`;
}
