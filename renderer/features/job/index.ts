export { JobDialog } from './job-dialog.tsx';
export { JobDrawer } from './job-drawer.tsx';
export type { JobWish, LogPlace } from './job-wish.ts';
