import * as z from 'zod';
import { Name } from '../flow/input.ts';
import { JobId } from '../ids.ts';

/** `completed`: only when the other job completes, else this one is cancelled with it · `ended`: whatever happens. */
export const Needs = z.enum(['completed', 'ended']);
export type Needs = z.output<typeof Needs>;

/** Lets a job start only after another one. */
export const After = z.strictObject({
  jobId: JobId,
  needs: Needs.default('completed'),
  /** Input name → expression over the other job's results: `result.total`, `rows[0].url`, `state`. */
  takes: z.record(Name, z.string().min(1).max(1000)).default({}),
});
export type After = z.output<typeof After>;

/** One job that another comes after, as the detail shows it. */
export const Dependency = z.strictObject({
  jobId: JobId,
  needs: Needs,
  state: z.enum(['open', 'met', 'failed']),
  takes: z.record(z.string(), z.string()),
});
export type Dependency = z.output<typeof Dependency>;
