import type { FlowId, JobId } from '../../shared/ids.ts';
import { type FlowRun, STRIP_RUNS } from '../../shared/ipc/flow-calls.ts';
import { displayState, type JobState } from '../../shared/job/state.ts';
import type { ReadableDb } from './open.ts';
import { prepareNamed } from './statement.ts';

/** The newest jobs of one flow: job_flow is in the order of the jobs' numbers within a flow. */
export const LAST_RUNS = `
  SELECT id, state, run_at, waits_for, attempt, cancel_asked_at, beat_at, failed_rows,
         coalesce(completed_at, started_at, created_at) AS at
    FROM job INDEXED BY job_flow WHERE flow_id = @flowId ORDER BY id DESC LIMIT ${STRIP_RUNS}`;

const COUNT = `
  SELECT count(*) AS jobs, coalesce(sum(state = 'pending' OR state = 'processing'), 0) AS open
    FROM job INDEXED BY job_flow WHERE flow_id = @flowId`;

interface RunRow {
  readonly id: JobId;
  readonly state: JobState;
  readonly run_at: number;
  readonly waits_for: string | null;
  readonly attempt: number;
  readonly cancel_asked_at: number | null;
  readonly beat_at: number | null;
  readonly failed_rows: number;
  readonly at: number;
}

/** Reads the last jobs of a flow, newest first. */
export type LastRuns = (flowId: FlowId, now: number) => FlowRun[];

/** Compiles it. Its `now` is epoch milliseconds of the clock that wrote the facts. */
export function lastRunsOf(db: ReadableDb): LastRuns {
  const statement = prepareNamed<RunRow>(db, LAST_RUNS);
  return (flowId, now) => statement.all({ flowId }).map((row) => toRun(row, now));
}

function toRun(row: RunRow, now: number): FlowRun {
  const facts = {
    state: row.state,
    runAt: row.run_at,
    waitsFor: row.waits_for,
    attempt: row.attempt,
    cancelAskedAt: row.cancel_asked_at,
    beatAt: row.beat_at,
    failedRows: row.failed_rows,
  };
  return { jobId: row.id, state: displayState(facts, now), at: row.at };
}

/** How many jobs a flow has, and how many of them wait or run. It walks over all of them: for the reader. */
export function countFlowJobs(db: ReadableDb, flowId: FlowId): { jobs: number; open: number } {
  return prepareNamed<{ jobs: number; open: number }>(db, COUNT).get({ flowId }) ?? { jobs: 0, open: 0 };
}
