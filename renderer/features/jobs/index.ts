/* What other parts of the window may use of the jobs. */
export { JobsContext, useJobs, useJobsActions, useJobsStore, useQueue, useViews } from './context.ts';
export { JobsPage } from './jobs-page.tsx';
export { type Neighbours, useNeighbours, useTakeAlong } from './neighbours.ts';
export { createQueueStore } from './queue-store.ts';
export { countOpen } from './selectors.ts';
export { createJobsStore } from './store.ts';
export { ViewsRail } from './views-rail.tsx';
export { createViewsStore } from './views-store.ts';
