import * as z from 'zod';
import { FailureCauses } from '../statistics/failure-cause.ts';
import { Throughput } from '../statistics/throughput.ts';
import { call, stream } from './define.ts';

/** How the jobs went, counted. */
export const statisticsCalls = {
  /** The newest failures, grouped by what they have in common. */
  'statistics.causes': call(z.strictObject({}), FailureCauses),
  /** The last hour, now and as it goes on. */
  'statistics.throughput': stream(z.strictObject({}), Throughput, 'latest-by-key'),
} as const;
