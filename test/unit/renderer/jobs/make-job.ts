import { FlowId, JobId } from '../../../../shared/ids.ts';
import type { JobSummary, StateCounts } from '../../../../shared/job/schema.ts';

/** A completed job; what a test is about is given. */
export function makeJob(id: number, change: Partial<JobSummary> = {}): JobSummary {
  return {
    id: JobId.parse(id),
    rev: 1,
    flowId: FlowId.parse(1),
    flowName: 'Book shop',
    flowVersion: 1,
    state: 'completed',
    priority: 0,
    headed: false,
    runAt: 1000,
    waitsFor: null,
    createdAt: 1000,
    startedAt: 2000,
    completedAt: 9000,
    attempt: 1,
    maxRetries: 3,
    retryCount: 0,
    cancelAskedAt: null,
    beatAt: null,
    workerSlot: 1,
    stepsDone: 4,
    stepsTotal: 4,
    stepTitle: 'Last step',
    rowCount: 3,
    failedRows: 0,
    artifactCount: 0,
    error: null,
    subtitle: '',
    ...change,
  };
}

/** A job that waits and was never tried. */
export function makePending(id: number, change: Partial<JobSummary> = {}): JobSummary {
  const fresh = { startedAt: null, completedAt: null, attempt: 0, stepsDone: 0, workerSlot: null } as const;
  return makeJob(id, { state: 'pending', ...fresh, ...change });
}

export function makeCounts(change: Partial<StateCounts> = {}): StateCounts {
  return {
    all: 0,
    pending: 0,
    scheduled: 0,
    processing: 0,
    parked: 0,
    retrying: 0,
    stalled: 0,
    cancelling: 0,
    completed: 0,
    completed_with_failed_rows: 0,
    failed: 0,
    cancelled: 0,
    ...change,
  };
}
