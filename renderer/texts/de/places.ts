import type { Texts } from '../en/index.ts';

export const places: Texts['places'] = {
  nav: 'Orte',
  jobs: 'Jobs',
  flows: 'Abläufe',
  results: 'Ergebnisse',
  profiles: 'Profile',
  sites: 'Websites',
  live: 'Live',
  workers: 'Worker',
  browsers: 'Browser',
  settings: 'Einstellungen',
  help: 'Hilfe',
};
