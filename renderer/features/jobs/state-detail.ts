import type { JobSummary } from '../../../shared/job/schema.ts';
import { displayState } from '../../../shared/job/state.ts';
import { isHeld } from '../../../shared/job/waits.ts';
import { formatDue, formatRelative, formatSpan, plural } from '../../ui/format.ts';
import { waitDetail } from '../waits/wait-detail.ts';

/**
 * The second line under a job's state: what the word leaves open. Empty when there is nothing to add.
 * @param now epoch milliseconds
 */
export function stateDetail(job: JobSummary, now: number, queuePaused: boolean): string {
  switch (displayState(job, now)) {
    case 'pending':
      if (isHeld(job.waitsFor)) return waitDetail(job.waitsFor);
      if (queuePaused) return 'the queue is paused';
      return job.priority > 0 ? 'next, high priority' : 'waits for a free place';
    case 'scheduled':
      return formatDue(job.runAt, now);
    case 'processing':
      return '';
    case 'parked':
      return job.error?.message ?? 'waits for your answer';
    case 'retrying':
      return [formatRelative(job.runAt, now), job.error?.category].filter(Boolean).join(', ');
    case 'stalled':
      return `${workerName(job)} last heard ${formatSpan(now - (job.beatAt ?? now))} ago`;
    case 'cancelling':
      return `asked ${formatRelative(job.cancelAskedAt ?? now, now)}`;
    case 'completed':
      return job.attempt > 1 ? `attempt ${job.attempt}` : '';
    case 'completed_with_failed_rows':
      return `${plural(job.failedRows, 'row')} failed`;
    case 'failed':
      return failedDetail(job);
    case 'cancelled':
      return cancelledDetail(job);
  }
}

/** `W3`, or the word when no worker has it. */
export function workerName(job: JobSummary): string {
  return job.workerSlot === null ? 'worker' : `W${job.workerSlot}`;
}

function failedDetail(job: JobSummary): string {
  const tries = job.attempt > 1 ? plural(job.attempt, 'attempt') : 'not retried';
  return [job.error?.category, tries].filter(Boolean).join(', ');
}

function cancelledDetail(job: JobSummary): string {
  // With an error and never begun, it fell with another job: the sentence says with which.
  if (job.startedAt === null) return job.error?.message ?? 'before it started';
  const unfinished = job.stepsTotal > 0 && job.stepsDone < job.stepsTotal;
  return unfinished ? `at step ${job.stepsDone + 1} of ${job.stepsTotal}` : '';
}

/** The second line under the progress: the step under way, or why there is none. */
export function progressDetail(job: JobSummary): string {
  if (job.startedAt === null && job.stepsDone === 0) return 'not started';
  if (job.ownRows !== undefined) return `${job.ownRows.done} of ${job.ownRows.total} rows done`;
  if (job.state === 'completed') return 'all steps done';
  return job.stepTitle ?? '';
}
