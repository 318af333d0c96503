import { LeaseEpoch, WorkerId } from '../../../../shared/ids.ts';
import type { ErrorCategory, JobError } from '../../../../shared/job/error.ts';
import type {
  AttemptRecord,
  EventKind,
  JobDetail,
  JobEvent,
  LogLine,
  StepRecord,
} from '../../../../shared/job/schema.ts';
import type { JobState } from '../../../../shared/job/state.ts';
import { makeJob } from '../jobs/make-job.ts';

export function makeDetail(change: Partial<JobDetail> = {}): JobDetail {
  return {
    job: makeJob(1),
    inputs: {},
    row: null,
    result: null,
    attempts: [],
    events: [],
    steps: [],
    artifacts: [],
    datasets: [],
    uniqueKey: null,
    profile: null,
    site: null,
    after: [],
    before: [],
    ...change,
  };
}

export function makeError(category: ErrorCategory): JobError {
  return { category, message: 'It happened.', mend: 'Do this.' };
}

export function makeEvent(id: number, at: number, kind: EventKind, to: JobState, attempt: number): JobEvent {
  return { id, at, kind, to, attempt, detail: '' };
}

export function makeAttempt(attempt: number, change: Partial<AttemptRecord> = {}): AttemptRecord {
  return {
    epoch: LeaseEpoch.parse(attempt),
    attempt,
    workerId: WorkerId.parse(1),
    workerSlot: 1,
    startedAt: 0,
    finishedAt: null,
    outcome: 'processing',
    error: null,
    rowCount: 0,
    ...change,
  };
}

export function makeStep(seq: number, path: string, change: Partial<StepRecord> = {}): StepRecord {
  return {
    epoch: LeaseEpoch.parse(1),
    seq,
    path,
    action: 'click',
    title: `Step ${path}`,
    target: '',
    candidate: null,
    state: 'done',
    startedAt: 0,
    finishedAt: 10,
    error: null,
    ...change,
  };
}

/** Lines `from` to `to` (not included) of one attempt. */
export function makeLines(from: number, to: number, epoch = 1): LogLine[] {
  return Array.from({ length: to - from }, (_, index) => ({
    epoch: LeaseEpoch.parse(epoch),
    seq: from + index,
    at: from + index,
    level: 'INFO',
    step: null,
    message: `line ${from + index}`,
    metadata: null,
  }));
}
