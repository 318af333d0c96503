import * as z from 'zod';

/** Number of a job: given by the database, never reused. */
export const JobId = z.int().positive().brand<'JobId', 'inout'>();
export type JobId = z.output<typeof JobId>;

/** Number of a saved flow. */
export const FlowId = z.int().positive().brand<'FlowId', 'inout'>();
export type FlowId = z.output<typeof FlowId>;

/** One life of one worker process: a worker that is started anew gets a new one. */
export const WorkerId = z.int().positive().brand<'WorkerId', 'inout'>();
export type WorkerId = z.output<typeof WorkerId>;

/**
 * Fencing token of a lease: goes up by one with every claim of a job and never down.
 * It also names the attempt, because an attempt's shown number can be given back and the epoch cannot.
 */
export const LeaseEpoch = z.int().positive().brand<'LeaseEpoch', 'inout'>();
export type LeaseEpoch = z.output<typeof LeaseEpoch>;
