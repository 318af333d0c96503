export { JobDialog } from './job-dialog.tsx';
export { JobDrawer } from './job-drawer.tsx';
export { JobPage } from './job-page.tsx';
export type { JobWays } from './job-ways.ts';
export type { JobWish, LogPlace } from './job-wish.ts';
