import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { invariant } from '../../../shared/assert.ts';
import type { ProfilesState, ProfilesStore } from './store.ts';

export const ProfilesContext = createContext<ProfilesStore | null>(null);

export function useProfilesStore(): ProfilesStore {
  const store = useContext(ProfilesContext);
  invariant(store !== null, 'the profiles store is provided above');
  return store;
}

/** A part of what is known of the profiles. */
export function useProfiles<T>(select: (state: ProfilesState) => T): T {
  return useStore(useProfilesStore().store, select);
}
