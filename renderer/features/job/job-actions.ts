import type { JobSummary } from '../../../shared/job/schema.ts';
import { isEnded, TRANSITIONS } from '../../../shared/job/state.ts';
import { waitDetail } from '../waits/wait-detail.ts';

/** Null = it can act; else the sentence that says why not. */
export type WhyNot = string | null;

export interface JobActions {
  readonly cancel: WhyNot;
  readonly retry: WhyNot;
  readonly runNow: WhyNot;
  readonly exportRows: WhyNot;
  /** Edit and snooze. */
  readonly change: WhyNot;
}

/**
 * What a person can do with a job now; the rule of the queue decides, this only explains it.
 * @param now epoch milliseconds
 */
export function jobActions(job: JobSummary, now: number): JobActions {
  return {
    cancel: whyNoCancel(job),
    retry: whyNoRetry(job),
    runNow: whyNoRunNow(job, now),
    exportRows: job.rowCount > 0 ? null : 'Export is off: no rows were brought back yet.',
    change: job.state === 'pending' ? null : 'Only a job that waits can be changed.',
  };
}

function whyNoCancel(job: JobSummary): WhyNot {
  if (isEnded(job.state)) return 'Cancel is off: the job has ended.';
  if (job.cancelAskedAt !== null) return 'Cancel is off: it was asked for and is under way.';
  return null;
}

function whyNoRetry(job: JobSummary): WhyNot {
  if (job.trial !== undefined) return 'Retry is off: a trial run is begun anew where its flow is edited.';
  const from: readonly string[] = TRANSITIONS.retry.from;
  if (from.includes(job.state)) return null;
  return job.state === 'pending'
    ? 'Retry is off: the job is still to be tried.'
    : 'Retry is off until this attempt has ended.';
}

function whyNoRunNow(job: JobSummary, now: number): WhyNot {
  if (job.state !== 'pending') return 'Run now is only for a job that waits for its time.';
  if (job.waitsFor === 'jobs') return null;
  const held = waitDetail(job.waitsFor);
  if (held !== '') return `Run now is off: ${held}.`;
  return job.runAt > now ? null : 'Run now is off: the job takes the next free place.';
}

/** One sentence for the line under the buttons; empty when every button can act. */
export function whyLine(job: JobSummary, now: number): string {
  const { cancel, retry, runNow } = jobActions(job, now);
  if (job.state === 'processing' && cancel === null) {
    return 'Retry and Run now are off until this attempt has ended. Cancel keeps the rows.';
  }
  if (isEnded(job.state)) return 'Cancel and Run now are off: the job has ended.';
  const early = job.waitsFor === 'jobs' ? 'Run now will not wait for the other jobs.' : null;
  return [early, cancel, retry, runNow].filter((reason) => reason !== null).join(' ');
}
