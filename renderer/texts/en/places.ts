/** The places of the rail. */
export const places = {
  nav: 'Places',
  jobs: 'Jobs',
  flows: 'Flows',
  results: 'Results',
  profiles: 'Profiles',
  sites: 'Sites',
  live: 'Live',
  workers: 'Workers',
  browsers: 'Browsers',
  settings: 'Settings',
  help: 'Help',
};
