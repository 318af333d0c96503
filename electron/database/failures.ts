import type { CandidateHealth } from '../../shared/flow/health.ts';
import type { FlowId, JobId, LeaseEpoch } from '../../shared/ids.ts';
import { FailureDetail, type StoredFailure } from '../../shared/job/failure.ts';
import type { ReadableDb } from './open.ts';

/** Which failure of a job: of an attempt, and of a step; the newest of what is left open. */
export interface FailureWish {
  readonly id: JobId;
  readonly epoch?: LeaseEpoch | undefined;
  readonly path?: string | undefined;
}

/** The statements of this file, for the tests of their plans. */
export const FAILURE_READS = {
  failure: `
    SELECT epoch, detail FROM step_failure
     WHERE job_id = @id AND (@epoch IS NULL OR epoch = @epoch) AND (@path IS NULL OR path = @path)
     ORDER BY epoch DESC, seq DESC LIMIT 1`,
  health: `
    SELECT step, target AS "at", candidate, tried, found, healed, last_at AS lastAt
      FROM candidate_health WHERE flow_id = ? ORDER BY step, target, candidate LIMIT 5000`,
} as const;

/** What is known of a failure; null = nothing was kept, or it cannot be read any more. */
export function readFailure(db: ReadableDb, { id, epoch, path }: FailureWish): StoredFailure | null {
  const row = db
    .prepare<object, { epoch: LeaseEpoch; detail: string }>(FAILURE_READS.failure)
    .get({ id, epoch: epoch ?? null, path: path ?? null });
  if (row === undefined) return null;
  const detail = FailureDetail.safeParse(JSON.parse(row.detail));
  return detail.success ? { epoch: row.epoch, detail: detail.data } : null;
}

/** How the candidates of a flow did, in all its versions. */
export function readHealth(db: ReadableDb, flowId: FlowId): CandidateHealth[] {
  return db.prepare<[FlowId], CandidateHealth>(FAILURE_READS.health).all(flowId);
}
