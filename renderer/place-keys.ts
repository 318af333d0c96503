import type { Page } from './places.ts';

/** Letter after `g` that goes to a place; its word is in the texts. No state has one of these: test/unit/renderer/places.test.ts. */
export const PLACE_KEYS: Readonly<Record<Page, string>> = {
  jobs: 'j',
  flows: 'o',
  results: 'm',
  profiles: 'u',
  sites: 'i',
  live: 'v',
  workers: 'w',
  browsers: 'b',
  settings: 'y',
  help: 'h',
};
