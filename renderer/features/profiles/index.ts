export { ProfilesContext, useProfiles, useProfilesStore } from './context.ts';
export { createProfilesStore } from './store.ts';
