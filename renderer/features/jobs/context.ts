import { createContext, useContext } from 'react';
import { type StoreApi, useStore } from 'zustand';
import { invariant } from '../../../shared/assert.ts';
import type { JobsActions, JobsState } from './jobs-state.ts';
import type { QueueState } from './queue-store.ts';
import type { ViewsState } from './views-store.ts';

/** The stores that the jobs page reads. */
export interface JobsStores {
  readonly jobs: StoreApi<JobsState>;
  readonly queue: StoreApi<QueueState>;
  readonly views: StoreApi<ViewsState>;
}

export const JobsContext = createContext<JobsStores | null>(null);

function useStores(): JobsStores {
  const stores = useContext(JobsContext);
  invariant(stores !== null, 'the jobs stores are provided above');
  return stores;
}

/** A part of the jobs' state; the component renders again when that part is another value. */
export function useJobs<T>(select: (state: JobsState) => T): T {
  return useStore(useStores().jobs, select);
}

/** What can be done on the jobs page. Never changes. */
export function useJobsActions(): JobsActions {
  return useJobs((state) => state.actions);
}

/** The store itself, for handlers that read at the moment of a click. */
export function useJobsStore(): StoreApi<JobsState> {
  return useStores().jobs;
}

/** The store of the saved views. */
export function useViews(): StoreApi<ViewsState> {
  return useStores().views;
}

/** A part of the queue's state. */
export function useQueue<T>(select: (state: QueueState) => T): T {
  return useStore(useStores().queue, select);
}
