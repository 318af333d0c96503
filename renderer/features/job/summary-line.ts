import type { JobSummary } from '../../../shared/job/schema.ts';
import { isHeld } from '../../../shared/job/waits.ts';
import { waitDetail } from '../waits/wait-detail.ts';

/**
 * The one line beside the state: what it waits for or where it stands, which attempt, what it has brought.
 * @param due when a waiting job is due, in words (`in 4 s`); null when it waits for nothing but a worker
 */
export function summaryLine(job: JobSummary, due: string | null): string {
  return [waiting(job, due), progress(job), attempt(job), rows(job)]
    .filter((part) => part !== '')
    .join(' · ');
}

function waiting(job: JobSummary, due: string | null): string {
  if (job.state === 'pending') {
    if (isHeld(job.waitsFor)) return waitDetail(job.waitsFor);
    if (due === null) return 'takes the next free worker';
    return job.error === null ? due : `${due}, ${job.error.category}`;
  }
  if (job.state === 'processing' && job.cancelAskedAt !== null) return 'stops before the next browser action';
  return '';
}

function progress(job: JobSummary): string {
  if (job.attempt === 0) return 'not started';
  if (job.ownRows !== undefined) return ownRows(job, job.ownRows);
  if (job.stepsTotal === 0) return '';
  const title = job.stepTitle === null || job.stepTitle === '' ? '' : `, ${job.stepTitle}`;
  const isRunning = job.state === 'processing' && job.stepsDone < job.stepsTotal;
  if (isRunning) return `step ${job.stepsDone + 1} of ${job.stepsTotal}${title}`;
  return `${job.stepsDone} of ${job.stepsTotal} steps${job.state === 'completed' ? '' : title}`;
}

function ownRows({ failedRows }: JobSummary, { total, done }: { total: number; done: number }): string {
  const failed = failedRows > 0 ? `, ${failedRows} failed` : '';
  return `${done} of ${total} rows done${failed}`;
}

function attempt(job: JobSummary): string {
  if (job.attempt === 0) return '';
  const place = job.workerSlot === null || job.state !== 'processing' ? '' : ` on W${job.workerSlot}`;
  return `attempt ${job.attempt} of ${Math.max(job.attempt, job.maxRetries + 1)}${place}`;
}

function rows(job: JobSummary): string {
  if (job.rowCount === 0) return '';
  const failed = job.failedRows > 0 && job.ownRows === undefined ? `, ${job.failedRows} failed` : '';
  return `${job.rowCount} ${job.rowCount === 1 ? 'row' : 'rows'} kept${failed}`;
}
