import type { Page } from './places.ts';

/** Letter after `g` that goes to a place. No state has one of these: test/unit/renderer/places.test.ts. */
export const PLACE_KEYS: Readonly<Record<Page, { readonly key: string; readonly word: string }>> = {
  jobs: { key: 'j', word: 'Jobs' },
  flows: { key: 'o', word: 'Flows' },
  profiles: { key: 'u', word: 'Profiles' },
  sites: { key: 'i', word: 'Sites' },
  live: { key: 'v', word: 'Live' },
  workers: { key: 'w', word: 'Workers' },
  browsers: { key: 'b', word: 'Browsers' },
};
