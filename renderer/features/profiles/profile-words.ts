import type { ProfileSummary } from '../../../shared/job/profile.ts';
import { plural } from '../../ui/format.ts';

/** How a profile stands, for a person. */
export type ProfileStanding = 'signing in' | 'needs login' | 'in use' | 'empty' | 'ready';

/** The one rule for what the list calls a profile: what wants a person comes first. */
export function standingOf(profile: ProfileSummary): ProfileStanding {
  if (profile.signInJob !== null) return 'signing in';
  if (profile.loginNeededAt !== null) return 'needs login';
  if (profile.heldBy !== null) return 'in use';
  return profile.savedAt === null ? 'empty' : 'ready';
}

export const STANDING_WORDS: Readonly<Record<ProfileStanding, string>> = {
  'signing in': 'Signing in',
  'needs login': 'Needs login',
  'in use': 'In use',
  empty: 'Nothing kept yet',
  ready: 'Ready',
};

const MOST_NAMED = 3;

/** Whose cookies it holds: the first hosts, and how many more. */
export function sitesWords({ sites }: ProfileSummary): string {
  const more = sites.length - MOST_NAMED;
  const named = sites.slice(0, MOST_NAMED).join(', ');
  return more > 0 ? `${named} and ${plural(more, 'other')}` : named;
}

/** What a person loses by removing it: sentences. */
export function lossWords(profile: ProfileSummary): string {
  const lost =
    profile.sites.length === 0
      ? 'Nothing is kept in it.'
      : `You are signed out of ${sitesWords(profile)}: what they keep in it is gone for good.`;
  const waiting =
    profile.waiting === 0 ? '' : ` ${plural(profile.waiting, 'job')} that wait for its login look again.`;
  return `${lost}${waiting} Flows that name it begin with an empty one.`;
}
