import * as z from 'zod';
import { Time } from '../job/schema.ts';
import { BUCKETS } from './duration-buckets.ts';

/** So many minutes are looked back at. */
export const MINUTES = 60;
export const MINUTE_MS = 60_000;

/** What ended in one minute; it begins at `at`, a whole minute. */
export const MinuteOfEnds = z.strictObject({
  at: Time,
  completed: z.int().nonnegative(),
  failed: z.int().nonnegative(),
});
export type MinuteOfEnds = z.output<typeof MinuteOfEnds>;

/** The same with how long those jobs ran: so many in each bucket of durations. */
export const EndsSeed = z.strictObject({
  minutes: z
    .array(MinuteOfEnds.extend({ durations: z.array(z.int().nonnegative()).length(BUCKETS) }))
    .max(MINUTES + 1),
});
export type EndsSeed = z.output<typeof EndsSeed>;

/** How the last hour went. */
export const Throughput = z.strictObject({
  /** Oldest first, the present minute last. */
  minutes: z.array(MinuteOfEnds).length(MINUTES),
  /** Jobs a minute over the last five whole minutes. */
  perMinute: z.number().nonnegative(),
  /** Milliseconds within which half and 95 % of the hour's jobs ran, their last attempt alone, at most 10 % off; null = none ended. */
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
});
export type Throughput = z.output<typeof Throughput>;
