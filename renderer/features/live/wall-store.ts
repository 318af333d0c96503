import { createStore, type StoreApi } from 'zustand';
import { toWire, type WireError } from '../../../shared/errors.ts';
import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { Client } from '../../../shared/ipc/define.ts';
import type { JobSummary } from '../../../shared/job/schema.ts';

/** More running jobs than these are only counted. */
export const MOST_SHOWN = 100;

export interface WallFacts {
  /** The running jobs, in the order of their numbers; null until read. */
  readonly jobs: readonly JobSummary[] | null;
  readonly error: WireError | null;
}

export interface WallStore {
  readonly store: StoreApi<WallFacts>;
  start(): () => void;
}

/** The running jobs: read once, then followed. A tile stays where it is, whatever its job does. */
export function createWallStore(client: Client<AppContract>): WallStore {
  const store = createStore<WallFacts>(() => ({ jobs: null, error: null }));
  const take = (changes: readonly JobSummary[]): void =>
    store.setState(({ jobs }) => ({ jobs: withChanges(jobs ?? [], changes), error: null }));
  return {
    store,
    start() {
      const end = client.subscribe('jobs.changed', {}, ({ items }) => take(items));
      client
        .call('jobs.list', { states: ['processing', 'stalled', 'cancelling'], limit: MOST_SHOWN })
        .then(({ jobs }) => take(jobs))
        .catch((error: unknown) => store.setState({ error: toWire(error) }));
      return end;
    },
  };
}

function withChanges(before: readonly JobSummary[], changes: readonly JobSummary[]): JobSummary[] {
  const jobs = new Map(before.map((job) => [job.id, job]));
  for (const job of changes) {
    const known = jobs.get(job.id);
    if (job.state !== 'processing') jobs.delete(job.id);
    else if (known === undefined || known.rev <= job.rev) jobs.set(job.id, job);
  }
  return [...jobs.values()].sort((a, b) => a.id - b.id);
}
