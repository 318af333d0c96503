import type { JobId } from '../../../shared/ids.ts';
import type { BulkAction } from '../../../shared/job/demands.ts';
import type { JobSummary } from '../../../shared/job/schema.ts';
import { isEnded } from '../../../shared/job/state.ts';
import { resumeOffers } from '../resume/index.ts';
import { jobCan } from './job-can.ts';
import { countSelected, type Selection } from './selection.ts';

export type BulkKind = BulkAction['kind'];

/** The contract takes so many numbers at once; more are named by their filter. */
export const MOST_NAMED = 10_000;

/** What one button of the bulk bar can do. */
export interface Fit {
  /** How many jobs it would be for. */
  readonly count: number;
  /** Which; null = everything that matches. */
  readonly ids: readonly JobId[] | null;
  /** Why it cannot act; null when it can. */
  readonly off: string | null;
}

const NONE_FITS = {
  cancel: 'Cancel is off: every selected job has ended.',
  retry: 'Retry is off: no selected job has ended.',
  resume: 'From failed step is off: no selected job has a step to go on with.',
  runNow: 'Run now is off: no selected job waits for its time or for other jobs.',
  setPriority: 'Priority is off: no selected job waits.',
  snooze: 'Snooze is off: no selected job waits.',
  tag: 'Tag is off: no job is selected.',
  delete: 'Delete is off: no selected job has ended.',
} as const satisfies Record<BulkKind, string>;

/**
 * For which of the selected jobs an action is meant: those that it fits by what is known here. Of everything that matches
 * nobody here knows, so all of it is meant, and what does not fit is told at the end.
 * @param now epoch milliseconds
 */
export function fitOf(
  kind: BulkKind,
  selection: Selection,
  byId: ReadonlyMap<JobId, JobSummary>,
  now: number,
): Fit {
  if (selection.all !== null) return { count: countSelected(selection), ids: null, off: null };
  const ids = [...selection.ids].filter((id) => fits(kind, byId.get(id), now));
  if (ids.length === 0) return { count: 0, ids, off: NONE_FITS[kind] };
  const off = ids.length > MOST_NAMED ? 'So many rows cannot be named: select all that match.' : null;
  return { count: ids.length, ids, off };
}

/** A job that is not read at this moment was ticked all the same: main decides about it. */
function fits(kind: BulkKind, job: JobSummary | undefined, now: number): boolean {
  if (job === undefined) return true;
  const can = jobCan(job, now);
  switch (kind) {
    case 'cancel':
      return can.cancel === null;
    case 'retry':
      return can.retry === null;
    case 'resume':
      return resumeOffers(job).some(({ from, off }) => from === 'failed_step' && off === null);
    case 'runNow':
      return can.runNow === null;
    case 'tag':
      return true;
    case 'delete':
      return isEnded(job.state);
    case 'setPriority':
    case 'snooze':
      return can.change === null;
  }
}
