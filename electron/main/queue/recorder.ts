import type { TargetUse } from '../../../shared/ipc/worker-protocol.ts';
import type { LogLine } from '../../../shared/job/schema.ts';
import type { Effects } from './effects.ts';
import { recordCheckpoint, recordRowEnds } from './own-rows.ts';
import type { Statements } from './statements.ts';
import type { Lease, RecordData } from './types.ts';

/**
 * Keeps what an attempt reports: steps with the health of their candidates, log lines, rows, artifacts, failures. It opens with a guarded statement, so a stale worker's
 * report changes nothing, and every row has a key of its own, so a report that is sent twice counts once.
 */
export class Recorder {
  readonly #statements: Statements;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  /** Runs inside a transaction of the queue. False = the lease is lost and nothing was kept. */
  record(effects: Effects, lease: Lease, data: RecordData, now: number): boolean {
    const rev = this.#open(lease, data);
    if (rev === undefined) return false;
    this.#steps(lease, data);
    const newLines = this.#lines(lease, data);
    const newRows = this.#rows(lease, data);
    const dropped = recordRowEnds(this.#statements, lease, data);
    recordCheckpoint(this.#statements, lease, data, now);
    const newArtifacts = this.#artifacts(lease, data);
    const newFailures = this.#failures(lease, data);
    const stepsChanged = data.steps.some(endsTopStep) ? 1 : 0;
    if (stepsChanged + newRows + newArtifacts + (dropped ?? 0) > 0) {
      const { jobId, epoch } = lease;
      const rowsChanged = newRows + (dropped ?? 0);
      this.#statements.recordClose.run({ jobId, epoch, stepsChanged, newRows: rowsChanged, newArtifacts });
    }
    effects.changed(lease.jobId);
    if (data.steps.length + newArtifacts + newFailures > 0 || dropped !== undefined)
      effects.activity(lease.jobId, 'detail', rev);
    if (newRows > 0) effects.activity(lease.jobId, 'rows', rev);
    if (newLines.length > 0) effects.lines(lease.jobId, newLines);
    return true;
  }

  #open({ jobId, epoch }: Lease, { stepsTotal, steps, once }: RecordData): number | undefined {
    const stepTitle = steps.at(-1)?.title ?? null;
    return this.#statements.recordOpen.get({ jobId, epoch, stepsTotal, stepTitle, once });
  }

  #steps({ jobId, epoch }: Lease, { steps }: RecordData): void {
    for (const step of steps) {
      const error = step.error === null ? null : JSON.stringify(step.error);
      const { changes } = this.#statements.upsertStep.run(
        jobId,
        epoch,
        step.seq,
        step.path,
        step.action,
        step.title,
        step.target,
        step.candidate,
        step.state,
        step.startedAt,
        step.finishedAt,
        error,
      );
      // A report that is sent twice changes no row the second time, and counts once.
      if (changes === 1 && step.finishedAt !== null) this.#health(jobId, step.targets ?? [], step.finishedAt);
    }
  }

  /** Those up to the one that was used were looked for; where none was, all of them. */
  #health(jobId: Lease['jobId'], targets: readonly TargetUse[], at: number): void {
    for (const { step, at: place, candidates, used } of targets) {
      const tried = used === null ? candidates : candidates.slice(0, used + 1);
      for (const [number, candidate] of tried.entries()) {
        const found = number === used ? 1 : 0;
        const healed = number > 0 ? found : 0;
        this.#statements.countCandidate.run(step, place, candidate, found, healed, at, jobId);
      }
    }
  }

  #failures({ jobId, epoch }: Lease, { failures = [] }: RecordData): number {
    let added = 0;
    for (const detail of failures) {
      const { seq, path } = detail;
      added += this.#statements.insertFailure.run(jobId, epoch, seq, path, JSON.stringify(detail)).changes;
    }
    return added;
  }

  /** The lines that were not there yet. */
  #lines({ jobId, epoch }: Lease, { lines }: RecordData): LogLine[] {
    const { insertLine } = this.#statements;
    const isNew = ({ seq, at, level, step, message, metadata }: RecordData['lines'][number]): boolean =>
      insertLine.run(jobId, epoch, seq, at, level, step, message, metadata).changes === 1;
    return lines.filter(isNew).map((line) => ({ epoch, ...line }));
  }

  #rows({ jobId, epoch }: Lease, { rows }: RecordData): number {
    const { insertRow, addAttemptRows } = this.#statements;
    let added = 0;
    for (const { dataset, seq, data, origin } of rows) {
      added += insertRow.run(jobId, epoch, dataset, seq, JSON.stringify(data), origin ?? null).changes;
    }
    if (added > 0) addAttemptRows.run(added, jobId, epoch);
    return added;
  }

  #artifacts({ jobId, epoch }: Lease, { artifacts }: RecordData): number {
    const { insertArtifact } = this.#statements;
    let added = 0;
    for (const { kind, name, path, bytes, step, at } of artifacts) {
      added += insertArtifact.run(jobId, epoch, kind, name, path, bytes, step, at).changes;
    }
    return added;
  }
}

/** True for the end of a step of the flow's top level: the progress counts those, not the turns of a loop. */
function endsTopStep({ path, finishedAt }: RecordData['steps'][number]): boolean {
  return finishedAt !== null && !path.includes('.');
}
