import * as z from 'zod';
import { ResumeFrom } from './own-rows.ts';
import { Priority, Time } from './schema.ts';
import { Tags } from './tags.ts';

/**
 * What happens when a job with the same key waits, runs or is parked already. `skip`: nothing is queued · `replace`: waiting ones
 * are cancelled, and the new one comes after the running one · `keep`: both stand.
 */
export const KeyMode = z.enum(['skip', 'replace', 'keep']);
export type KeyMode = z.output<typeof KeyMode>;

/** A name that marks jobs as the same work. With rows it may hold `{{row.x}}`. */
export const UniqueKey = z.strictObject({ text: z.string().trim().min(1).max(200), mode: KeyMode });
export type UniqueKey = z.output<typeof UniqueKey>;

/** Names jobs that are deleted together: the time of the wish, epoch milliseconds. */
export const DeletionBatch = z.int().positive();

/** What may be asked of many jobs at once. */
export const BulkAction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('cancel') }),
  z.strictObject({ kind: z.literal('retry') }),
  z.strictObject({ kind: z.literal('resume'), from: ResumeFrom }),
  z.strictObject({ kind: z.literal('runNow') }),
  z.strictObject({ kind: z.literal('setPriority'), priority: Priority }),
  z.strictObject({ kind: z.literal('snooze'), until: Time }),
  z.strictObject({ kind: z.literal('tag'), add: Tags, remove: Tags }),
  /** Ended jobs only. `batch` names those that were deleted together: so they can be had back. */
  z.strictObject({ kind: z.literal('delete'), batch: DeletionBatch }),
]);
export type BulkAction = z.output<typeof BulkAction>;

/** How far a bulk operation is. Jobs that the action does not fit (a retry of a running one) count as seen and not as changed. */
export const BulkProgress = z.strictObject({
  id: z.int().positive(),
  action: BulkAction,
  state: z.enum(['running', 'done', 'stopped', 'failed']),
  seen: z.int().nonnegative(),
  changed: z.int().nonnegative(),
  total: z.int().nonnegative(),
  /** Why it failed; empty otherwise. */
  message: z.string(),
});
export type BulkProgress = z.output<typeof BulkProgress>;

/** How many jobs of a flow may run at once, and whether any may. */
export const FlowLimits = z.strictObject({
  paused: z.boolean(),
  /** Null = as many as the workers take. */
  maxRunning: z.int().min(1).max(1000).nullable(),
});
export type FlowLimits = z.output<typeof FlowLimits>;

/** A host name as it stands in an address, in lower case. */
export const SiteName = z
  .string()
  .trim()
  .toLowerCase()
  .min(1)
  .max(253)
  .regex(/^[a-z0-9._\-[\]:]+$/, 'a host name such as shop.example.com, without https:// and path');

/** How gently a site is to be treated: jobs whose first page is on it start one after the other. */
export const SiteRule = z.strictObject({
  site: SiteName,
  /** How many jobs may be on it at once; null = no limit. */
  maxRunning: z.int().min(1).max(1000).nullable(),
  /** Between the starts of two jobs, milliseconds. */
  delayMs: z.int().min(0).max(86_400_000),
});
export type SiteRule = z.output<typeof SiteRule>;
