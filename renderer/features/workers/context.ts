import { createContext, useContext } from 'react';
import { type StoreApi, useStore } from 'zustand';
import { invariant } from '../../../shared/assert.ts';
import type { WorkersState } from './store.ts';

export const WorkersContext = createContext<StoreApi<WorkersState> | null>(null);

/** The store itself, for what an answer tells before the stream does. */
export function useWorkersStore(): StoreApi<WorkersState> {
  const store = useContext(WorkersContext);
  invariant(store !== null, 'the workers store is provided above');
  return store;
}

/** A part of the workers' state. */
export function useWorkers<T>(select: (state: WorkersState) => T): T {
  return useStore(useWorkersStore(), select);
}
