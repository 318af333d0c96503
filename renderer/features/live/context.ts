import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { invariant } from '../../../shared/assert.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { LiveState } from '../../../shared/live/live-state.ts';
import type { LiveStore } from './store.ts';

export const LiveContext = createContext<LiveStore | null>(null);

export function useLiveStore(): LiveStore {
  const live = useContext(LiveContext);
  invariant(live !== null, 'the live store is provided above');
  return live;
}

/** How a job stands; null = it does not run. */
export function useLiveState(id: JobId): LiveState | null {
  return useStore(useLiveStore().store, (state) => state.jobs.get(id) ?? null);
}
