/** The panel that the chips decide about: the list, or what stands in its place. */
export const JOBS_PANEL = 'jobs-panel';
