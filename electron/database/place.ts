/*
 * The two parts of the index job_place, as conditions on a job. The bound lies between the places of running jobs (below −10^14,
 * see migration 0010) and those of claimable ones (above −10^7).
 */

/** The job runs. */
export const RUNS = 'place < -100000000000000';
/** The job can be claimed now. */
export const CLAIMABLE = 'place > -100000000000000';
