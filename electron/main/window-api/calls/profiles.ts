import type { Core } from '../../core.ts';
import type { CallsOf } from './part.ts';

/** Profiles, and the jobs in which persons sign in to them. */
export function profileCalls({ profiles }: Pick<Core, 'profiles'>): CallsOf<'profiles'> {
  return {
    'profiles.list': () => ({ profiles: profiles.list() }),
    'profiles.create': ({ name, url }) => ({ jobId: profiles.create(name, url) }),
    'profiles.signIn': ({ name, url }) => ({ jobId: profiles.signIn(name, url) }),
    'profiles.remove': ({ name }) => {
      profiles.remove(name);
      return { done: true };
    },
  };
}
