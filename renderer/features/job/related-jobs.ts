import { createStore, type StoreApi } from 'zustand/vanilla';
import type { JobId } from '../../../shared/ids.ts';
import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { Client } from '../../../shared/ipc/define.ts';
import type { JobSummary } from '../../../shared/job/schema.ts';

export interface RelatedJobs {
  readonly store: StoreApi<ReadonlyMap<JobId, JobSummary>>;
  /** Reads the jobs and follows them; the function given back ends that. */
  start(): () => void;
}

/**
 * The few jobs that another one names, as they stand now. One that cannot be read is left out: its number still says which it is.
 * @param ids at most some dozens: each is read by itself
 */
export function createRelatedJobs(client: Client<AppContract>, ids: readonly JobId[]): RelatedJobs {
  const wanted = new Set(ids);
  const store = createStore<ReadonlyMap<JobId, JobSummary>>(() => new Map());
  const take = (job: JobSummary): void => {
    const known = store.getState().get(job.id);
    if (!wanted.has(job.id) || (known !== undefined && known.rev >= job.rev)) return;
    store.setState(new Map([...store.getState(), [job.id, job]]), true);
  };
  return {
    store,
    start() {
      const end = client.subscribe('jobs.changed', {}, ({ items }) => items.forEach(take));
      for (const id of wanted) {
        client
          .call('jobs.get', { id })
          .then(({ job }) => take(job))
          .catch(() => undefined);
      }
      return end;
    },
  };
}
