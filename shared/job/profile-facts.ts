import type { ProfileState } from './profile-state.ts';

/** So many hosts are named. */
const MOST_SITES = 100;

/** What may be told of a state: how large it is, and the hosts that it is for, by name. Never what is in it. */
export function profileFacts(state: ProfileState): { bytes: number; sites: string[] } {
  const ofCookies = state.cookies.map(({ domain }) => domain.replace(/^\./, ''));
  const ofStorage = state.origins.flatMap(({ origin }) =>
    URL.canParse(origin) ? [new URL(origin).hostname] : [],
  );
  const sites = [...new Set([...ofCookies, ...ofStorage])].filter((site) => site !== '').sort();
  return {
    bytes: new TextEncoder().encode(JSON.stringify(state)).length,
    sites: sites.slice(0, MOST_SITES).map((site) => site.slice(0, 253)),
  };
}
