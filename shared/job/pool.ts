import * as z from 'zod';
import { WorkerId } from '../ids.ts';
import { Time, WorkerState } from './schema.ts';

/** How many workers there are to be, and how many jobs each runs at once. */
export const PoolSize = z.strictObject({
  workers: z.int().min(1).max(16),
  jobsPerWorker: z.int().min(1).max(50),
});
export type PoolSize = z.output<typeof PoolSize>;

/** The state of the workers as a whole. `degraded`: they ended so often that new ones are started only at times. */
export const PoolHealth = z.strictObject({
  ...PoolSize.shape,
  state: z.enum(['ok', 'degraded']),
  /** One sentence; empty when all is well. */
  reason: z.string(),
  /** When the next worker is started in a degraded pool; null otherwise. */
  nextStartAt: Time.nullable(),
  /** Slots that were drained and stay empty until they are started again. */
  drained: z.array(z.int()),
});
export type PoolHealth = z.output<typeof PoolHealth>;

/** What a worker needed of the machine at one heartbeat. */
export const WorkerSample = z.strictObject({
  workerId: WorkerId,
  slot: z.int(),
  at: Time,
  /** Share of one core since the sample before: 1 = one core fully. The worker's own process, without its browsers. */
  cpu: z.number().nonnegative(),
  rssBytes: z.int().nonnegative(),
  /** 99th percentile of how late its event loop was since the sample before, milliseconds. */
  loopDelayMs: z.number().nonnegative(),
  jobs: z.int().nonnegative(),
  browsers: z.int().nonnegative(),
  jobsDone: z.int().nonnegative(),
  jobsFailed: z.int().nonnegative(),
});
export type WorkerSample = z.output<typeof WorkerSample>;

/** One life of one worker process, from its start to its end. */
export const WorkerLife = z.strictObject({
  id: WorkerId,
  slot: z.int(),
  pid: z.int().nullable(),
  state: WorkerState,
  startedAt: Time,
  beatAt: Time.nullable(),
  endedAt: Time.nullable(),
  endReason: z.string().nullable(),
  jobsDone: z.int().nonnegative(),
  jobsFailed: z.int().nonnegative(),
});
export type WorkerLife = z.output<typeof WorkerLife>;
