import { createContext, useContext } from 'react';
import { type StoreApi, useStore } from 'zustand';
import { invariant } from '../../../shared/assert.ts';
import type { WorkersState } from './store.ts';

export const WorkersContext = createContext<StoreApi<WorkersState> | null>(null);

/** A part of the workers' state. */
export function useWorkers<T>(select: (state: WorkersState) => T): T {
  const store = useContext(WorkersContext);
  invariant(store !== null, 'the workers store is provided above');
  return useStore(store, select);
}
